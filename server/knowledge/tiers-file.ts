import { rowsByCountry, type TierRow } from '#domain/tiers/history.ts'
import { CLOCK_RULES, type Statutes, statutesOf } from '#domain/tiers/statute.ts'
import { type CountryCodes, countryCodesProblems } from '#knowledge/schema/country-codes.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { type TierHistory, tierHistoryProblems } from '#knowledge/schema/tiers.ts'
import { nameProblems } from './file-name.ts'

/** The history read out once, so that any country's is at hand. `rows`: by alpha-3 code, the oldest first. */
export type TierClock = {
  readonly history: TierHistory
  readonly law: Law
  readonly rows: ReadonlyMap<string, readonly TierRow[]>
  readonly statutes: Statutes
}

export function tierClockOf(history: TierHistory, laws: readonly Law[]): TierClock {
  const law = laws.find(each => each.id === history.law)
  if (!law) throw new Error(`knowledge/law/${history.law}.json: is not there`)
  return { history, law, rows: rowsByCountry(history), statutes: statutesOf(law) }
}

/** Codes stand beside the other standards. */
export const isCodes = (file: string) => file === 'standards/country-codes.json'

export function countryCodesFileProblems(value: unknown, file: string): Problem[] {
  const problems = countryCodesProblems(value)
  return problems.length > 0 ? problems : nameProblems(file, 'standards/country-codes.json')
}

type Known = { countryCodes: CountryCodes; laws: readonly Law[] }

/** Countries have codes that are known, and the law has the rules that the clock reads, in the form in which it reads them. */
export function tierHistoryFileProblems(value: unknown, file: string, { countryCodes, laws }: Known): Problem[] {
  const problems = tierHistoryProblems(value)
  if (problems.length > 0) return problems
  const { law: id, countries } = value as TierHistory
  const law = laws.find(each => each.id === id)
  if (!law) return [{ at: 'law', why: 'has no file' }]
  const { codes, others } = countryCodes
  const strange = Object.keys(countries)
    .filter(iso3 => !Object.hasOwn(codes, iso3) && !others.some(each => each.iso3 === iso3))
    .map(iso3 => ({ at: `countries.${iso3}`, why: 'is no country that has a code' }))
  const unread = CLOCK_RULES.filter(each => !law.rules.some(rule => rule.id === each && canBeRead(rule)))
  return [
    ...strange,
    ...unread.map(each => ({ at: 'law', why: `is one without a rule ${each} that the clock can read` })),
    ...nameProblems(file, 'tiers/history.json'),
  ]
}

function canBeRead({ id, value }: Rule): boolean {
  if (id === 'report-due') return value.kind === 'each-year'
  return id === 'watch-list' || (value.kind === 'duration' && value.unit === 'years')
}
