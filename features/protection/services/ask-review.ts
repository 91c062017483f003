import type { z } from 'zod'
import { type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { AskReview } from './record.ts'
import { lockPlan, stepPlan } from './store.ts'

/** Asks a second colleague to look at an agreed plan. */
export async function askReview(ctx: Ctx, input: z.output<typeof AskReview>): Promise<Result<Versioned>> {
  const plan = await lockPlan(ctx, input)
  if (!plan.ok) return plan
  if (plan.value.case_status === 'closed') return refuse('case.closed')
  const asked = await stepPlan(ctx, plan.value, 'ask-review')
  if (!asked.ok) return asked
  const id = ctx.newId()
  const { actor, now } = ctx
  try {
    await ctx.tx
      .insertInto('plan_review')
      .values({
        id,
        case_id: input.caseId,
        author_id: plan.value.author_id,
        asked_by: actor.userId,
        asked_at: now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'plan_review_open_once')) return refuse('plan.review-already-open')
    throw error
  }
  ctx.audit('plan.review-asked', [input.caseId, id])
  return asked
}
