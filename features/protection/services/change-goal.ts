import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { ChangeGoal } from './record.ts'
import { keepWords, openPlan, rewritten } from './store.ts'

/** Changes where a goal stands. New words are written beside the old ones, never over them. */
export async function changeGoal(ctx: Ctx, input: z.output<typeof ChangeGoal>): Promise<Result<Versioned>> {
  const { caseId, goalId, priority, status } = input
  const plan = await openPlan(ctx, caseId)
  if (!plan.ok) return plan
  const goal = await ctx.tx
    .selectFrom('plan_goal')
    .select('version')
    .where('id', '=', goalId)
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
  if (!goal) return refuse('goal.not-found')
  if (goal.version !== input.version) return refuse('goal.stale', { version: goal.version })
  const version = goal.version + 1
  await ctx.tx.updateTable('plan_goal').set({ priority, status, version }).where('id', '=', goalId).execute()
  await keepWords(ctx, { caseId, subject: 'goal', recordId: goalId, text: input.text })
  await rewritten(ctx, plan.value)
  ctx.audit('plan.goal-changed', [caseId, goalId], { status })
  return ok({ id: goalId, version })
}
