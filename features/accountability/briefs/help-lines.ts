import { type CountryFacts, ROLES } from '#knowledge/schema/country.ts'
import type { About } from './asked.ts'
import { type Line, lineOf } from './source-book.ts'

/** Where the country is part of the crime: the newest that a source says of each way, up to the year. */
export function roleLines({ t, book, facts, year }: About): readonly Line[] {
  const known = newest(facts.roles, year, each => each.role)
  return ROLES.flatMap(role => known.filter(each => each.role === role)).map(({ role, source, status }) =>
    lineOf(t(`briefs.role-${role}`), [book.cite({ text: source, lang: 'en' })], status === 'unverified'),
  )
}

/** The newest count of shelters of each keeper, up to the year. */
export function shelterLines({ t, book, facts, year }: About): readonly Line[] {
  return newest(facts.shelters, year, each => each.kept ?? '').map(({ count, kept, asOf, source, status }) =>
    lineOf(
      t('briefs.shelters', { count, year: asOf, kept: kept ?? 'other' }),
      [book.cite({ text: source, lang: 'en' })],
      status === 'unverified',
    ),
  )
}

/** The numbers of today, whichever the year: an old one helps nobody. */
export function hotlineLines({ t, book, facts }: About): readonly Line[] {
  return traffickingLines(facts).map(({ number, source, status }) =>
    lineOf(t('briefs.hotline', { number }), [book.cite({ text: source, lang: 'en' })], status === 'unverified'),
  )
}

const traffickingLines = ({ hotlines }: CountryFacts) => hotlines.filter(each => each.for === 'trafficking')

function newest<F extends { asOf: string }>(facts: readonly F[], year: number, kind: (fact: F) => string): F[] {
  const known = facts.filter(each => Number(each.asOf) <= year).toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1))
  return [...new Map(known.map(each => [kind(each), each])).values()]
}
