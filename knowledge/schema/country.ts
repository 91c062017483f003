import { z } from 'zod'
import { DayText, LanguageTag, Line, PublicText, Review, Slug, Source, Status, Text } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

const sourced = { source: Source, status: Status }

/**
 * A kind of body in the response. `roles`: which roles of this program its staff may hold. `opensInEmergency`: its staff may
 * open a case in an emergency without a grant; left out, they may not.
 */
export const AgencyKind = z.strictObject({
  id: Slug,
  name: Text,
  roles: z.array(Slug).min(1, 'names no role'),
  opensInEmergency: z.boolean().optional(),
})
export type AgencyKind = z.output<typeof AgencyKind>

/**
 * A first-level part of the country; `id` is its ISO 3166-2 code. `review`: of the name in a language that is not one of the
 * country's own papers.
 */
export const Region = z.strictObject({
  id: z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'is not an ISO 3166-2 code'),
  kind: Slug,
  name: PublicText,
  review: z.partialRecord(z.enum(['uz', 'ky', 'tg']), Review).default({}),
  ...sourced,
})
export type Region = z.output<typeof Region>

/**
 * A number to call. `for`: whom it serves. `verifiedOn`: the day when somebody asked the operator that the number
 * answers, null while nobody has; a source that prints the number is not such a check.
 * `free`, `roundTheClock`: null where unknown.
 */
export const Hotline = z.strictObject({
  id: Slug,
  number: z.string().regex(/^[0-9][0-9 ]{1,18}[0-9]$/, 'is not digits in groups'),
  for: z.enum(['trafficking', 'emergency']),
  name: Text,
  free: z.boolean().nullable(),
  roundTheClock: z.boolean().nullable(),
  verifiedOn: DayText.nullable(),
  note: Line.optional(),
  ...sourced,
})
export type Hotline = z.output<typeof Hotline>

/**
 * A border crossing point. `neighbour`: ISO 3166-1 alpha-2. `kind` as the source sorts it; a `KG-side name` is what
 * the post is called across the border, where the name on our own side is not known. Names are proper names and are
 * not translated: `lat` in Latin letters, `ru` as in Russian texts.
 */
export const BorderPost = z.strictObject({
  id: Slug,
  neighbour: z.string().regex(/^[A-Z]{2}$/, 'is not an ISO 3166-1 alpha-2 code'),
  name: z.strictObject({ lat: Line, ru: Line }),
  kind: z.enum(['multilateral', 'bilateral', 'road', 'KG-side name']),
  ...sourced,
})
export type BorderPost = z.output<typeof BorderPost>

const hours = z
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
const TipTerms = z.strictObject({ keptDays: days, untouchedDays: days, basis: z.enum(['law', 'practice']), ...sourced })

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

/** `code`: the country's own after the plus. `trunk`: what is dialled before a number inside the country, and drops from abroad. */
export const Dialling = z.strictObject({
  code: z.string().regex(/^[1-9][0-9]{0,2}$/, 'is not a country code'),
  trunk: z.string().regex(/^[0-9]{0,2}$/, 'is not a prefix'),
  ...sourced,
})
export type Dialling = z.output<typeof Dialling>

/**
 * A country profile: `knowledge/countries/<iso3, small letters>.json`.
 * - `law`: ids of the law files that apply, most specific first.
 * - `timeZone`: IANA name; days of law and of pages are days there.
 * - `languages`: those that people in the country commonly need, most common first.
 * - `dialling`: how a number that was given as dialled at home becomes one that is the same everywhere.
 * - `holdHours`: how long a bed stays held, by practice.
 * - `notification`: left out where no law knows such a duty.
 */
export const Country = z.strictObject({
  iso3: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code'),
  iso2: z.string().regex(/^[A-Z]{2}$/, 'is not an ISO 3166-1 alpha-2 code'),
  name: Text,
  timeZone: Line,
  dialling: Dialling,
  languages: z.array(LanguageTag).min(1, 'names no language'),
  law: z.array(Slug).min(1, 'names no law'),
  ...sourced,
  hotlines: z.array(Hotline),
  agencyKinds: z.array(AgencyKind).min(1, 'has no kind of agency'),
  regions: z.array(Region).min(1, 'has no region'),
  borderPosts: z.array(BorderPost),
  referralTimes: ReferralTimes,
  holdHours: hours,
  notification: NotificationDuty.optional(),
  retention: Retention,
  tips: TipTerms,
  supportPlan: SupportPlan,
})
export type Country = z.output<typeof Country>

/** Everything that is wrong with a country profile; empty means it may be used. */
export function countryProblems(value: unknown): Problem[] {
  const parsed = Country.safeParse(value)
  if (!parsed.success) return problemsBy(Country, value)
  const { hotlines, agencyKinds, regions, borderPosts, referralTimes: times } = parsed.data
  const lists = { hotlines, agencyKinds, regions, borderPosts }
  const doubles = Object.entries(lists).flatMap(([list, each]) => {
    const ids = each.map(one => one.id)
    return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at: `${list}[${at}].id`, why: 'stands twice' }] : []))
  })
  const early = (['immediate', 'urgent', 'routine'] as const)
    .filter(urgency => times.expiresAfterHours[urgency] < times.answerWithinHours[urgency])
    .map(urgency => ({ at: `referralTimes.expiresAfterHours.${urgency}`, why: 'ends before the answer is due' }))
  return [...doubles, ...early]
}
