import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'

/** The case, where the acting agency leads it and it is open; held, so that two steps are taken one after the other. */
export async function holdOwnCase(ctx: Ctx, caseId: string, closedToo = false): Promise<Result<null>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'closed' && !closedToo) return refuse('case.closed')
  const held = await ctx.tx.selectFrom('case').select('id').where('id', '=', caseId).forUpdate().executeTakeFirst()
  return held ? ok(null) : refuse('case.not-lead')
}
