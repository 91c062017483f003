import type { DECLINE_REASONS } from '#domain/referral/referral.ts'
import type { Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { endReferral } from './end-referral.ts'
import type { ReferralOut, Step } from './record.ts'

type Decline = Step & { reason: (typeof DECLINE_REASONS)[number] }

/** Says no with a coded reason, so that the sender knows what to look for next and refusals can be counted. */
export async function declineReferral(ctx: Ctx, input: Decline): Promise<Result<ReferralOut>> {
  return endReferral(ctx, input, 'decline', { decline_reason: input.reason, answered_at: ctx.now })
}
