import { z } from 'zod'
import { Slug, Source, Status } from './fact.ts'

/** How the response works in a country: its times and its duties. Parts of the profile in country.ts. */
const sourced = { source: Source, status: Status }

export const hours = z
  .number()
  .positive()
  .max(24 * 365)
const hoursByUrgency = z.strictObject({ immediate: hours, urgent: hours, routine: hours })

/**
 * How long a referral waits, in hours from sending, by its urgency. `answerWithinHours`: the recipient owes an answer;
 * later it is overdue. `expiresAfterHours`: it can no longer be accepted. `practice` is what agencies agreed on among
 * themselves, `law` a deadline of an act.
 */
export const ReferralTimes = z.strictObject({
  answerWithinHours: hoursByUrgency,
  expiresAfterHours: hoursByUrgency,
  basis: z.enum(['law', 'practice']),
  ...sourced,
})
export type ReferralTimes = z.output<typeof ReferralTimes>

const days = z
  .int()
  .min(1)
  .max(366 * 10)
/** How long something is kept after its end: whole years or whole days. */
export const Term = z.union([z.strictObject({ years: z.int().min(1).max(75) }), z.strictObject({ days })])
export type Term = z.output<typeof Term>

/**
 * When records go. `terms`: a case after its closing, a screening that led to no case, one that was never finished, a
 * referral that was drafted and never sent, a contact of the hotline that led to no case. `announceDays`: so long before it goes everybody concerned can read that it
 * will. `erasureWaitDays`: so long a confirmed wish to be erased can be called off. `destroyCopiesDays`: so long agencies
 * have to destroy what they printed.
 */
export const Retention = z.strictObject({
  terms: z.strictObject({
    'closed-case': Term,
    'lone-screening': Term,
    'screening-draft': Term,
    'withdrawn-draft': Term,
    'lone-contact': Term,
  }),
  announceDays: days,
  erasureWaitDays: days,
  destroyCopiesDays: days,
  basis: z.enum(['law', 'practice']),
  ...sourced,
})
export type Retention = z.output<typeof Retention>

/** The tip line. `keptDays`: a tip after its closing; nobody can be told before it goes. `untouchedDays`: then it is closed. */
export const TipTerms = z.strictObject({
  keptDays: days,
  untouchedDays: days,
  basis: z.enum(['law', 'practice']),
  ...sourced,
})

/**
 * A duty of some kinds of agency to let a public body know that a person turned to them.
 * - `rule`: its id in the law that applies. `of`: the kinds that owe it. `to`: the kinds that receive it, and the service that
 *   they offer where they do. `fields`: the coded facts that go out, and no others. `identity`: what is added where she agrees.
 * - `withinHours`: a deadline, null where none is known; `withinStatus` then says that this is not settled.
 */
export const NotificationDuty = z.strictObject({
  rule: Slug,
  of: z.array(Slug).min(1, 'names no kind of agency'),
  to: z.strictObject({ kinds: z.array(Slug).min(1, 'names no kind of agency'), service: Slug }),
  fields: z.array(z.enum(['turned-on', 'region', 'exploitation', 'age-group', 'persons'])),
  identity: z.array(z.enum(['name', 'birth-date'])).min(1, 'names nothing'),
  withinHours: hours.nullable(),
  withinStatus: Status,
  ...sourced,
})
export type NotificationDuty = z.output<typeof NotificationDuty>

/**
 * How support is followed. `reviewWithinDays`: a second colleague looks at a plan again, by its risk. `followUpMonths`: talks after
 * closing. `returnAssessmentDays`: how long a look at the dangers of a return is leaned on.
 */
export const SupportPlan = z.strictObject({
  reviewWithinDays: z.strictObject({ high: days, medium: days, low: days, 'not-assessed': days }),
  followUpMonths: z.array(z.int().min(1).max(60)),
  returnAssessmentDays: days,
  basis: z.enum(['law', 'practice']),
  ...sourced,
})
export type SupportPlan = z.output<typeof SupportPlan>
