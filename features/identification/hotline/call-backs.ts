import type { Selectable } from 'kysely'
import { whyNoCallBack } from '#domain/hotline/call-back.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { HotlineTables } from '#server/db/tables/hotline.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey, makeDataKeys } from '#server/keys/data-keys.ts'
import { sealText, unsealText } from '#server/keys/seal.ts'
import type { AgreeCallBack, OnCallBack, RecordAttempt } from './record.ts'
import { lockContact } from './store.ts'

type Row = Selectable<HotlineTables['call_back']>
type Changed = Result<{ id: string; version: number }>

const MINUTE = 60_000
const numberPlace = (callBackId: string) => `call_back|sealed_number|${callBackId}`
const later = (ctx: Ctx, minutes: number) => new Date(ctx.now.getTime() + minutes * MINUTE)

/** Promises a call. The number lies under a key of its own, which goes with the end of the promise. */
export async function agreeCallBack(ctx: Ctx, input: AgreeCallBack): Promise<Result<{ id: string }>> {
  const found = await lockContact(ctx, input.contactId)
  if (!found.ok) return found
  if (found.value.kind !== 'contact') return refuse('contact.counted-only')
  const unsafe = whyNoCallBack(found.value.safe_contact)
  if (unsafe) return unsafe
  const id = ctx.newId()
  const keys = await makeDataKeys(ctx, id, ['identity'])
  try {
    await ctx.tx
      .insertInto('call_back')
      .values({
        id,
        contact_id: input.contactId,
        agency_id: ctx.actor.agencyId,
        due_at: later(ctx, input.inMinutes),
        sealed_number: sealText(keys.of('identity'), input.number, numberPlace(id)),
        agreed_by: ctx.actor.userId,
        agreed_at: ctx.now,
        taken_by: null,
        taken_at: null,
        ended_by: null,
        ended_at: null,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'call_back_once')) return refuse('call-back.already-open')
    throw error
  }
  await keys.store()
  ctx.audit('call-back.agreed', [id, input.contactId])
  return ok({ id })
}

async function lockCallBack(ctx: Ctx, callBackId: string): Promise<Result<Row>> {
  const row = await ctx.tx
    .selectFrom('call_back')
    .selectAll()
    .where('id', '=', callBackId)
    .where('status', '=', 'agreed')
    .forUpdate()
    .executeTakeFirst()
  return row ? ok(row) : refuse('call-back.not-found')
}

/** The database says who may: another's is refused by its constraint, whoever was first. */
async function change(ctx: Ctx, row: Row, set: Partial<Omit<Row, 'id'>>): Promise<Changed> {
  const version = row.version + 1
  try {
    await ctx.tx
      .updateTable('call_back')
      .set({ ...set, version })
      .where('id', '=', row.id)
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'call_back_taken')) return refuse('call-back.taken')
    throw error
  }
  return ok({ id: row.id, version })
}

/** Takes a call-back, so that no two colleagues call the same person. */
export async function takeCallBack(ctx: Ctx, { callBackId }: OnCallBack): Promise<Changed> {
  const found = await lockCallBack(ctx, callBackId)
  if (!found.ok) return found
  const taken = await change(ctx, found.value, { taken_by: ctx.actor.userId, taken_at: ctx.now })
  if (taken.ok) ctx.audit('call-back.taken', callBackId)
  return taken
}

export async function releaseCallBack(ctx: Ctx, { callBackId }: OnCallBack): Promise<Changed> {
  const found = await lockCallBack(ctx, callBackId)
  if (!found.ok) return found
  const released = await change(ctx, found.value, { taken_by: null, taken_at: null })
  if (released.ok) ctx.audit('call-back.released', callBackId)
  return released
}

const ended = (ctx: Ctx, status: 'done' | 'given-up') => ({
  status,
  sealed_number: null,
  ended_by: ctx.actor.userId,
  ended_at: ctx.now,
})

/** A try: spoken to, it is done; otherwise it waits for the next one and is free for whoever is there then. */
export async function recordAttempt(ctx: Ctx, { callBackId, result, againInMinutes }: RecordAttempt): Promise<Changed> {
  const found = await lockCallBack(ctx, callBackId)
  if (!found.ok) return found
  if (found.value.taken_by !== ctx.actor.userId) return refuse('call-back.take-first')
  await ctx.tx
    .insertInto('call_attempt')
    .values({
      id: ctx.newId(),
      call_back_id: callBackId,
      contact_id: found.value.contact_id,
      result,
      made_by: ctx.actor.userId,
      made_at: ctx.now,
    })
    .execute()
  const set =
    result === 'spoke' ? ended(ctx, 'done') : { due_at: later(ctx, againInMinutes), taken_by: null, taken_at: null }
  const done = await change(ctx, found.value, set)
  if (done.ok) ctx.audit('call-back.tried', callBackId, { result })
  return done
}

export async function giveUpCallBack(ctx: Ctx, { callBackId }: OnCallBack): Promise<Changed> {
  const found = await lockCallBack(ctx, callBackId)
  if (!found.ok) return found
  const done = await change(ctx, found.value, ended(ctx, 'given-up'))
  if (done.ok) ctx.audit('call-back.given-up', callBackId)
  return done
}

/** The number, for who has taken the call-back and is about to call. */
export async function readNumber(ctx: Ctx, { callBackId }: OnCallBack): Promise<Result<{ number: string }>> {
  const row = await ctx.tx
    .selectFrom('call_back')
    .select(['sealed_number', 'taken_by'])
    .where('id', '=', callBackId)
    .where('status', '=', 'agreed')
    .executeTakeFirst()
  if (!row?.sealed_number) return refuse('call-back.not-found')
  if (row.taken_by !== ctx.actor.userId) return refuse('call-back.take-first')
  const key = await dataKey(ctx, callBackId, 'identity')
  if (!key) return refuse('call-back.not-found')
  ctx.audit('call-back.number-read', callBackId)
  return ok({ number: unsealText(key, row.sealed_number, numberPlace(callBackId)) })
}
