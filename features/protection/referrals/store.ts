import { ok, refuse, type Result } from '#domain/shared/result.ts'
import type { ReferralRow, ReferralTable } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { sql, type Updateable } from 'kysely'
import { viewOf } from './queries.ts'
import type { Step } from './record.ts'

/** The referral, held until the end of the transaction: two answers at once are taken one after the other. */
export async function lockReferral(ctx: Ctx, step: Step): Promise<Result<ReferralRow>> {
  const row = await ctx.tx.selectFrom('referral').selectAll().where('id', '=', step.referralId).forUpdate().executeTakeFirst()
  if (!row) return refuse('referral.not-found')
  if (step.version !== undefined && step.version !== row.version) {
    return refuse('referral.stale', { current: viewOf(row, ctx.now) })
  }
  return ok(row)
}

export async function changeReferral(ctx: Ctx, row: ReferralRow, change: Updateable<ReferralTable>): Promise<ReferralRow> {
  return await ctx.tx
    .updateTable('referral')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function sleepsThere(ctx: Ctx, referralId: string): Promise<boolean> {
  const { rows } = await sql`
    select from aman.bed_use
     where referral_id = ${referralId} and kind = 'placement' and during @> ${ctx.now}::timestamptz limit 1`.execute(ctx.tx)
  return rows.length > 0
}
