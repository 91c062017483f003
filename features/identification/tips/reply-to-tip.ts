import { randomUUID } from 'node:crypto'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { takeStep } from '#domain/tips/tip.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { sealText } from '#server/keys/seal.ts'
import type { ReplyToTip } from './record.ts'
import { messagePlace } from './sealed-tip.ts'
import { changeTip, lockTip, tipKey, today } from './store.ts'

/** An answer or a question to whoever holds the receipt. Refused where the sender has written since the page was opened. */
export async function replyToTip(
  ctx: Ctx,
  { tipId, version, words }: ReplyToTip,
): Promise<Result<{ id: string; version: number }>> {
  const found = await lockTip(ctx, tipId, version)
  if (!found.ok) return found
  const row = found.value
  const status = takeStep(row.status, 'reply')
  if (!status.ok) return status
  const messages = row.messages + 1
  const id = randomUUID()
  try {
    const changed = await changeTip(ctx, row, { status: status.value, touched_on: today(ctx), messages })
    const sealed = sealText(await tipKey(ctx, tipId), words, messagePlace(id))
    await ctx.tx
      .insertInto('tip_message')
      .values({ id, tip_id: tipId, number: messages, by_whom: 'desk', said_on: today(ctx), sealed })
      .execute()
    ctx.audit('tip.replied', tipId)
    return ok(changed)
  } catch (error) {
    if (brokeConstraint(error, 'tip_full')) return refuse('tip.full')
    throw error
  }
}
