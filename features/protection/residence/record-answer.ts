import { grantedDays } from '#domain/residence/residence.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { holdOwnCase } from '#features/protection/cases/hold-own-case.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Answer, StepOut } from './record.ts'
import { monthsOf, ruleFor, stepOf } from './store.ts'

/** Notes how an authority answered the petition of a kind that waits. */
export async function recordAnswer(ctx: Ctx, input: Answer): Promise<Result<StepOut>> {
  const own = await holdOwnCase(ctx, input.caseId)
  if (!own.ok) return own
  const waiting = await ctx.tx
    .selectFrom('residence_step')
    .selectAll()
    .where('case_id', '=', input.caseId)
    .where('kind', '=', input.kind)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (!waiting) return refuse('residence.not-found')
  if (input.answeredOn > dayIn(ctx.house.country.timeZone, ctx.now)) return refuse('residence.day-to-come')
  if (input.answeredOn < waiting.petitioned_on) return refuse('residence.days-reversed')
  const months = monthsOf(ruleFor(ctx, input.kind, waiting.petitioned_on))
  const { kind, fromOn, untilOn } = input
  const days = input.outcome === 'granted' ? grantedDays({ kind, fromOn, untilOn, months }) : ok(null)
  if (!days.ok) return days
  const row = await ctx.tx
    .updateTable('residence_step')
    .set({
      answered_on: input.answeredOn,
      outcome: input.outcome,
      from_on: days.value?.fromOn ?? null,
      until_on: days.value?.untilOn ?? null,
      version: waiting.version + 1,
    })
    .where('id', '=', waiting.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  ctx.audit('residence.answered', [input.caseId, row.id], { kind: row.kind, outcome: input.outcome })
  return ok(stepOf(row))
}
