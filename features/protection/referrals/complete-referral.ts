import type { OUTCOMES } from '#domain/referral/referral.ts'
import { refuse, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { endReferral } from './end-referral.ts'
import type { ReferralOut, Step } from './record.ts'
import { sleepsThere } from './store.ts'

type Complete = Step & { outcome: (typeof OUTCOMES)[number] }

/** The service is over. Its access ends with it, so nobody may still sleep in a bed that this referral gave. */
export async function completeReferral(ctx: Ctx, input: Complete): Promise<Result<ReferralOut>> {
  if (await sleepsThere(ctx, input.referralId)) return refuse('referral.placement-open')
  return endReferral(ctx, input, 'complete', { outcome: input.outcome })
}
