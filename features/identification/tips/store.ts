import type { KeyObject } from 'node:crypto'
import type { Selectable, Updateable } from 'kysely'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { TipTables } from '#server/db/tables/tips.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'

export type TipRow = Selectable<TipTables['tip']>

/** The desk's own tip, held to the end of the transaction: what the sender adds at this moment comes before or after, never between. */
export async function lockTip(ctx: Ctx, tipId: string, version?: number): Promise<Result<TipRow>> {
  const row = await ctx.tx.selectFrom('tip').selectAll().where('id', '=', tipId).forUpdate().executeTakeFirst()
  if (!row) return refuse('tip.not-found')
  return version !== undefined && version !== row.version ? refuse('tip.stale', { version: row.version }) : ok(row)
}

export async function changeTip(
  ctx: Ctx,
  row: TipRow,
  change: Updateable<TipTables['tip']>,
): Promise<{ id: string; version: number }> {
  const version = row.version + 1
  await ctx.tx
    .updateTable('tip')
    .set({ ...change, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, version }
}

export async function tipKey(ctx: Ctx, tipId: string): Promise<KeyObject> {
  const key = await dataKey(ctx, tipId, 'full')
  if (!key) throw new Error('a tip without its key')
  return key
}

export const today = (ctx: Ctx) => dayIn(ctx.house.country.timeZone, ctx.now)
