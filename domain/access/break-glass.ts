import { addHours } from '#domain/shared/dates.ts'
import type { Role } from './roles.ts'

/**
 * Who may open a case in an emergency: who meets people in danger at any hour. A service provider works by appointment; an
 * investigator or a prosecutor learns of a person by her consent or by a rule of law, and in no other way.
 * The function aman.opens_in_emergency() in server/db/migrations names the same.
 */
export const EMERGENCY_ROLES = [
  'case-worker',
  'hotline-operator',
  'shift-lead',
  'shelter-manager',
  'officer',
] as const satisfies readonly Role[]

export const EMERGENCIES = ['danger-to-life', 'medical-emergency', 'missing-person', 'child-in-danger'] as const
export type Emergency = (typeof EMERGENCIES)[number]

/** The least first: who she is and how to reach her. Everything must be asked for. */
export const EMERGENCY_DEPTHS = ['identity', 'full'] as const

export const USUAL_HOURS = 4
/** The database refuses more. */
export const MOST_HOURS = 24
/** How long the lead agency has for its review, counted from the opening; practice of this program, no deadline of a law. */
export const REVIEW_WITHIN_HOURS = 72
/** How long the agency waits before it may open the same case again, counted from the opening, unless the review said justified. */
const AGAIN_AFTER_HOURS = 72

export const FINDINGS = ['justified', 'not-justified', 'needs-follow-up'] as const
export type Finding = (typeof FINDINGS)[number]

export type Opening = {
  openedAt: Date
  endsAt: Date
  endedAt: Date | null
  review: { finding: Finding; reviewedAt: Date } | null
}

export type OpeningState = 'running' | 'to-review' | 'reviewed'

/** Over at its end or when somebody ended it before; then it waits for its review. */
export function stateOf(opening: Opening, now: Date): OpeningState {
  if (opening.review) return 'reviewed'
  const ended = opening.endedAt !== null && opening.endedAt <= now
  return !ended && now < opening.endsAt ? 'running' : 'to-review'
}

export const reviewDue = (opening: Pick<Opening, 'openedAt'>): Date => addHours(opening.openedAt, REVIEW_WITHIN_HOURS)

export const reviewOverdue = (opening: Opening, now: Date): boolean =>
  opening.review === null && reviewDue(opening) <= now

/** From when the same agency may open the same case again; null while nobody has judged the last time. */
export function barredUntil({ openedAt, review }: Pick<Opening, 'openedAt' | 'review'>): Date | null {
  if (!review) return null
  const waited = addHours(openedAt, AGAIN_AFTER_HOURS)
  return review.finding === 'justified' || waited < review.reviewedAt ? review.reviewedAt : waited
}
