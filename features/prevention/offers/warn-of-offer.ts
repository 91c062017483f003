import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { led, tipToLeadOn } from '#features/identification/tips/lead-on.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { makeDataKeys } from '#server/keys/data-keys.ts'
import { sealText } from '#server/keys/seal.ts'
import type { WarnOfOffer } from './record.ts'

export const warningPlace = (warningId: string) => `offer_warning|sealed|${warningId}`

/** Notes a job offer that looks like a trap. Who offers it is nobody's accusation yet, and lies sealed. */
export async function warnOfOffer(ctx: Ctx, input: WarnOfOffer): Promise<Result<{ id: string }>> {
  const { offeredBy, words, workCountry, workRegion, signs, tipId } = input
  const tip = tipId ? await tipToLeadOn(ctx, tipId) : null
  if (tip && !tip.ok) return tip
  const id = ctx.newId()
  const keys = await makeDataKeys(ctx, id, ['full'])
  try {
    await ctx.tx
      .insertInto('offer_warning')
      .values({
        id,
        agency_id: ctx.actor.agencyId,
        work_country: workCountry ?? null,
        work_region: workRegion ?? null,
        signs,
        sealed: sealText(keys.of('full'), JSON.stringify({ offeredBy, words }), warningPlace(id)),
        tip_id: tipId ?? null,
        noted_by: ctx.actor.userId,
        noted_on: dayIn(ctx.house.country.timeZone, ctx.now),
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'offer_warning_of_tip')) return refuse('offer.already-open')
    throw error
  }
  await keys.store()
  if (tip) await led(ctx, tip.value, 'offer-warning')
  ctx.audit('offer.noted', id, { signs: signs.length, tip: tipId !== undefined })
  return ok({ id })
}
