import { CompiledQuery } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { inFours } from '#domain/tips/receipt.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { newTipReceipt } from '#server/keys/tip-receipt.ts'
import type { TakeDown } from './record.ts'
import { LEAVE_TIP, sealedTip } from './sealed-tip.ts'
import { today } from './store.ts'

/**
 * A tip that is told and not written. The caller gets the receipt by word of mouth, once. The record says that a colleague took a tip
 * down and not which one, so that the telephone's own list of calls leads to no tip.
 */
export async function takeDownTip(ctx: Ctx, told: TakeDown): Promise<Result<{ receipt: string }>> {
  const { agencyId } = ctx.actor
  const key = await ctx.keys.agencyKey(ctx.tx, agencyId)
  const receipt = newTipReceipt()
  const values = await sealedTip(ctx.house, { receipt, told, desk: { agencyId, key }, day: today(ctx), spoken: true })
  try {
    await ctx.tx.executeQuery(CompiledQuery.raw(LEAVE_TIP, values))
  } catch (error) {
    if (brokeConstraint(error, 'tip_answered')) return refuse('tip.desk-closed')
    throw error
  }
  ctx.audit('tip.taken-down', [])
  return ok({ receipt: inFours(receipt) })
}
