import { sql } from 'kysely'
import { statusAt, takeStep } from '#domain/referral/referral.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { whyNoInterview } from '#features/protection/reflection/plan-interview.ts'
import type { ReferralRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { viewOf } from './queries.ts'
import type { ReferralOut, Step } from './record.ts'
import { changeReferral, lockReferral } from './store.ts'

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
  return (await consentEnded(ctx, locked.value.consent_id)) ? refuse('referral.consent-withdrawn') : locked
}

async function takeOn(ctx: Ctx, referral: ReferralRow): Promise<Result<ReferralRow>> {
  if (referral.to_agency_id !== ctx.actor.agencyId) return refuse('referral.not-recipient')
  const step = takeStep(statusAt({ status: referral.status, expiresAt: referral.expires_at }, ctx.now), 'accept')
  if (!step.ok) return step
  if (await consentEnded(ctx, referral.consent_id)) return refuse('referral.consent-withdrawn')

  const waits = referral.service === 'police-report' && (await whyNoInterview(ctx, referral.case_id))
  if (waits) return waits

  const accepted = await changeReferral(ctx, referral, { status: step.value, answered_at: ctx.now })
  await sql`select aman.open_referral_grant(${referral.id})`.execute(ctx.tx)
  if (referral.service === 'case-management') {
    await sql`select aman.take_lead(${referral.id}, ${ctx.newId()})`.execute(ctx.tx)
  }
  ctx.audit('referral.accepted', [referral.id, referral.case_id])
  return ok(accepted)
}

async function consentEnded(ctx: Ctx, consentId: string | null): Promise<boolean> {
  if (!consentId) return false
  const row = await ctx.tx
    .selectFrom('consent')
    .leftJoin('consent_withdrawal as w', 'w.consent_id', 'consent.id')
    .select(['w.withdrawn_at', 'consent.valid_until'])
    .where('consent.id', '=', consentId)
    .executeTakeFirst()
  return !row || row.withdrawn_at !== null || row.valid_until <= ctx.now
}
