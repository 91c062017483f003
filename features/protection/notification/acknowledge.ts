import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { readNotification } from './queries.ts'
import type { Acknowledge } from './record.ts'

/** The receiver says that it has the notification; once, and nothing in it changes. */
export async function acknowledge(ctx: Ctx, { notificationId }: Acknowledge): Promise<Result<{ id: string }>> {
  const found = await readNotification(ctx, notificationId)
  if (!found.ok) return found
  if (found.value.toAgencyId !== ctx.actor.agencyId) return refuse('notification.not-receiver')
  const done = await ctx.tx
    .updateTable('notification')
    .set({ acknowledged_at: ctx.now, acknowledged_by: ctx.actor.userId })
    .where('id', '=', notificationId)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return refuse('notification.step-not-open')
  ctx.audit('notification.acknowledged', [notificationId])
  return ok({ id: notificationId })
}
