import type { z } from 'zod'
import { statusAt } from '#domain/referral/referral.ts'
import { followUps } from '#domain/services/plan.ts'
import { serviceStatus } from '#domain/services/service.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { ClosePlan } from './record.ts'
import { lockPlan, stepPlan } from './store.ts'

/** Closes a plan that no service runs in, with a coded reason, and sets the days of the talks that follow. */
export async function closePlan(ctx: Ctx, input: z.output<typeof ClosePlan>): Promise<Result<Versioned>> {
  const { caseId, reason } = input
  const plan = await lockPlan(ctx, input)
  if (!plan.ok) return plan
  const running = await runningService(ctx, caseId)
  if (running) return refuse('plan.service-running', { serviceId: running })
  const closed = await stepPlan(ctx, plan.value, 'close', {
    closed_at: ctx.now,
    close_reason: reason,
    review_due_at: null,
  })
  if (!closed.ok) return closed
  await dropReview(ctx, caseId)
  const talks = followUps(ctx.house.country, reason, ctx.now)
  if (talks.length > 0) {
    const rows = talks.map(({ months, dueAt }) => ({ id: ctx.newId(), case_id: caseId, months, due_at: dueAt }))
    await ctx.tx.insertInto('plan_follow_up').values(rows).execute()
  }
  ctx.audit('plan.closed', caseId, { reason })
  return closed
}

/** A review that nobody has begun is over with the plan; a plan that opens again is asked about anew. */
async function dropReview(ctx: Ctx, caseId: string): Promise<void> {
  await ctx.tx
    .updateTable('plan_review')
    .set({ dropped_at: ctx.now })
    .where('case_id', '=', caseId)
    .where('decision', 'is', null)
    .where('dropped_at', 'is', null)
    .execute()
}

/** A service that somebody was asked for, or that goes on: by what is stored and by its referral. */
async function runningService(ctx: Ctx, caseId: string): Promise<string | null> {
  const rows = await ctx.tx
    .selectFrom('plan_service as s')
    .leftJoin('referral as r', 'r.id', 's.referral_id')
    .select(['s.id', 's.status', 'r.status as referral', 'r.expires_at', 'r.outcome'])
    .where('s.case_id', '=', caseId)
    .where('s.status', 'in', ['planned', 'asked', 'running'])
    .execute()
  const going = rows.find(({ status, referral, expires_at, outcome }) => {
    const carried = referral && { status: statusAt({ status: referral, expiresAt: expires_at }, ctx.now), outcome }
    return ['asked', 'running'].includes(serviceStatus(status, carried))
  })
  return going?.id ?? null
}
