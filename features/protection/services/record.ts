import { z } from 'zod'
import { GIVEN_BY, HOW } from '#domain/consent/consent.ts'
import { URGENCIES } from '#domain/referral/referral.ts'
import { DANGER_LEVELS, DANGER_REASONS, DANGERS, type Danger } from '#domain/services/dangers.ts'
import { GOAL_STATUSES, LAST_PRIORITY, VOICES } from '#domain/services/goals.ts'
import { NEED_LEVELS, NEEDS, type Need } from '#domain/services/needs.ts'
import { CHILD_VIEWS, CLOSE_REASONS, FOLLOW_UP_OUTCOMES, REVIEW_DECISIONS } from '#domain/services/plan.ts'
import { CONSENT_AGES, KNOWN, PROCEEDINGS_STATES, SERVICES_STATES, WISHES } from '#domain/services/return.ts'
import { PLANNED_SERVICES, SERVICE_OUTCOMES } from '#domain/services/service.ts'
import { code, codes, flag, id, language, requiredText, text, version, whole } from '#server/http/fields.ts'

export const LONGEST = 4000
const day = z.iso.date()
const note = text(LONGEST).optional()

export const InCase = z.strictObject({ caseId: id })
export type InCase = z.output<typeof InCase>

const needLevel = code(NEED_LEVELS).default('not-known')
const dangerLevel = code(DANGER_LEVELS).default('not-known')
const eachOf = <T extends string, L>(topics: readonly T[], level: L) =>
  Object.fromEntries(topics.map(topic => [topic, level])) as Record<T, L>

/** What a form leaves out is not known: a level of its own, and never read as none. */
export const AssessNeeds = z.strictObject({
  caseId: id,
  levels: z.strictObject(eachOf<Need, typeof needLevel>(NEEDS, needLevel)),
  note,
})
export const AssessDangers = z.strictObject({
  caseId: id,
  levels: z.strictObject(eachOf<Danger, typeof dangerLevel>(DANGERS, dangerLevel)),
  reasons: codes(code(DANGER_REASONS), DANGER_REASONS.length).default([]),
  note,
})

const priority = whole(1, LAST_PRIORITY)
export const AddGoal = z.strictObject({ caseId: id, voice: code(VOICES), priority, text: requiredText(LONGEST) })
export const ChangeGoal = z.strictObject({
  caseId: id,
  goalId: id,
  version,
  priority,
  status: code(GOAL_STATUSES),
  text: note,
})

export const AddService = z.strictObject({
  caseId: id,
  service: code(PLANNED_SERVICES),
  fromOn: day.optional(),
  untilOn: day.optional(),
})
const service = { caseId: id, serviceId: id, version }
export const ArrangeService = z.strictObject({ ...service, toAgencyId: id, urgency: code(URGENCIES) })
export const BeginService = z.strictObject({ ...service, fromOn: day, untilOn: day.optional() })
export const EndService = z.strictObject({ ...service, untilOn: day, outcome: code(SERVICE_OUTCOMES) })

export const AgreePlan = z.strictObject({
  caseId: id,
  version,
  givenBy: code(GIVEN_BY),
  childView: code(CHILD_VIEWS).optional(),
  how: code(HOW),
  language,
  interpreter: flag.default(false),
  words: note,
})
export const AskReview = z.strictObject({ caseId: id, version })
export const ReviewPlan = z.strictObject({ caseId: id, version, decision: code(REVIEW_DECISIONS), words: note })
export const ClosePlan = z.strictObject({ caseId: id, version, reason: code(CLOSE_REASONS) })
export const RecordFollowUp = z.strictObject({
  caseId: id,
  followUpId: id,
  outcome: code(FOLLOW_UP_OUTCOMES),
  words: note,
})
export const JudgeReturn = z.strictObject({
  caseId: id,
  wish: code(WISHES),
  services: code(SERVICES_STATES),
  proceedings: code(PROCEEDINGS_STATES),
  consentAge: code(CONSENT_AGES).default('not-known'),
  childAgrees: code(KNOWN).default('not-known'),
  received: code(KNOWN).default('not-known'),
  bestInterest: code(KNOWN).default('not-known'),
})
