import { mayConfirm, waitUntil } from '#domain/retention/wish.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { runningIn, wishOf } from './queries.ts'
import type { OfCase } from './record.ts'
import { holdCase } from './store.ts'

/** A second colleague stands by the wish; from here the waiting time runs. */
export async function confirmErasure(ctx: Ctx, { caseId }: OfCase): Promise<Result<{ notBefore: string }>> {
  const held = await holdCase(ctx, caseId)
  if (!held.ok) return held
  const wish = await wishOf(ctx, caseId)
  const may = mayConfirm(wish, ctx.actor.userId)
  if (!may.ok) return may
  const reasons = await runningIn(ctx, caseId)
  if (reasons.length > 0) return refuse('erasure.something-running', { reasons })
  const notBefore = waitUntil(ctx.now, ctx.house.country.retention.erasureWaitDays)
  await ctx.tx
    .updateTable('erasure_request')
    .set({ confirmed_by: ctx.actor.userId, confirmed_at: ctx.now, not_before: notBefore })
    .where('case_id', '=', caseId)
    .where('called_off_at', 'is', null)
    .execute()
  ctx.audit('erasure.confirmed', caseId)
  return ok({ notBefore: notBefore.toISOString() })
}
