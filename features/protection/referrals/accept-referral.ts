import { sql } from 'kysely'
import { statusAt, takeStep } from '#domain/referral/referral.ts'
import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import { consentStands } from '#features/protection/consent/consent-stands.ts'
import { whyNoInterview } from '#features/protection/reflection/plan-interview.ts'
import type { ReferralRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { viewOf } from './queries.ts'
import type { ReferralOut, Step } from './record.ts'
import { lockReferral, moveReferral } from './store.ts'

/** Takes the person on. What she agreed to opens now; with case management the lead passes too. */
export async function acceptReferral(ctx: Ctx, input: Step): Promise<Result<ReferralOut>> {
  const locked = await lockReferral(ctx, input)
  if (!locked.ok) return locked
  const accepted = await takeOn(ctx, locked.value)
  return accepted.ok ? ok(viewOf(accepted.value, ctx.now)) : accepted
}

/**
 * For who gives a bed: accepts a referral that still waits; one that was accepted before must still have its basis.
 * Either way it is held until the end of the transaction, so that no end of it slips in between.
 */
export async function ensureAccepted(ctx: Ctx, referralId: string): Promise<Result<ReferralRow>> {
  const locked = await lockReferral(ctx, { referralId })
  if (!locked.ok) return locked
  if (locked.value.status !== 'accepted') return takeOn(ctx, locked.value)
  if (locked.value.to_agency_id !== ctx.actor.agencyId) return refuse('referral.not-recipient')
  return (await whyNoBasis(ctx, locked.value)) ?? locked
}

async function takeOn(ctx: Ctx, referral: ReferralRow): Promise<Result<ReferralRow>> {
  if (referral.to_agency_id !== ctx.actor.agencyId) return refuse('referral.not-recipient')
  const step = takeStep(statusAt({ status: referral.status, expiresAt: referral.expires_at }, ctx.now), 'accept')
  if (!step.ok) return step
  const ended = await whyNoBasis(ctx, referral)
  if (ended) return ended

  const waits = referral.service === 'police-report' && (await whyNoInterview(ctx, referral.case_id))
  if (waits) return waits

  const accepted = await moveReferral(ctx, referral, { status: step.value, answered_at: ctx.now })
  if (!accepted.ok) return accepted
  await sql`select aman.open_referral_grant(${referral.id})`.execute(ctx.tx)
  if (referral.service === 'case-management') {
    await sql`select aman.take_lead(${referral.id}, ${ctx.newId()})`.execute(ctx.tx)
  }
  ctx.audit('referral.accepted', [referral.id, referral.case_id])
  return accepted
}

/** The consent must stand. What a rule of law permitted is over when it opens the case no more, as for a child found to be none. */
async function whyNoBasis(ctx: Ctx, referral: ReferralRow): Promise<Refusal | null> {
  if (referral.consent_id) {
    return (await consentStands(ctx, referral.consent_id)) ? null : refuse('referral.consent-withdrawn')
  }
  const seen = await ctx.tx.selectFrom('case').select('id').where('id', '=', referral.case_id).executeTakeFirst()
  return seen ? null : refuse('referral.basis-ended')
}
