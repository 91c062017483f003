import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { agencySealedPlace } from '#server/keys/agency-sealed.ts'
import { sealText, unsealText } from '#server/keys/seal.ts'
import { readQueue } from './queries.ts'
import type { GiveContacts, HandOver, HandoverOut, OnHandover } from './record.ts'

const notePlace = (handoverId: string) => agencySealedPlace('shift_note', handoverId)

/** The shift ends: how the desk stands, and what the next one has to know. */
export async function handOver(ctx: Ctx, { notes }: HandOver): Promise<Result<{ id: string }>> {
  const id = ctx.newId()
  const agency_id = ctx.actor.agencyId
  const { waiting, due, open } = await readQueue(ctx, true)
  try {
    await ctx.tx
      .insertInto('shift_handover')
      .values({
        id,
        agency_id,
        waiting: waiting.length,
        due: due.length,
        open: open.length,
        given_by: ctx.actor.userId,
        given_at: ctx.now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'shift_handover_once')) return refuse('handover.already-open')
    throw error
  }
  if (notes) {
    const { key, version: key_version } = await ctx.keys.agencyKey(ctx.tx, agency_id)
    const sealed = sealText(key, notes, notePlace(id))
    await ctx.tx.insertInto('shift_note').values({ handover_id: id, agency_id, sealed, key_version }).execute()
  }
  ctx.audit('handover.offered', id)
  return ok({ id })
}

/** The next shift lead has read it and goes on. Nobody accepts from herself. */
export async function acceptHandover(ctx: Ctx, { handoverId }: OnHandover): Promise<Result<{ id: string }>> {
  const row = await ctx.tx
    .selectFrom('shift_handover')
    .select(['id', 'status', 'given_by', 'accepted_by'])
    .where('id', '=', handoverId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  if (!row) return refuse('handover.not-found')
  if (row.given_by === ctx.actor.userId) return refuse('handover.own')
  if (row.accepted_by === ctx.actor.userId) return ok({ id: row.id })
  const accepted = await ctx.tx
    .updateTable('shift_handover')
    .set({ status: 'accepted', accepted_by: ctx.actor.userId, accepted_at: ctx.now })
    .where('id', '=', handoverId)
    .where('status', '=', 'offered')
    .executeTakeFirst()
  if (accepted.numUpdatedRows === 0n) return refuse('handover.taken')
  ctx.audit('handover.accepted', handoverId)
  return ok({ id: handoverId })
}

/** Open contacts get a named operator. All of them or none: one that ended meanwhile is not given on. */
export async function giveContacts(ctx: Ctx, input: GiveContacts): Promise<Result<{ count: number }>> {
  const contactIds = [...new Set(input.contactIds)].sort()
  try {
    const given = await ctx.tx
      .updateTable('contact')
      .set({ held_by: input.toUserId })
      .where('id', 'in', contactIds)
      .where('agency_id', '=', ctx.actor.agencyId)
      .where('status', '=', 'open')
      .executeTakeFirst()
    if (Number(given.numUpdatedRows) < contactIds.length) return refuse('contact.not-open')
  } catch (error) {
    if (brokeConstraint(error, 'contact_holder_of_desk')) return refuse('handover.not-of-desk')
    throw error
  }
  ctx.audit('contact.given', [input.toUserId, ...contactIds])
  return ok({ count: contactIds.length })
}

/** The newest hand-over of the desk, offered or accepted, with its words while they are kept. */
export async function newestHandover(ctx: Ctx): Promise<HandoverOut | null> {
  const row = await ctx.tx
    .selectFrom('shift_handover')
    .leftJoin('shift_note', 'shift_note.handover_id', 'shift_handover.id')
    .selectAll('shift_handover')
    .select(['shift_note.sealed', 'shift_note.key_version'])
    .where('shift_handover.agency_id', '=', ctx.actor.agencyId)
    .orderBy('shift_handover.agency_id', 'desc')
    .orderBy('shift_handover.given_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  ctx.audit('handover.read', row.id)
  const key = row.key_version && (await ctx.keys.agencyKey(ctx.tx, row.agency_id, row.key_version)).key
  return {
    id: row.id,
    status: row.status,
    waiting: row.waiting,
    due: row.due,
    open: row.open,
    notes: key && row.sealed ? unsealText(key, row.sealed, notePlace(row.id)) : null,
    givenBy: row.given_by,
    givenAt: row.given_at.toISOString(),
    acceptedBy: row.accepted_by,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
  }
}
