import { ok, type Result } from '#domain/shared/result.ts'
import { takeStep } from '#domain/tips/tip.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { CloseTip } from './record.ts'
import { changeTip, lockTip, today } from './store.ts'

/** Ends a conversation; its term of retention begins. What the sender says afterwards opens it again. */
export async function closeTip(
  ctx: Ctx,
  { tipId, version, reason }: CloseTip,
): Promise<Result<{ id: string; version: number }>> {
  const found = await lockTip(ctx, tipId, version)
  if (!found.ok) return found
  const status = takeStep(found.value.status, 'close')
  if (!status.ok) return status
  const changed = await changeTip(ctx, found.value, {
    status: status.value,
    closed_reason: reason,
    closed_on: today(ctx),
    touched_on: today(ctx),
  })
  ctx.audit('tip.closed', tipId, { reason })
  return ok(changed)
}
