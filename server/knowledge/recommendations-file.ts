import type { Problem } from '#knowledge/schema/problems.ts'
import { type Recommendations, recommendationsProblems } from '#knowledge/schema/recommendations.ts'
import { nameProblems } from './file-name.ts'

export function recommendationsFileProblems(value: unknown, file: string): Problem[] {
  const problems = recommendationsProblems(value)
  if (problems.length > 0) return problems
  return nameProblems(file, `recommendations/${(value as Recommendations).country.toLowerCase()}.json`)
}
