import type { Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { endReferral } from './end-referral.ts'
import type { ReferralOut, Step } from './record.ts'

/** Takes a referral back. */
export async function withdrawReferral(ctx: Ctx, input: Step): Promise<Result<ReferralOut>> {
  return endReferral(ctx, input, 'withdraw', {})
}
