import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { OnDevice } from './record.ts'

/**
 * Ends a device: its token opens nothing from this moment, and at its next contact it hears that it must wipe itself. A phone that
 * may not send keeps nothing, so that there is no revoking without wiping.
 */
export async function revokeDevice(ctx: Ctx, { deviceId }: z.output<typeof OnDevice>): Promise<Result<{ id: string }>> {
  const seen = await ctx.tx.selectFrom('device').select('revoked_at').where('id', '=', deviceId).executeTakeFirst()
  if (!seen) return refuse('device.not-found')
  // Pressed twice, or by two at once: it is as they wanted it.
  if (seen.revoked_at) return ok({ id: deviceId })
  const row = await ctx.tx
    .updateTable('device')
    .set({ revoked_at: ctx.now, revoked_by: ctx.actor.userId })
    .where('id', '=', deviceId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row) {
    ctx.house.bearers.forget()
    ctx.audit('device.revoked', deviceId)
  }
  return ok({ id: deviceId })
}
