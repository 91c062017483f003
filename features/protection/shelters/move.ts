import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { misfits } from '#domain/shelters/match.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { referralToPlace } from './choice-queries.ts'
import type { Placed } from './place.ts'
import type { Move } from './record.ts'
import { endUse, findBed, insertUse, lockOpenUse, needOf, nothingKnown } from './store.ts'

/** From one bed to another of the same agency, in one transaction: she is never without a bed, nor in two. */
export async function move(ctx: Ctx, input: z.output<typeof Move>): Promise<Result<Placed>> {
  const from = await lockOpenUse(ctx, input.placementId, 'placement')
  if (!from || from.agency_id !== ctx.actor.agencyId || !from.referral_id) return refuse('placement.not-found')
  const bed = await findBed(ctx, input.bedId)
  if (!bed || bed.agencyId !== ctx.actor.agencyId) return refuse('bed.not-found')
  const referral = await referralToPlace(ctx, from.referral_id)
  if (!referral) return refuse('placement.not-found')
  const reasons = misfits(bed, needOf(referral) ?? nothingKnown(bed))
  if (reasons.length > 0) return refuse('placement.does-not-fit', { reasons })

  const id = ctx.newId()
  await endUse(ctx, from.id, 'moved')
  try {
    await insertUse(ctx, {
      id,
      kind: 'placement',
      bed,
      caseId: from.case_id,
      codeName: from.code_name,
      referralId: from.referral_id,
      until: null,
    })
  } catch (error) {
    if (brokeConstraint(error, 'bed_taken')) return refuse('placement.bed-taken')
    throw error
  }
  ctx.audit('placement.moved', [from.id, id, from.case_id, bed.id])
  return ok({ id, bedId: bed.id, referralId: from.referral_id, placedAt: ctx.now.toISOString() })
}
