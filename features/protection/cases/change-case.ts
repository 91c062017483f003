import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { codedCase } from './queries.ts'
import type { ChangeCase } from './record.ts'

/** Changes the coded facts. Where somebody was faster both versions are shown, and a person decides. */
export async function changeCase(ctx: Ctx, input: ChangeCase): Promise<Result<{ id: string; version: number }>> {
  const { caseId, version, ...facts } = input
  const row = await ctx.tx
    .updateTable('case')
    .set({
      age_group: facts.ageGroup,
      person_group: facts.personGroup,
      citizenship: facts.citizenship ?? null,
      languages: facts.languages,
      interpreter: facts.interpreter,
      step_free: facts.stepFree,
      may_contact: facts.mayContact,
      risk: facts.risk,
      version: version + 1,
    })
    .where('id', '=', caseId)
    .where('version', '=', version)
    .where('status', '=', 'open')
    .where('lead_agency_id', '=', ctx.actor.agencyId)
    .returning(['id', 'version'])
    .executeTakeFirst()
  if (!row) return whyNot(ctx, caseId)
  ctx.audit('case.changed', caseId, { version: row.version })
  return ok(row)
}

async function whyNot(ctx: Ctx, caseId: string): Promise<Result<never>> {
  const row = await ctx.tx.selectFrom('case').selectAll().where('id', '=', caseId).executeTakeFirst()
  if (!row) return refuse('case.not-found')
  if (row.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (row.status === 'closed') return refuse('case.closed')
  return refuse('case.stale', { current: codedCase(row) })
}
