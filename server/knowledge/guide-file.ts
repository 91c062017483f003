import { type Guide, guideProblems } from '#knowledge/schema/guide.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { nameProblems } from './file-name.ts'

export function guideFileProblems(value: unknown, file: string): Problem[] {
  const problems = guideProblems(value)
  if (problems.length > 0) return problems
  const { destination } = value as Guide
  return nameProblems(file, `guides/${destination?.toLowerCase() ?? 'everywhere'}.json`)
}
