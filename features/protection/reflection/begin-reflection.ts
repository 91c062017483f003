import { firstInForce } from '#domain/law/rule-in-force.ts'
import { type Least, lastDay, overAt } from '#domain/reflection/period.ts'
import { type Day, dayIn, startOfDay } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { holdOwnCase } from '#features/protection/cases/hold-own-case.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { BeginReflection, PeriodOut } from './record.ts'
import { periodOf } from './store.ts'

/** The rule that gives a period its least length, where one is in force on its first day. */
export const minimumRule = (ctx: Ctx, startedOn: Day): Rule | null =>
  firstInForce(ctx.house.knowledge.lawsOf(ctx.house.country), 'reflection-minimum', startedOn)

function leastFor(ctx: Ctx, startedOn: Day, days: number | undefined): Result<Least> {
  const rule = minimumRule(ctx, startedOn)
  if (rule?.value.kind === 'duration') return ok({ basis: 'law', rule: rule.id, days: rule.value.amount })
  return days === undefined ? refuse('reflection.length-missing') : ok({ basis: 'own-practice', rule: null, days })
}

/** Begins a period: as long as the law of its first day gives at least, or by the agency's own practice where no law gives one. */
export async function beginReflection(ctx: Ctx, input: BeginReflection): Promise<Result<PeriodOut>> {
  const own = await holdOwnCase(ctx, input.caseId)
  if (!own.ok) return own
  const { timeZone } = ctx.house.country
  const today = dayIn(timeZone, ctx.now)
  const startedOn = input.startedOn ?? today
  const least = leastFor(ctx, startedOn, input.days)
  if (!least.ok) return least
  const lastOn = lastDay({ today, startedOn, days: input.days ?? least.value.days, least: least.value })
  if (!lastOn.ok) return lastOn
  try {
    const row = await ctx.tx
      .insertInto('reflection')
      .values({
        id: ctx.newId(),
        case_id: input.caseId,
        agency_id: ctx.actor.agencyId,
        basis: least.value.basis,
        rule: least.value.rule,
        least_days: least.value.days,
        started_on: startedOn,
        last_on: lastOn.value,
        starts_at: startOfDay(timeZone, startedOn),
        over_at: overAt(timeZone, lastOn.value),
        began_by: ctx.actor.userId,
        began_at: ctx.now,
        ended_at: null,
        ended_how: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    ctx.audit('reflection.began', [input.caseId, row.id], { basis: row.basis, lastOn: row.last_on })
    return ok(periodOf(ctx, row))
  } catch (error) {
    if (brokeConstraint(error, 'reflection_one_at_once')) return refuse('reflection.already-open')
    throw error
  }
}
