import { ROLES } from '#domain/access/roles.ts'
import {
  type Country,
  type CountryFacts,
  countryFactsProblems,
  countryProblems,
  isProfile,
} from '#knowledge/schema/country.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { nameProblems } from './file-name.ts'

/** The few facts about a country, or the whole profile of one where Aman can run: then its laws and roles exist. */
export function countryFileProblems(value: unknown, file: string, laws: ReadonlySet<string>): Problem[] {
  const whole = typeof value === 'object' && value !== null && isProfile(value as CountryFacts)
  const problems = whole ? countryProblems(value) : countryFactsProblems(value)
  if (problems.length > 0) return problems
  const country = value as CountryFacts | Country
  return [
    ...nameProblems(file, `countries/${country.iso3.toLowerCase()}.json`),
    ...(isProfile(country) ? [...strangeLaws(country, laws), ...strangeRoles(country)] : []),
  ]
}

const strangeLaws = ({ law }: Country, laws: ReadonlySet<string>): Problem[] =>
  law.flatMap((id, at) => (laws.has(id) ? [] : [{ at: `law[${at}]`, why: 'has no file' }]))

function strangeRoles({ agencyKinds }: Country): Problem[] {
  const roles: readonly string[] = ROLES
  return agencyKinds.flatMap((kind, k) =>
    kind.roles.flatMap((role, r) =>
      roles.includes(role) ? [] : [{ at: `agencyKinds[${k}].roles[${r}]`, why: 'is no role' }],
    ),
  )
}
