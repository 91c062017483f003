import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { misfits } from '#domain/shelters/match.ts'
import { ensureAccepted } from '#features/protection/referrals/accept-referral.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Place } from './record.ts'
import { endHoldsFor, findBed, insertUse, needOf } from './store.ts'

export type Placed = { id: string; bedId: string; referralId: string; placedAt: string }

/** Gives a bed to a person who was referred here. A referral that still waits is accepted in the same transaction. */
export async function place(ctx: Ctx, input: z.output<typeof Place>): Promise<Result<Placed>> {
  const bed = await findBed(ctx, input.bedId)
  if (!bed || bed.agencyId !== ctx.actor.agencyId) return refuse('bed.not-found')
  const found = await ctx.tx
    .selectFrom('referral')
    .select(['to_agency_id', 'service'])
    .where('id', '=', input.referralId)
    .executeTakeFirst()
  if (found?.to_agency_id !== ctx.actor.agencyId) return refuse('referral.not-found')
  if (found.service !== 'shelter') return refuse('placement.not-a-shelter-referral')
  const accepted = await ensureAccepted(ctx, input.referralId)
  if (!accepted.ok) return accepted
  const referral = accepted.value
  const need = needOf(referral)
  if (!need) return refuse('referral.consent-withdrawn')
  const reasons = misfits(bed, need)
  if (reasons.length > 0) return refuse('placement.does-not-fit', { reasons })

  const id = ctx.newId()
  await endHoldsFor(ctx, referral.case_id)
  try {
    await insertUse(ctx, {
      id,
      kind: 'placement',
      bed,
      caseId: referral.case_id,
      codeName: referral.code_name,
      referralId: referral.id,
      until: null,
    })
  } catch (error) {
    if (brokeConstraint(error, 'bed_taken')) return refuse('placement.bed-taken')
    if (brokeConstraint(error, 'case_placed')) return refuse('placement.already-placed')
    throw error
  }
  ctx.audit('placement.made', [id, referral.case_id, bed.id])
  return ok({ id, bedId: bed.id, referralId: referral.id, placedAt: ctx.now.toISOString() })
}
