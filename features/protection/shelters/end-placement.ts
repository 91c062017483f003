import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { EndPlacement } from './record.ts'
import { endUse, lockOpenUse } from './store.ts'

export async function endPlacement(
  ctx: Ctx,
  input: z.output<typeof EndPlacement>,
): Promise<Result<{ id: string; endedAt: string; referralId: string }>> {
  const placement = await lockOpenUse(ctx, input.placementId, 'placement')
  if (!placement || placement.agency_id !== ctx.actor.agencyId || !placement.referral_id)
    return refuse('placement.not-found')
  await endUse(ctx, placement.id, input.reason)
  ctx.audit('placement.ended', [placement.id, placement.case_id, placement.bed_id], { reason: input.reason })
  return ok({ id: placement.id, endedAt: ctx.now.toISOString(), referralId: placement.referral_id })
}
