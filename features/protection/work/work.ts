export const CASE_WORK = [
  'break-glass-review',
  'call-back-due',
  'tip-waiting',
  'screening-refer-now',
  'consent-taken-back',
  'referral-inbox',
  'referral-expired',
  'referral-declined',
  'referral-sent',
  'shelter-accepted',
  'hold-ending',
  'reflection-ending',
  'residence-ending',
  'placement-lost',
  'plan-review-overdue',
  'plan-to-review',
  'follow-up-due',
  'return-barred',
  'service-without-provider',
  'screening-refer',
  'case-unreferred',
  'notification-due',
  'notification-inbox',
  'referral-draft',
  'referral-accepted',
  'screening-draft',
  'erasure-to-do',
  'copies-to-destroy',
  'case-leaving',
] as const

export const ADMINISTRATION_WORK = ['account-link', 'alert-review', 'staff-invited', 'agency-suspended'] as const

export type WorkKind = (typeof CASE_WORK)[number] | (typeof ADMINISTRATION_WORK)[number]

/** One thing that waits. Its name is a code name, never a person's; null where the moment it began has to do. */
export type Piece = {
  id: string
  name: string | null
  path: string
  /** When it began to wait. */
  since: Date
  due: Date | null
  late: boolean
  /** The service and the other agency, where it is about a referral. */
  service: string | null
  agency: string | null
}

/** All that waits of one kind: the most urgent pieces, and how many there are, counted up to a bound. */
export type Pile = { kind: WorkKind; pieces: Piece[]; count: number; late: number; more: boolean; path: string }

export const SHOWN = 20
export const COUNTED = 100

/** Reads need one row more than is counted, to know that there are more. */
export function pileOf(kind: WorkKind, path: string, found: readonly Piece[]): Pile {
  const more = found.length > COUNTED
  const counted = found.slice(0, COUNTED)
  const late = counted.filter(piece => piece.late).length
  return { kind, path, pieces: found.slice(0, SHOWN), count: counted.length, late, more }
}
