import type { Selectable } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { TipTables } from '#server/db/tables/tips.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import type { ListWarnings, WarningOut } from './record.ts'
import { warningPlace } from './warn-of-offer.ts'

type Row = Selectable<TipTables['offer_warning']>

async function opened(ctx: Ctx, row: Row): Promise<WarningOut> {
  const key = await dataKey(ctx, row.id, 'full')
  if (!key) throw new Error('a warning without its key')
  const words: { offeredBy: string; words: string } = JSON.parse(unsealText(key, row.sealed, warningPlace(row.id)))
  return {
    id: row.id,
    status: row.status,
    ...words,
    workCountry: row.work_country,
    workRegion: row.work_region,
    signs: row.signs,
    fromTip: row.tip_id !== null,
    notedOn: row.noted_on,
    notedBySelf: row.noted_by === ctx.actor.userId,
    judgedOn: row.judged_on,
    version: row.version,
  }
}

export async function listWarnings(
  ctx: Ctx,
  { status, limit, skip }: ListWarnings,
): Promise<{ items: WarningOut[]; next: number | null }> {
  let query = ctx.tx
    .selectFrom('offer_warning')
    .selectAll()
    .where('agency_id', '=', ctx.actor.agencyId)
    .orderBy('agency_id', 'desc')
    .orderBy('noted_on', 'desc')
    .orderBy('id', 'desc')
    .offset(skip)
    .limit(limit + 1)
  if (status) query = query.where('status', '=', status)
  const rows = await query.execute()
  const items = await Promise.all(rows.slice(0, limit).map(row => opened(ctx, row)))
  if (items.length > 0)
    ctx.audit(
      'offer.listed',
      items.map(each => each.id),
    )
  return { items, next: rows.length > limit ? skip + limit : null }
}

export async function readWarning(ctx: Ctx, warningId: string): Promise<Result<WarningOut>> {
  const row = await ctx.tx.selectFrom('offer_warning').selectAll().where('id', '=', warningId).executeTakeFirst()
  if (!row) return refuse('offer.not-found')
  ctx.audit('offer.read', warningId)
  return ok(await opened(ctx, row))
}
