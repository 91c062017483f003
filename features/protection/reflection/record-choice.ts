import type { Decision } from '#domain/reflection/period.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'

/** Writes down what she decided, by whoever heard it. She may decide otherwise tomorrow: nothing is overwritten. */
export async function recordChoice(
  ctx: Ctx,
  input: { caseId: string; decision: Decision },
): Promise<Result<{ id: string }>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', input.caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  // Her word opens the way to an interview: only who leads the case, or gives her a bed, writes it down.
  if (ctx.actor.role !== 'shelter-manager' && found.lead_agency_id !== ctx.actor.agencyId)
    return refuse('case.not-lead')
  if (found.status === 'closed') return refuse('case.closed')
  const period = await ctx.tx
    .selectFrom('reflection')
    .select('id')
    .where('case_id', '=', input.caseId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!period) return refuse('reflection.not-found')
  const choiceId = ctx.newId()
  await ctx.tx
    .insertInto('reflection_choice')
    .values({
      id: choiceId,
      reflection_id: period.id,
      case_id: input.caseId,
      agency_id: ctx.actor.agencyId,
      decision: input.decision,
      heard_by: ctx.actor.userId,
      heard_at: ctx.now,
    })
    .execute()
  // What she decided is hers: the record says that something was heard, not what.
  ctx.audit('reflection.choice-recorded', [input.caseId, choiceId])
  return ok({ id: choiceId })
}
