import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { asMedia, MEDIA } from '#server/files/media.ts'
import type { Download } from '#server/http/page.ts'
import { unsealKey, unsealText } from '#server/keys/seal.ts'
import type { ListTips, MessageOut, TipLine, TipOut } from './record.ts'
import { messagePlace, placePlace, tipFilePlace } from './sealed-tip.ts'
import { type TipRow, tipKey } from './store.ts'

const lineOf = (row: TipRow): TipLine => ({
  id: row.id,
  status: row.status,
  language: row.language,
  about: row.about,
  danger: row.danger,
  region: row.region,
  spoken: row.spoken,
  receivedOn: row.received_on,
  touchedOn: row.touched_on,
})

/** The desk's tips: first where somebody is in danger, then, of those that ask for an answer, by the day they wait from. Paged by count: an id tells no order here. */
export async function listTips(
  ctx: Ctx,
  { status, limit, skip }: ListTips,
): Promise<{ items: TipLine[]; next: number | null }> {
  let query = ctx.tx
    .selectFrom('tip')
    .selectAll()
    .where('agency_id', '=', ctx.actor.agencyId)
    .orderBy(eb => eb.and([eb('danger', '=', 'yes'), eb('status', '<>', 'closed')]), 'desc')
    .orderBy('touched_on', status === 'closed' || status === 'waiting' ? 'desc' : 'asc')
    .orderBy('id')
    .offset(skip)
    .limit(limit + 1)
  if (status) query = query.where('status', '=', status)
  const rows = await query.execute()
  const items = rows.slice(0, limit).map(lineOf)
  if (items.length > 0)
    ctx.audit(
      'tip.listed',
      items.map(each => each.id),
    )
  return { items, next: rows.length > limit ? skip + limit : null }
}

/** One tip with the whole conversation. */
export async function readTip(ctx: Ctx, tipId: string): Promise<Result<TipOut>> {
  const row = await ctx.tx.selectFrom('tip').selectAll().where('id', '=', tipId).executeTakeFirst()
  if (!row) return refuse('tip.not-found')
  ctx.audit('tip.read', tipId)
  return ok(await openedTip(ctx, row))
}

/** A tip in clear, for a deed that puts its own words on record. */
export async function openedTip(ctx: Ctx, row: TipRow): Promise<TipOut> {
  const tipId = row.id
  const key = await tipKey(ctx, tipId)
  return {
    ...lineOf(row),
    happens: row.happens,
    place: row.sealed_place ? unsealText(key, row.sealed_place, placePlace(tipId)) : '',
    closedOn: row.closed_on,
    closedReason: row.closed_reason,
    became: row.became,
    version: row.version,
    messages: await messagesOf(ctx, tipId, key),
  }
}

async function messagesOf(ctx: Ctx, tipId: string, key: Awaited<ReturnType<typeof tipKey>>): Promise<MessageOut[]> {
  const [messages, files] = await Promise.all([
    ctx.tx.selectFrom('tip_message').selectAll().where('tip_id', '=', tipId).orderBy('number').execute(),
    ctx.tx.selectFrom('tip_file').selectAll().where('tip_id', '=', tipId).orderBy('id').execute(),
  ])
  return messages.map(row => ({
    id: row.id,
    by: row.by_whom,
    on: row.said_on,
    words: unsealText(key, row.sealed, messagePlace(row.id)),
    files: files
      .filter(file => file.message_id === row.id)
      .map(({ id, media_type, bytes, traces }) => ({ id, type: media_type, bytes, traces })),
  }))
}

/** One file in clear, for the reader's disk and never shown as a page, under a name that is ours. */
export async function readTipFile(ctx: Ctx, asked: { tipId: string; fileId: string }): Promise<Result<Download>> {
  const row = await ctx.tx
    .selectFrom('tip_file')
    .selectAll()
    .where('id', '=', asked.fileId)
    .where('tip_id', '=', asked.tipId)
    .executeTakeFirst()
  if (!row) return refuse('tip.not-found')
  const key = await tipKey(ctx, asked.tipId)
  const type = asMedia(row.media_type)
  const bytes = await ctx.house.vault.read(row.id, unsealKey(key, row.sealed_key, tipFilePlace(row.id)))
  ctx.audit('tip.file-read', [asked.tipId, asked.fileId])
  return ok({ file: { name: `tip-${row.id.slice(-8)}.${MEDIA[type].ending}`, type, bytes } })
}
