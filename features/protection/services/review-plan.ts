import type { z } from 'zod'
import { mayReview, reviewDue } from '#domain/services/plan.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { riskOf } from './agree-plan.ts'
import type { Versioned } from './answers.ts'
import type { ReviewPlan } from './record.ts'
import { keepWords, lockPlan, stepPlan } from './store.ts'

/** A second colleague of the same agency approves a plan, or sends it back; nobody reviews her own. */
export async function reviewPlan(ctx: Ctx, input: z.output<typeof ReviewPlan>): Promise<Result<Versioned>> {
  const { caseId, decision } = input
  const plan = await lockPlan(ctx, input)
  if (!plan.ok) return plan
  if (plan.value.case_status === 'closed') return refuse('case.closed')
  const open = await ctx.tx
    .selectFrom('plan_review')
    .select(['id', 'author_id', 'asked_by'])
    .where('case_id', '=', caseId)
    .where('decision', 'is', null)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()
  if (!open) return refuse('plan.review-not-asked')
  // Who wrote on while the review was waiting wrote the plan too.
  const authors = [open.author_id, plan.value.author_id]
  const own = authors.some(authorId => !mayReview({ authorId, askedBy: open.asked_by }, ctx.actor))
  if (own) return refuse('plan.review-by-another')
  const due = reviewDue(ctx.house.country, await riskOf(ctx, caseId), ctx.now)
  const approved = decision === 'approved'
  const stepped = approved
    ? await stepPlan(ctx, plan.value, 'approve', { review_due_at: due })
    : await stepPlan(ctx, plan.value, 'send-back', { review_due_at: null })
  if (!stepped.ok) return stepped
  await ctx.tx
    .updateTable('plan_review')
    .set({ reviewer_id: ctx.actor.userId, decision, decided_at: ctx.now })
    .where('id', '=', open.id)
    .execute()
  await keepWords(ctx, { caseId, subject: 'review', recordId: open.id, text: input.words })
  ctx.audit('plan.reviewed', [caseId, open.id], { decision })
  return stepped
}
