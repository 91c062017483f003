import type { Country } from '#knowledge/schema/country.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Law } from '#knowledge/schema/law.ts'
import { type NextSteps, nextStepsProblems } from '#knowledge/schema/next-steps.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { nameProblems } from './file-name.ts'

type Known = { instruments: readonly Instrument[]; countries: readonly Country[]; laws: readonly Law[] }

/** Steps lead to what the country has: its own numbers and rules, after an instrument that exists. */
export function nextStepsFileProblems(value: unknown, file: string, known: Known): Problem[] {
  const problems = nextStepsProblems(value)
  if (problems.length > 0) return problems
  const next = value as NextSteps
  const country = known.countries.find(each => each.iso3 === next.country)
  const instrument = known.instruments.find(each => each.id === next.instrument)
  if (!country) return [{ at: 'country', why: 'has no profile' }]
  if (!instrument) return [{ at: 'instrument', why: 'has no file' }]
  const calls = new Set(country.hotlines.map(each => each.id))
  const rules = new Set(
    known.laws.filter(law => country.law.includes(law.id)).flatMap(law => law.rules.map(rule => rule.id)),
  )
  const strange = Object.entries(next.steps).flatMap(([step, list = []]) =>
    list.flatMap(({ call, rule }, at) => [
      ...(call && !calls.has(call) ? [{ at: `steps.${step}[${at}].call`, why: 'is no number of the country' }] : []),
      ...(rule && !rules.has(rule) ? [{ at: `steps.${step}[${at}].rule`, why: 'is no rule of the country' }] : []),
    ]),
  )
  return [
    ...strange,
    ...nameProblems(file, `instruments/${next.instrument}/next-steps/${next.country.toLowerCase()}.json`),
  ]
}
