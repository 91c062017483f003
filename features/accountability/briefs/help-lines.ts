import { ROLES, type RoleInCrime } from '#knowledge/schema/country.ts'
import type { About } from './asked.ts'
import { type Line, lineOf } from './source-book.ts'

const byYear = (one: RoleInCrime, other: RoleInCrime) => Number(one.asOf) - Number(other.asOf)

/** Where the country is part of the crime: the newest that a source says of each way, up to the year. */
export function roleLines({ t, book, facts, year }: About): readonly Line[] {
  const known = facts.roles.filter(each => Number(each.asOf) <= year)
  const newest = ROLES.flatMap(role =>
    known
      .filter(each => each.role === role)
      .toSorted(byYear)
      .slice(-1),
  )
  return newest.map(({ role, source, status }) =>
    lineOf(t(`briefs.role-${role}`), [book.cite({ text: source, lang: 'en' })], status === 'unverified'),
  )
}

/** The counts of the newest year that a source speaks of, up to the year. */
export function shelterLines({ t, book, facts, year }: About): readonly Line[] {
  const known = facts.shelters.filter(each => Number(each.asOf) <= year)
  const newest = known
    .map(each => each.asOf)
    .toSorted()
    .at(-1)
  return known
    .filter(each => each.asOf === newest)
    .map(({ count, kept, asOf, source, status }) =>
      lineOf(
        t('briefs.shelters', { count, year: asOf, kept: kept ?? 'other' }),
        [book.cite({ text: source, lang: 'en' })],
        status === 'unverified',
      ),
    )
}

/** The numbers of today, whichever the year: an old one helps nobody. */
export function hotlineLines({ t, book, facts }: About): readonly Line[] {
  return facts.hotlines
    .filter(each => each.for === 'trafficking')
    .map(({ number, source, status }) =>
      lineOf(t('briefs.hotline', { number }), [book.cite({ text: source, lang: 'en' })], status === 'unverified'),
    )
}
