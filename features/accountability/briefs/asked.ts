import { type Day, dayIn } from '#domain/shared/dates.ts'
import { regionOf } from '#features/accountability/tiers/asked.tsx'
import type { CountryFacts } from '#knowledge/schema/country.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { House } from '#server/house.ts'
import type { PublicRequest } from '#server/http/public-route.ts'
import { type Line, lineOf, type SourceBook } from './source-book.ts'

export type Asked = PublicRequest<PublicLanguage>
export type T = Translate<PublicLanguage>

/** One country as of one report. `day`: that by whose law it is told. `today`: no law of a day to come is told. */
export type About = {
  readonly house: House
  readonly t: T
  readonly facts: CountryFacts
  readonly year: number
  readonly day: Day
  readonly today: Day
  readonly book: SourceBook
}

/** The countries of the region, in the order of their names. */
export const rankedCountries = ({ house, t }: Pick<Asked, 'house' | 't'>): CountryFacts[] => {
  const ranked = regionOf(house)
  return house.knowledge.countryFacts
    .filter(each => ranked.includes(each.iso3))
    .toSorted((one, other) => t.countryName(one.iso2).localeCompare(t.countryName(other.iso2), t.language))
}

export const todayIn = (house: House): Day => dayIn(house.country.timeZone, house.clock())

export const isUnsure = (rule: Rule): boolean => rule.status === 'unverified' || rule.fromStatus === 'unverified'

/** An article as a source. */
export const citeRule = ({ book }: Pick<About, 'book'>, { cite }: Rule): number =>
  book.cite({ text: `${cite.act}, ${cite.article}`, lang: 'en', href: cite.url })

/** A statement that follows from rules of law. */
export const lineOnRules = (about: About, text: string, rules: readonly Rule[]): Line =>
  lineOf(
    text,
    rules.map(each => citeRule(about, each)),
    rules.some(isUnsure),
  )
