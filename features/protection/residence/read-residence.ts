import { endOfStay, mayAsk, type ResidenceKind } from '#domain/residence/residence.ts'
import { type Day, dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { StepOut } from './record.ts'
import { ruleFor, stepsOf } from './store.ts'

export type Residence = { caseId: string; steps: StepOut[]; endsOn: Day | null; next: ResidenceKind[] }

/** The petitions of a case and their answers, the day on which the stay ends, and what may be asked next by a rule in force. */
export async function readResidence(ctx: Ctx, { caseId }: { caseId: string }): Promise<Result<Residence>> {
  const found = await ctx.tx.selectFrom('case').select('id').where('id', '=', caseId).executeTakeFirst()
  if (!found) return refuse('case.not-found')
  const steps = await stepsOf(ctx, caseId)
  ctx.look(caseId, steps.length > 0 ? 'residence' : 'facts')
  const today = dayIn(ctx.house.country.timeZone, ctx.now)
  const next = mayAsk(steps, today).filter(kind => ruleFor(ctx, kind, today) !== null)
  return ok({ caseId, steps, endsOn: endOfStay(steps), next })
}
