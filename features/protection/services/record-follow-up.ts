import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { RecordFollowUp } from './record.ts'
import { keepWords, lockPlan, type PlanRow, stepPlan } from './store.ts'

/** How she is, some months after. Where she needs help again the plan is open again, and so is her case. */
export async function recordFollowUp(ctx: Ctx, input: z.output<typeof RecordFollowUp>): Promise<Result<Versioned>> {
  const { caseId, followUpId, outcome } = input
  const plan = await lockPlan(ctx, { caseId })
  if (!plan.ok) return plan
  const held = await ctx.tx
    .updateTable('plan_follow_up')
    .set({ outcome, done_at: ctx.now, done_by: ctx.actor.userId })
    .where('id', '=', followUpId)
    .where('case_id', '=', caseId)
    .where('outcome', 'is', null)
    .where('dropped_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!held) return refuse('follow-up.not-found')
  await keepWords(ctx, { caseId, subject: 'follow-up', recordId: followUpId, text: input.words })
  ctx.audit('plan.followed-up', [caseId, followUpId], { outcome })
  return outcome === 'needs-help' ? reopen(ctx, plan.value) : ok({ id: caseId, version: plan.value.version })
}

async function reopen(ctx: Ctx, plan: PlanRow): Promise<Result<Versioned>> {
  const { case_id: caseId } = plan
  if (plan.case_status === 'closed') {
    await ctx.tx
      .updateTable('case')
      .set(eb => ({ status: 'open', closed_at: null, version: eb('version', '+', 1) }))
      .where('id', '=', caseId)
      .execute()
    ctx.audit('case.reopened', caseId)
  }
  await ctx.tx
    .updateTable('plan_follow_up')
    .set({ dropped_at: ctx.now })
    .where('case_id', '=', caseId)
    .where('outcome', 'is', null)
    .where('dropped_at', 'is', null)
    .execute()
  ctx.audit('plan.reopened', caseId)
  return stepPlan(ctx, plan, 'reopen', { closed_at: null, close_reason: null, agreed_at: null })
}
