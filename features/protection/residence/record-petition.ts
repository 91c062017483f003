import { mayAsk } from '#domain/residence/residence.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { holdOwnCase } from '#features/protection/cases/hold-own-case.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Petition, StepOut } from './record.ts'
import { ruleFor, stepOf, stepsOf } from './store.ts'

/** Notes that something was asked for, on a rule that is in force on that day. */
export async function recordPetition(ctx: Ctx, input: Petition): Promise<Result<StepOut>> {
  const own = await holdOwnCase(ctx, input.caseId)
  if (!own.ok) return own
  const today = dayIn(ctx.house.country.timeZone, ctx.now)
  if (input.petitionedOn > today) return refuse('residence.day-to-come')
  const rule = ruleFor(ctx, input.kind, input.petitionedOn)
  if (!rule) return refuse('residence.no-rule')
  const steps = await stepsOf(ctx, input.caseId)
  if (!mayAsk(steps, today).includes(input.kind)) return refuse('residence.step-not-open')
  const row = await ctx.tx
    .insertInto('residence_step')
    .values({
      id: ctx.newId(),
      case_id: input.caseId,
      agency_id: ctx.actor.agencyId,
      kind: input.kind,
      rule: rule.id,
      petitioned_on: input.petitionedOn,
      answered_on: null,
      outcome: null,
      from_on: null,
      until_on: null,
      recorded_by: ctx.actor.userId,
      recorded_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  ctx.audit('residence.petitioned', [input.caseId, row.id], { kind: row.kind })
  return ok(stepOf(row))
}
