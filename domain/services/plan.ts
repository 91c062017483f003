import type { Role } from '#domain/access/roles.ts'
import { type AgeGroup, protectedAsChild } from '#domain/cases/case.ts'
import type { GIVEN_BY } from '#domain/consent/consent.ts'
import { addHours } from '#domain/shared/dates.ts'
import { ok, type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { PlanRisk } from './dangers.ts'

export const PLAN_STATUSES = ['draft', 'agreed', 'under-review', 'closed'] as const
export type PlanStatus = (typeof PLAN_STATUSES)[number]
export const PLAN_STEPS = ['agree', 'ask-review', 'approve', 'send-back', 'close', 'reopen'] as const
export type PlanStep = (typeof PLAN_STEPS)[number]

/** What a review sends back is a draft again: she is asked anew about what was changed. */
const STEPS = {
  draft: { agree: 'agreed', close: 'closed' },
  agreed: { agree: 'agreed', 'ask-review': 'under-review', close: 'closed' },
  'under-review': { approve: 'agreed', 'send-back': 'draft', close: 'closed' },
  closed: { reopen: 'draft' },
} as const satisfies Record<PlanStatus, Partial<Record<PlanStep, PlanStatus>>>

export function takePlanStep(from: PlanStatus, step: PlanStep): Result<PlanStatus> {
  const open: Partial<Record<PlanStep, PlanStatus>> = STEPS[from]
  const to = open[step]
  return to ? ok(to) : refuse('plan.step-not-open', { from, step })
}

/** Why a plan was closed. */
export const CLOSE_REASONS = [
  'goals-met',
  'own-wish',
  'moved-agency',
  'returned',
  'transferred-abroad',
  'contact-lost',
  'died',
] as const
export type CloseReason = (typeof CLOSE_REASONS)[number]

export const REVIEW_DECISIONS = ['approved', 'changes-needed'] as const
export const FOLLOW_UP_OUTCOMES = ['safe', 'in-touch', 'lost-contact', 'needs-help'] as const
export const CHILD_VIEWS = ['agrees', 'disagrees', 'too-young'] as const
export type ChildView = (typeof CHILD_VIEWS)[number]

type Practice = Pick<Country, 'supportPlan'>

/** When a plan is next looked at by a second colleague: the sooner, the greater the danger. */
export const reviewDue = ({ supportPlan }: Practice, risk: PlanRisk, agreedAt: Date): Date =>
  addHours(agreedAt, supportPlan.reviewWithinDays[risk] * 24)

/** True where an agreed plan should have been looked at again by now. */
export const reviewOverdue = (plan: { status: PlanStatus; reviewDueAt: Date | null }, now: Date): boolean =>
  plan.status === 'agreed' && plan.reviewDueAt !== null && plan.reviewDueAt <= now

/** The same day so many months later; the last of the month where that month is shorter. */
export function monthsAfter(instant: Date, months: number): Date {
  const at = new Date(instant)
  const day = at.getUTCDate()
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() + months)
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(day, last))
  return at
}

/** The talks that are held after closing; none after a death. */
export function followUps(
  { supportPlan }: Practice,
  reason: CloseReason,
  closedAt: Date,
): { months: number; dueAt: Date }[] {
  if (reason === 'died') return []
  return supportPlan.followUpMonths.map(months => ({ months, dueAt: monthsAfter(closedAt, months) }))
}

/**
 * Who may review: a case worker of the agency who neither wrote the plan nor asked for the review. A coordinator, an analyst and an
 * administrator hold no person's record, so supervision is a second pair of eyes of the same agency.
 */
export function mayReview(
  review: { authorId: string; askedBy: string },
  reviewer: { userId: string; role: Role },
): boolean {
  return reviewer.role === 'case-worker' && reviewer.userId !== review.authorId && reviewer.userId !== review.askedBy
}

type Agreement = { givenBy: (typeof GIVEN_BY)[number]; childView?: ChildView | undefined }

/**
 * Who agrees to a plan: an adult herself and nobody for her; for a child, and for whose age is uncertain, the guardian or
 * representative, after the child was heard (law 110-VIII art. 21). A plan that the child is against is not agreed: it is changed.
 */
export function whyNotAgreed(age: AgeGroup, { givenBy, childView }: Agreement): Refusal | null {
  if (!protectedAsChild(age)) return givenBy === 'self' ? null : refuse('plan.not-own-word')
  if (givenBy === 'self') return refuse('plan.child-needs-representative')
  if (!childView) return refuse('plan.child-unheard', { rule: 'child-opinion-heard' })
  return childView === 'disagrees' ? refuse('plan.child-disagrees', { rule: 'child-opinion-heard' }) : null
}
