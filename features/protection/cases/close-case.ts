import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'

export type CloseCase = { caseId: string; version: number }

/** Closes a case that nothing waits in: a person in a bed or an open referral keeps it open. */
export async function closeCase(ctx: Ctx, input: CloseCase): Promise<Result<{ id: string; version: number }>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status', 'version'])
    .where('id', '=', input.caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'closed') return refuse('case.closed')
  if (found.version !== input.version) return refuse('case.stale', { version: found.version })
  const waiting = await ctx.tx
    .selectFrom('referral')
    .select('id')
    .where('case_id', '=', input.caseId)
    .where('status', 'in', ['draft', 'sent', 'accepted'])
    .limit(1)
    .executeTakeFirst()
  if (waiting) return refuse('case.referral-open', { referralId: waiting.id })
  const version = found.version + 1
  await ctx.tx
    .updateTable('case')
    .set({ status: 'closed', closed_at: ctx.now, version })
    .where('id', '=', input.caseId)
    .execute()
  ctx.audit('case.closed', input.caseId)
  return ok({ id: input.caseId, version })
}
