import { ok, type Result, refuse } from '#domain/shared/result.ts'

export const REFERRAL_STATUSES = ['draft', 'sent', 'accepted', 'declined', 'withdrawn', 'completed', 'expired'] as const
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number]
export const REFERRAL_STEPS = ['send', 'accept', 'decline', 'withdraw', 'complete'] as const
export type ReferralStep = (typeof REFERRAL_STEPS)[number]

/** What is stored; "expired" follows from the clock and is never stored. */
export type StoredStatus = Exclude<ReferralStatus, 'expired'>

export const DECLINE_REASONS = [
  'no-capacity',
  'group-not-served',
  'language-not-available',
  'service-not-offered',
  'not-safe-here',
  'needs-other-care',
] as const

/** How a referral ended, coded so that outcomes can be counted without a person's story. */
export const OUTCOMES = [
  'service-given',
  'service-refused-by-person',
  'person-left',
  'returned-home',
  'moved-on',
  'contact-lost',
] as const

export const SERVICES = [
  'case-management',
  'shelter',
  'medical',
  'psychological',
  'legal',
  'interpretation',
  'documents',
  'family-tracing',
  'return',
  'education',
  'vocational',
  'job',
  'monitoring',
  'police-report',
] as const
export type Service = (typeof SERVICES)[number]

export const URGENCIES = ['immediate', 'urgent', 'routine'] as const
export type Urgency = (typeof URGENCIES)[number]

const STEPS = {
  draft: { send: 'sent', withdraw: 'withdrawn' },
  sent: { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' },
  accepted: { withdraw: 'withdrawn', complete: 'completed' },
  declined: {},
  withdrawn: {},
  completed: {},
  expired: { withdraw: 'withdrawn' },
} as const satisfies Record<ReferralStatus, Partial<Record<ReferralStep, StoredStatus>>>

/** The status as of an instant: a sent referral that nobody answered is expired once its time has passed. */
export function statusAt(referral: { status: StoredStatus; expiresAt: Date | null }, now: Date): ReferralStatus {
  const late = referral.expiresAt !== null && referral.expiresAt <= now
  return referral.status === 'sent' && late ? 'expired' : referral.status
}

/** True while an answer is owed and its time has passed; both sides see it. */
export function overdue(referral: { status: ReferralStatus; answerDueAt: Date | null }, now: Date): boolean {
  return referral.status === 'sent' && referral.answerDueAt !== null && referral.answerDueAt <= now
}

export function takeStep(from: ReferralStatus, step: ReferralStep): Result<StoredStatus> {
  const open: Partial<Record<ReferralStep, StoredStatus>> = STEPS[from]
  const to = open[step]
  return to ? ok(to) : refuse('referral.step-not-open', { from, step })
}

export const openSteps = (from: ReferralStatus): ReferralStep[] => Object.keys(STEPS[from]) as ReferralStep[]
