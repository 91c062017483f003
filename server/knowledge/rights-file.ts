import { inForce } from '#domain/shared/dates.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { type Rights, rightsProblems } from '#knowledge/schema/rights.ts'
import { nameProblems } from './file-name.ts'

type Known = { countries: readonly Country[]; laws: readonly Law[] }

/** A right that rests on a rule names one of the country's own, and cites the act that the rule cites. */
export function rightsFileProblems(value: unknown, file: string, known: Known): Problem[] {
  const problems = rightsProblems(value)
  if (problems.length > 0) return problems
  const rights = value as Rights
  const country = known.countries.find(each => each.iso2 === rights.country)
  if (!country) return [{ at: 'country', why: 'has no profile' }]
  const rules = known.laws.filter(law => country.law.includes(law.id)).flatMap(law => law.rules)
  const titles = new Map(rights.acts.map(each => [each.id, each.title.en]))
  const wrong = rights.rights.flatMap((right, at) => {
    if (!('rule' in right)) return backwards(right, at)
    const rule = rules.find(each => each.id === right.rule)
    if (!rule) return [{ at: `rights[${at}].rule`, why: 'is no rule of the country' }]
    return titles.get(right.cite.act) === rule.cite.act
      ? []
      : [{ at: `rights[${at}].cite`, why: 'is another act than that of the rule' }]
  })
  return [...wrong, ...overlaps(rights), ...nameProblems(file, `rights/${country.iso3.toLowerCase()}.json`)]
}

const backwards = ({ from, until }: { from: string; until: string | null }, at: number): Problem[] =>
  until !== null && until <= from ? [{ at: `rights[${at}].until`, why: 'is not after from' }] : []

/** Two wordings of one right on one day would leave open which of them is owed. */
function overlaps({ rights }: Rights): Problem[] {
  const own = rights.flatMap(each => ('rule' in each ? [] : [each]))
  return own.flatMap((one, at) =>
    own.slice(0, at).some(other => other.id === one.id && inForce(other, one.from))
      ? [{ at: one.id, why: 'has two wordings at one time' }]
      : [],
  )
}
