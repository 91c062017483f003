import { z } from 'zod'
import { RISKS } from '#domain/cases/case.ts'
import { REFERRAL_STATUSES } from '#domain/referral/referral.ts'
import { GOAL_STATUSES, VOICES } from '#domain/services/goals.ts'
import { FOLLOW_UP_OUTCOMES, PLAN_STATUSES, REVIEW_DECISIONS } from '#domain/services/plan.ts'
import { HURDLES } from '#domain/services/return.ts'
import { SERVICE_STATUSES } from '#domain/services/service.ts'
import { id } from '#server/http/fields.ts'

const at = z.iso.datetime()
const dayOrNone = z.iso.date().nullable()

export const Assessed = z.object({
  id,
  levels: z.record(z.string(), z.string()),
  reasons: z.array(z.string()),
  assessedAt: at,
  note: z.string().nullable(),
})
export type Assessed = z.output<typeof Assessed>

export const GoalOut = z.object({
  id,
  voice: z.enum(VOICES),
  priority: z.int(),
  status: z.enum(GOAL_STATUSES),
  text: z.string(),
  madeAt: at,
  version: z.int(),
})
export type GoalOut = z.output<typeof GoalOut>

export const ServiceOut = z.object({
  id,
  service: z.string(),
  status: z.enum(SERVICE_STATUSES),
  providerAgencyId: id.nullable(),
  providerName: z.string().nullable(),
  referralId: id.nullable(),
  referralStatus: z.enum(REFERRAL_STATUSES).nullable(),
  fromOn: dayOrNone,
  untilOn: dayOrNone,
  outcome: z.string().nullable(),
  madeAt: at,
  version: z.int(),
})
export type ServiceOut = z.output<typeof ServiceOut>

const Agreed = z.object({ id, givenBy: z.string(), childView: z.string().nullable(), how: z.string(), agreedAt: at })
const Reviewed = z.object({
  id,
  authorId: id,
  askedBy: id,
  askedAt: at,
  decision: z.enum(REVIEW_DECISIONS).nullable(),
  decidedAt: at.nullable(),
  words: z.string().nullable(),
})
const FollowUp = z.object({
  id,
  months: z.int(),
  dueAt: at,
  overdue: z.boolean(),
  outcome: z.enum(FOLLOW_UP_OUTCOMES).nullable(),
  doneAt: at.nullable(),
})
export const ReturnOut = z.object({
  judgedAt: at,
  mayGo: z.boolean(),
  /** What stands in the way now, by the facts that were recorded; empty means that she may go. */
  hurdles: z.array(z.object({ hurdle: z.enum(HURDLES), rule: z.string() })),
})
export type ReturnOut = z.output<typeof ReturnOut>

/** A plan as deep as the acting agency's grant reaches; what it does not reach is empty. */
export const PlanOut = z.object({
  caseId: id,
  codeName: z.string(),
  ageGroup: z.enum(['adult', 'child', 'uncertain']),
  caseStatus: z.enum(['open', 'closed']),
  leads: z.boolean(),
  whole: z.boolean(),
  plan: z
    .object({
      status: z.enum(PLAN_STATUSES),
      risk: z.enum(RISKS),
      begunAt: at,
      agreedAt: at.nullable(),
      changedSinceAgreed: z.boolean(),
      reviewDueAt: at.nullable(),
      reviewOverdue: z.boolean(),
      closedAt: at.nullable(),
      closeReason: z.string().nullable(),
      version: z.int(),
    })
    .nullable(),
  needs: Assessed.nullable(),
  dangers: Assessed.nullable(),
  goals: z.array(GoalOut),
  services: z.array(ServiceOut),
  agreements: z.array(Agreed.extend({ words: z.string().nullable() })),
  reviews: z.array(Reviewed),
  followUps: z.array(FollowUp),
  homecoming: ReturnOut.nullable(),
})
export type PlanOut = z.output<typeof PlanOut>
export type PlanHead = NonNullable<PlanOut['plan']>
export const Versioned = z.object({ id, version: z.int() })
export type Versioned = z.output<typeof Versioned>
