import type { z } from 'zod'
import { protectedAsChild } from '#domain/cases/case.ts'
import { planRisk } from '#domain/services/dangers.ts'
import { reviewDue, whyNotAgreed } from '#domain/services/plan.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { AgreePlan } from './record.ts'
import { keepWords, lockPlan, stepPlan } from './store.ts'

/** She agrees to the plan as it stands, in her own words where she has some. Help does not depend on it. */
export async function agreePlan(ctx: Ctx, input: z.output<typeof AgreePlan>): Promise<Result<Versioned>> {
  const { caseId, givenBy, childView, how, language, interpreter } = input
  const plan = await lockPlan(ctx, input)
  if (!plan.ok) return plan
  if (plan.value.case_status === 'closed') return refuse('case.closed')
  const wrong = whyNotAgreed(plan.value.age_group, { givenBy, childView })
  if (wrong) return wrong
  const due = reviewDue(ctx.house.country, await riskOf(ctx, caseId), ctx.now)
  const agreed = await stepPlan(ctx, plan.value, 'agree', { agreed_at: ctx.now, review_due_at: due })
  if (!agreed.ok) return agreed
  const id = ctx.newId()
  const heard = protectedAsChild(plan.value.age_group) && childView !== 'disagrees' ? childView : null
  await ctx.tx
    .insertInto('plan_agreement')
    .values({
      id,
      case_id: caseId,
      given_by: givenBy,
      child_view: heard ?? null,
      how,
      language,
      interpreter,
      recorded_by: ctx.actor.userId,
      agreed_at: ctx.now,
    })
    .execute()
  await keepWords(ctx, { caseId, subject: 'agreement', recordId: id, text: input.words })
  ctx.audit('plan.agreed', [caseId, id], { givenBy })
  return agreed
}

/** The risk of the plan by the newest look at the dangers. */
export async function riskOf(ctx: Ctx, caseId: string) {
  const row = await ctx.tx
    .selectFrom('plan_assessment')
    .select('levels')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'risk')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return planRisk(row?.levels ?? {})
}
