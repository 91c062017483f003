import type { Country } from '#knowledge/schema/country.ts'
import { type CountryHelp, countryHelpProblems, type Situation } from '#knowledge/schema/help.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { nameProblems } from './file-name.ts'

const SITUATIONS = 'help/situations.json'

export const isSituations = (file: string) => file === SITUATIONS

type Known = { situations: readonly Situation[]; countries: readonly Country[]; laws: readonly Law[] }

/** What is allowed stands in the law of the country, and belongs to a situation that is offered. */
export function countryHelpFileProblems(value: unknown, file: string, known: Known): Problem[] {
  const problems = countryHelpProblems(value)
  if (problems.length > 0) return problems
  const help = value as CountryHelp
  const country = known.countries.find(each => each.iso3 === help.country)
  if (!country) return [{ at: 'country', why: 'has no profile' }]
  const situations = new Set(known.situations.map(each => each.id))
  const rules = new Set(
    known.laws.filter(law => country.law.includes(law.id)).flatMap(law => law.rules.map(rule => rule.id)),
  )
  const strange = Object.entries(help.allowed).flatMap(([id, list]) => [
    ...(situations.has(id) ? [] : [{ at: `allowed.${id}`, why: 'is no situation' }]),
    ...list.flatMap(({ rule }, at) =>
      rules.has(rule) ? [] : [{ at: `allowed.${id}[${at}].rule`, why: 'is no rule of the country' }],
    ),
  ])
  return [...strange, ...nameProblems(file, `help/${help.country.toLowerCase()}.json`)]
}
