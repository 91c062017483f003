import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ReleaseHold } from './record.ts'
import { endUse, lockOpenUse } from './store.ts'

export async function releaseHold(ctx: Ctx, input: z.output<typeof ReleaseHold>): Promise<Result<{ id: string }>> {
  const hold = await lockOpenUse(ctx, input.holdId, 'hold')
  const mine = hold && (hold.agency_id === ctx.actor.agencyId || hold.made_by_agency_id === ctx.actor.agencyId)
  if (!mine) return refuse('hold.not-found')
  await endUse(ctx, hold.id, 'released')
  ctx.audit('bed.hold-released', [hold.id, hold.case_id, hold.bed_id])
  return ok({ id: hold.id })
}
