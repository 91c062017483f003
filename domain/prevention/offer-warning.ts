import { ok, type Result, refuse } from '#domain/shared/result.ts'

/** Signs by which a job offer gives itself away. */
export const OFFER_SIGNS = [
  'money-ahead',
  'takes-passport',
  'no-contract',
  'different-work',
  'debt-for-travel',
  'no-address',
  'hurry-and-secrecy',
  'pay-too-good',
] as const
export type OfferSign = (typeof OFFER_SIGNS)[number]

export const WARNING_STATUSES = ['noted', 'checked', 'dismissed'] as const
export type WarningStatus = (typeof WARNING_STATUSES)[number]

export const JUDGEMENTS = ['checked', 'dismissed'] as const satisfies readonly WarningStatus[]

/** A warning names somebody as dangerous, so that a second colleague judges it, once. */
export function judge(warning: { status: WarningStatus; notedBy: string }, by: string): Result<null> {
  if (warning.status !== 'noted') return refuse('offer.step-not-open')
  return warning.notedBy === by ? refuse('offer.needs-another') : ok(null)
}
