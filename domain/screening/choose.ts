import type { AgeGroup } from '#domain/cases/case.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import type { Day } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument, Situation } from '#knowledge/schema/instrument.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'

/** What was answered about age: whole years, or a group, or that nobody is sure. */
export type AgeAnswer = number | AgeGroup

/**
 * `group`: whose instrument and whose protection apply. `presumed`: the age is uncertain and the person is treated as a child.
 * `rule`: what that rests on; null where it is the practice of the house, because no law said so on that day.
 */
export type Age = { group: Instrument['age']; presumed: boolean; rule: Rule | null }

const ADULT_AT = 18

/** Who is screened as a child on a day. `laws`: those of the country, the most specific first. */
export function ageGroup(answer: AgeAnswer, laws: readonly Law[], day: Day): Age {
  if (answer === 'uncertain') {
    return { group: 'child', presumed: true, rule: firstInForce(laws, 'age-uncertain-is-child', day) }
  }
  const rule = firstInForce(laws, 'child-age-limit', day)
  const limit = rule?.value.kind === 'duration' ? rule.value.amount : ADULT_AT
  if (typeof answer === 'string') return { group: answer, presumed: false, rule }
  // Asked this way round so that an age that is no number counts as a child's.
  const group = answer >= limit ? 'adult' : 'child'
  return { group, presumed: false, rule }
}

/** The newest version of the first instrument for a place and an age; refused with `screening.no-instrument`. */
export function pickInstrument(
  instruments: readonly Instrument[],
  where: { situation: Situation; ageGroup: Instrument['age'] },
): Result<Instrument> {
  const fitting = instruments.filter(each => each.age === where.ageGroup && each.situations.includes(where.situation))
  const first = fitting[0]
  if (!first) return refuse('screening.no-instrument', where)
  const versions = fitting.filter(each => each.id === first.id)
  return ok(versions.reduce((newest, each) => (each.version > newest.version ? each : newest)))
}
