import { CASE_LEADERS } from '#domain/access/roles.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'

/** What the pages of attachments need of a case. `mayWork`: the acting agency leads it, it is open, and the role works on cases. */
export type AttachedCase = { id: string; codeName: string; mayWork: boolean }

/** The case that an address names. What is no id is answered exactly as an unknown one. */
export async function readAttachedCase(ctx: Ctx, caseId: string | undefined): Promise<Result<AttachedCase>> {
  if (!caseId || !isId(caseId)) return refuse('case.not-found')
  const row = await ctx.tx
    .selectFrom('case')
    .select(['id', 'code_name', 'status', 'lead_agency_id'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) return refuse('case.not-found')
  ctx.look(row.id, 'facts')
  const leads = row.lead_agency_id === ctx.actor.agencyId && CASE_LEADERS.some(role => role === ctx.actor.role)
  return ok({ id: row.id, codeName: row.code_name, mayWork: leads && row.status === 'open' })
}
