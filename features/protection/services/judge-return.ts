import type { z } from 'zod'
import { protectedAsChild } from '#domain/cases/case.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { HURDLE_RULES, mayReturn, RETURN_RULES } from '#domain/services/return.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ReturnOut } from './answers.ts'
import type { JudgeReturn } from './record.ts'
import { openPlan, type PlanRow } from './store.ts'
import { knownOfReturn } from './why-no-return.ts'

/** Judges whether she may go back, on what is known today. A "no" is kept as well: it shows what is still missing. */
export async function judgeReturn(ctx: Ctx, input: z.output<typeof JudgeReturn>): Promise<Result<ReturnOut>> {
  const plan = await openPlan(ctx, input.caseId)
  if (!plan.ok) return plan
  const known = await knownOfReturn(ctx, input.caseId)
  const said = saidOf(ctx, plan.value, input)
  const facts = { ...said, ...known, ageGroup: plan.value.age_group, consentStands: known.consentIds.length > 0 }
  const hurdles = mayReturn(facts, ctx.house.country.supportPlan.returnAssessmentDays, ctx.now)
  const mayGo = hurdles.length === 0
  await ctx.tx
    .insertInto('plan_return')
    .values({
      id: ctx.newId(),
      case_id: input.caseId,
      age_group: facts.ageGroup,
      wish: said.wish,
      consent_id: known.consentIds[0] ?? null,
      services: said.services,
      proceedings: said.proceedings,
      assessment_id: known.assessmentId,
      danger: known.danger,
      consent_age: said.consentAge,
      child_agrees: said.childAgrees,
      received: said.received,
      best_interest: said.bestInterest,
      may_go: mayGo,
      recorded_by: ctx.actor.userId,
      recorded_at: ctx.now,
    })
    .execute()
  ctx.audit('plan.return-judged', input.caseId, { mayGo, hurdles: hurdles.join(' ') })
  const named = hurdles.map(hurdle => ({ hurdle, rule: HURDLE_RULES[hurdle] }))
  return ok({ judgedAt: ctx.now.toISOString(), mayGo, hurdles: named })
}

/** Where the law names no age of consent every child is asked; an adult is asked for nothing that is a child's. */
function saidOf(ctx: Ctx, plan: PlanRow, input: z.output<typeof JudgeReturn>) {
  const { knowledge, country } = ctx.house
  const today = dayIn(country.timeZone, ctx.now)
  const limit = firstInForce(knowledge.lawsOf(country), RETURN_RULES.childConsent, today)
  const child = protectedAsChild(plan.age_group)
  return { ...input, consentAge: child && limit ? input.consentAge : ('reached' as const) }
}
