import type { z } from 'zod'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { AddGoal } from './record.ts'
import { keepWords, openPlan, rewritten } from './store.ts'

/** Adds a goal: in her own words and in the order that she gives it, or as the worker's proposal, which stands after hers. */
export async function addGoal(ctx: Ctx, input: z.output<typeof AddGoal>): Promise<Result<Versioned>> {
  const { caseId, voice, priority, text } = input
  const plan = await openPlan(ctx, caseId)
  if (!plan.ok) return plan
  const id = ctx.newId()
  await ctx.tx
    .insertInto('plan_goal')
    .values({ id, case_id: caseId, voice, priority, made_by: ctx.actor.userId, made_at: ctx.now })
    .execute()
  await keepWords(ctx, { caseId, subject: 'goal', recordId: id, text })
  await rewritten(ctx, plan.value)
  ctx.audit('plan.goal-added', [caseId, id], { voice })
  return ok({ id, version: 1 })
}
