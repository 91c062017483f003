import type { CountryCodes } from '#knowledge/schema/country-codes.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { type Reports, reportsProblems } from '#knowledge/schema/reports.ts'
import { minimumStandardsProblems } from '#knowledge/schema/standards.ts'
import { nameProblems } from './file-name.ts'

export function minimumStandardsFileProblems(value: unknown, file: string): Problem[] {
  const problems = minimumStandardsProblems(value)
  return problems.length > 0 ? problems : nameProblems(file, 'standards/minimum-standards.json')
}

export function reportsFileProblems(
  value: unknown,
  file: string,
  { countryCodes }: { countryCodes: CountryCodes },
): Problem[] {
  const problems = reportsProblems(value)
  if (problems.length > 0) return problems
  const { country } = value as Reports
  if (!Object.hasOwn(countryCodes.codes, country)) return [{ at: 'country', why: 'is no country that has a code' }]
  return nameProblems(file, `reports/${country.toLowerCase()}.json`)
}
