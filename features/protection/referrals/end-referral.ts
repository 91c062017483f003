import { sql, type Updateable } from 'kysely'
import { type ReferralStep, statusAt, takeStep } from '#domain/referral/referral.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { ReferralTable } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { viewOf } from './queries.ts'
import type { ReferralOut, Step } from './record.ts'
import { changeReferral, lockReferral, releaseHolds, sleepsThere } from './store.ts'

type Ending = Extract<ReferralStep, 'decline' | 'withdraw' | 'complete'>

/** The recipient declines and completes; the sender withdraws. Every end closes the recipient's access. */
const BY_RECIPIENT: Record<Ending, boolean> = { decline: true, complete: true, withdraw: false }

const DONE: Record<Ending, string> = {
  decline: 'referral.declined',
  complete: 'referral.completed',
  withdraw: 'referral.withdrawn',
}

/** Nobody may still sleep in a bed that the referral gave: she leaves it first, by the shelter's own record. */
export async function endReferral(
  ctx: Ctx,
  input: Step,
  ending: Ending,
  change: Updateable<ReferralTable>,
): Promise<Result<ReferralOut>> {
  const locked = await lockReferral(ctx, input)
  if (!locked.ok) return locked
  const referral = locked.value
  const side = BY_RECIPIENT[ending] ? referral.to_agency_id : referral.from_agency_id
  if (side !== ctx.actor.agencyId)
    return refuse(BY_RECIPIENT[ending] ? 'referral.not-recipient' : 'referral.not-sender')
  const step = takeStep(statusAt({ status: referral.status, expiresAt: referral.expires_at }, ctx.now), ending)
  if (!step.ok) return step
  if (ending === 'withdraw' && referral.status === 'accepted' && referral.service === 'case-management') {
    return refuse('referral.lead-passed')
  }
  if (await sleepsThere(ctx, referral.id)) return refuse('referral.placement-open')

  await releaseHolds(ctx, referral)
  await sql`select aman.close_referral_grant(${referral.id})`.execute(ctx.tx)
  const ended = await changeReferral(ctx, referral, { ...change, status: step.value, closed_at: ctx.now })
  ctx.audit(DONE[ending], [referral.id, referral.case_id])
  return ok(viewOf(ended, ctx.now))
}
