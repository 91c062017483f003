import { sql, type Updateable } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { ReferralRow, ReferralTable } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { viewOf } from './queries.ts'
import type { Step } from './record.ts'

/** The referral, held until the end of the transaction: two answers at once are taken one after the other. */
export async function lockReferral(ctx: Ctx, step: Step): Promise<Result<ReferralRow>> {
  const row = await ctx.tx
    .selectFrom('referral')
    .leftJoin('referral_need as need', 'need.referral_id', 'referral.id')
    .selectAll('referral')
    .select(['need.person_group', 'need.step_free', 'need.languages', 'need.avoid_shelters'])
    .where('referral.id', '=', step.referralId)
    .forUpdate('referral')
    .executeTakeFirst()
  if (!row) return refuse('referral.not-found')
  if (step.version !== undefined && step.version !== row.version) {
    return refuse('referral.stale', { current: viewOf(row, ctx.now) })
  }
  return ok(row)
}

export async function changeReferral(
  ctx: Ctx,
  row: ReferralRow,
  change: Updateable<ReferralTable>,
): Promise<ReferralRow> {
  const changed = await ctx.tx
    .updateTable('referral')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return { ...row, ...changed }
}

/**
 * A step that sends a referral or takes it on. A return that was not judged safe, or is so no longer, stops here, whichever way it
 * was asked for: PostgreSQL looks at the newest judgement in the same moment.
 */
export async function moveReferral(
  ctx: Ctx,
  row: ReferralRow,
  change: Updateable<ReferralTable>,
): Promise<Result<ReferralRow>> {
  try {
    return ok(await changeReferral(ctx, row, change))
  } catch (error) {
    if (brokeConstraint(error, 'return_not_safe')) return refuse('return.not-safe')
    throw error
  }
}

/** Asked past the policies: who may not see the stay must not end the referral that it leans on either. */
export async function sleepsThere(ctx: Ctx, referralId: string): Promise<boolean> {
  const { rows } = await sql<{ sleeps: boolean }>`select aman.sleeps_there(${referralId}) as sleeps`.execute(ctx.tx)
  return rows[0]?.sleeps === true
}

/** A bed that was kept for a person who is not coming is free again. */
export async function releaseHolds(ctx: Ctx, referral: ReferralRow): Promise<void> {
  if (referral.service !== 'shelter') return
  await sql`
    update aman.bed_use
       set during = tstzrange(lower(during), greatest(lower(during), ${ctx.now}::timestamptz)), ended_reason = 'released'
     where case_id = ${referral.case_id} and agency_id = ${referral.to_agency_id} and kind = 'hold'
       and during @> ${ctx.now}::timestamptz`.execute(ctx.tx)
}
