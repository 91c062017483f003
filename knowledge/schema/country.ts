import { z } from 'zod'
import { DayText, EveryText, LanguageTag, Line, PublicText, Review, Slug, Source, Status, Text } from './fact.ts'
import { Cite } from './law.ts'
import { hours, NotificationDuty, ReferralTimes, Retention, SupportPlan, TipTerms } from './practice.ts'
import { type Problem, problemsBy } from './problems.ts'
import { FURTHER_LANGUAGES } from './words.ts'

const sourced = { source: Source, status: Status }
const yearText = z.string().regex(/^(19|20)[0-9]{2}$/, 'is not a year')

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
  review: z.partialRecord(z.enum(FURTHER_LANGUAGES), Review).default({}),
  ...sourced,
})
export type Region = z.output<typeof Region>

/**
 * A number to call. `for`: whom it serves. `verifiedOn`: the day when somebody asked the operator that the number
 * answers, null while nobody has; a source that prints the number is not such a check.
 * `free`, `roundTheClock`, `languages` (those that are spoken there): null where unknown.
 */
export const Hotline = z.strictObject({
  id: Slug,
  number: z.string().regex(/^[0-9][0-9 ]{1,18}[0-9]$/, 'is not digits in groups'),
  for: z.enum(['trafficking', 'emergency', 'family']),
  name: EveryText,
  free: z.boolean().nullable(),
  roundTheClock: z.boolean().nullable(),
  languages: z.array(LanguageTag).min(1, 'names no language').nullable(),
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

/** `code`: the country's own after the plus. `trunk`: what is dialled before a number inside the country, and drops from abroad. */
export const Dialling = z.strictObject({
  code: z.string().regex(/^[1-9][0-9]{0,2}$/, 'is not a country code'),
  trunk: z.string().regex(/^[0-9]{0,2}$/, 'is not a prefix'),
  ...sourced,
})
export type Dialling = z.output<typeof Dialling>

/**
 * Where a person in need is received. It has a town and no address: those of shelters are secret, and an address in a public file
 * could not be taken back. `reachedBy`: the id of the hotline that brings the two together. `name`: a proper name, null where the
 * place has none that may be told. `asOf`: the year that the source speaks of.
 */
export const Place = z.strictObject({
  id: Slug,
  region: Region.shape.id,
  town: EveryText,
  kind: z.enum(['shelter', 'ngo']),
  name: Line.nullable(),
  gives: EveryText,
  reachedBy: Slug,
  asOf: yearText,
  ...sourced,
})
export type Place = z.output<typeof Place>

/** A kind of public office that exists in each region by law, and what it does for a person who comes. */
export const Office = z.strictObject({ id: Slug, name: EveryText, helps: EveryText, cite: Cite, ...sourced })
export type Office = z.output<typeof Office>

/** In which ways people are trafficked: out of a country, through it, into it. */
export const ROLES = ['source', 'transit', 'destination'] as const

/** One way in which the country is part of the crime. `asOf`: the year that the source speaks of. */
export const RoleInCrime = z.strictObject({ role: z.enum(ROLES), asOf: yearText, ...sourced })
export type RoleInCrime = z.output<typeof RoleInCrime>

/** How many shelters for trafficked people a source counts in one year. `kept`: by whom, null where it does not say. */
export const ShelterCount = z.strictObject({
  count: z.int().min(0).max(1000),
  kept: z.enum(['government', 'ngo', 'international']).nullable(),
  asOf: yearText,
  ...sourced,
})
export type ShelterCount = z.output<typeof ShelterCount>

/**
 * What is known of any country: `knowledge/countries/<iso3, small letters>.json`.
 * - `timeZone`: IANA name of the capital's; days of law and of pages are days there.
 * - `languages`: those that people in the country commonly need, most common first.
 * - `dialling`: how a number that was given as dialled at home becomes one that is the same everywhere.
 * - `hotlines`, `roles`, `shelters`: empty where nothing is known; pages then say so.
 */
export const CountryFacts = z.strictObject({
  iso3: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code'),
  iso2: z.string().regex(/^[A-Z]{2}$/, 'is not an ISO 3166-1 alpha-2 code'),
  name: Text,
  timeZone: Line,
  dialling: Dialling,
  languages: z.array(LanguageTag).min(1, 'names no language'),
  ...sourced,
  hotlines: z.array(Hotline),
  roles: z.array(RoleInCrime),
  shelters: z.array(ShelterCount),
})
export type CountryFacts = z.output<typeof CountryFacts>

/**
 * The whole profile of a country where Aman runs. A file that names `law` is one.
 * - `law`: ids of the law files that apply, most specific first.
 * - `holdHours`: how long a bed stays held, by practice.
 * - `notification`: left out where no law knows such a duty.
 */
export const Country = z.strictObject({
  ...CountryFacts.shape,
  law: z.array(Slug).min(1, 'names no law'),
  agencyKinds: z.array(AgencyKind).min(1, 'has no kind of agency'),
  regions: z.array(Region).min(1, 'has no region'),
  places: z.array(Place),
  offices: z.array(Office).min(1, 'has no office'),
  borderPosts: z.array(BorderPost),
  referralTimes: ReferralTimes,
  holdHours: hours,
  notification: NotificationDuty.optional(),
  retention: Retention,
  tips: TipTerms,
  supportPlan: SupportPlan,
})
export type Country = z.output<typeof Country>

/** True for a file that is meant as the whole profile of a country where Aman runs. */
export const isProfile = (country: CountryFacts | Country): country is Country => 'law' in country

/** Everything that is wrong with the few facts about a country; empty means they may be used. */
export function countryFactsProblems(value: unknown): Problem[] {
  const parsed = CountryFacts.safeParse(value)
  return parsed.success ? doubles({ hotlines: parsed.data.hotlines }) : problemsBy(CountryFacts, value)
}

/** Everything that is wrong with a country profile; empty means it may be used. */
export function countryProblems(value: unknown): Problem[] {
  const parsed = Country.safeParse(value)
  if (!parsed.success) return problemsBy(Country, value)
  const { hotlines, agencyKinds, regions, places, offices, borderPosts, referralTimes: times } = parsed.data
  const early = (['immediate', 'urgent', 'routine'] as const)
    .filter(urgency => times.expiresAfterHours[urgency] < times.answerWithinHours[urgency])
    .map(urgency => ({ at: `referralTimes.expiresAfterHours.${urgency}`, why: 'ends before the answer is due' }))
  return [
    ...doubles({ hotlines, agencyKinds, regions, places, offices, borderPosts }),
    ...early,
    ...strangePlaces(parsed.data),
  ]
}

function doubles(lists: Record<string, readonly { id: string }[]>): Problem[] {
  return Object.entries(lists).flatMap(([list, each]) => {
    const ids = each.map(one => one.id)
    return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at: `${list}[${at}].id`, why: 'stands twice' }] : []))
  })
}

/** A place lies in a region of the country and is reached by one of its numbers. */
function strangePlaces({ places, regions, hotlines }: Country): Problem[] {
  return places.flatMap(({ region, reachedBy }, at) => [
    ...(regions.some(each => each.id === region)
      ? []
      : [{ at: `places[${at}].region`, why: 'is no region of the country' }]),
    ...(hotlines.some(each => each.id === reachedBy)
      ? []
      : [{ at: `places[${at}].reachedBy`, why: 'is no number of the country' }]),
  ])
}
