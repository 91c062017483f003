import { sql } from 'kysely'
import { statusAt, takeStep } from '#domain/referral/referral.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { consentStands } from '#features/protection/consent/consent-stands.ts'
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

  const accepted = await changeReferral(ctx, referral, { status: step.value, answered_at: ctx.now })
  await sql`select aman.open_referral_grant(${referral.id})`.execute(ctx.tx)
  if (referral.service === 'case-management') {
    await sql`select aman.take_lead(${referral.id}, ${ctx.newId()})`.execute(ctx.tx)
  }
  ctx.audit('referral.accepted', [referral.id, referral.case_id])
  return ok(accepted)
}

const consentEnded = async (ctx: Ctx, consentId: string | null): Promise<boolean> =>
  consentId !== null && !(await consentStands(ctx, consentId))
