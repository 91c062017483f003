import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'

/** Holds the case that the acting agency leads, so that its referrals and its wish stay as they are until the end of the step. */
export async function holdCase(ctx: Ctx, caseId: string): Promise<Result<{ status: 'open' | 'closed' }>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) {
    // A row that is only read is not found by a lock.
    const seen = await ctx.tx.selectFrom('case').select('id').where('id', '=', caseId).executeTakeFirst()
    return refuse(seen ? 'case.not-lead' : 'case.not-found')
  }
  return found.lead_agency_id === ctx.actor.agencyId ? ok(found) : refuse('case.not-lead')
}
