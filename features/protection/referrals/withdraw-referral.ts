import { refuse, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { endReferral } from './end-referral.ts'
import type { ReferralOut, Step } from './record.ts'
import { sleepsThere } from './store.ts'

/** Takes a referral back. A person who already sleeps there leaves her bed first, by the shelter's own record. */
export async function withdrawReferral(ctx: Ctx, input: Step): Promise<Result<ReferralOut>> {
  if (await sleepsThere(ctx, input.referralId)) return refuse('referral.placement-open')
  return endReferral(ctx, input, 'withdraw', {})
}
