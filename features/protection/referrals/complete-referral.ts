import type { OUTCOMES } from '#domain/referral/referral.ts'
import type { Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { endReferral } from './end-referral.ts'
import type { ReferralOut, Step } from './record.ts'

type Complete = Step & { outcome: (typeof OUTCOMES)[number] }

/** The service is over, and its access ends with it. */
export async function completeReferral(ctx: Ctx, input: Complete): Promise<Result<ReferralOut>> {
  return endReferral(ctx, input, 'complete', { outcome: input.outcome })
}
