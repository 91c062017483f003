import type { Law } from '#knowledge/schema/law.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { type MetBy, type Recommendations, recommendationsProblems } from '#knowledge/schema/recommendations.ts'
import { nameProblems } from './file-name.ts'

/** What is said to meet a recommendation stands in a law of the country, on some day. */
export function recommendationsFileProblems(value: unknown, file: string, known: { laws: readonly Law[] }): Problem[] {
  const problems = recommendationsProblems(value)
  if (problems.length > 0) return problems
  const { country, recommendations } = value as Recommendations
  const laws = known.laws.filter(each => each.jurisdiction === country)
  const unmet = recommendations.flatMap(({ metBy }, at) =>
    metBy && !isIn(laws, metBy) ? [{ at: `recommendations[${at}].metBy`, why: 'stands in no law of the country' }] : [],
  )
  return [...unmet, ...nameProblems(file, `recommendations/${country.toLowerCase()}.json`)]
}

function isIn(laws: readonly Law[], metBy: MetBy): boolean {
  const rules = laws.flatMap(each => each.rules)
  if (metBy.kind === 'rule') return rules.some(each => each.id === metBy.rule)
  const stands = (offence: string, element: string) =>
    rules.some(({ value }) => value.kind === 'standing' && value.offence === offence && value.element === element)
  return metBy.offences.every(offence => metBy.elements.every(element => stands(offence, element)))
}
