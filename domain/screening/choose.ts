import type { AgeGroup } from '#domain/cases/case.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import type { Day } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument, Situation } from '#knowledge/schema/instrument.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'
import type { AgeSide } from './finding.ts'

/** What was answered about age: whole years, or a group, or that nobody is sure. */
export type AgeAnswer = number | AgeGroup

/**
 * `group`: whose instrument and whose protection apply. `presumed`: the age is uncertain and the person is treated as a child.
 * `rule`: what that rests on; null where it is the practice of the house, because no law said so on that day.
 */
export type Age = { group: AgeSide; presumed: boolean; rule: Rule | null }

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

/** A short card to hold in the hand, or the whole list. */
export const LENGTHS = ['card', 'in-depth'] as const
export type Length = (typeof LENGTHS)[number]

export const lengthOf = ({ scoring }: Pick<Instrument, 'scoring'>): Length =>
  scoring === undefined || scoring.kind === 'ilo-delphi' ? 'in-depth' : 'card'

/** Where an official asks; `self` is where nobody does. */
export const ASKED_AT = ['border', 'workplace', 'consulate', 'street', 'shelter', 'phone'] as const

/** Whether an instrument is for this side of the age limit. */
export const isForAge = ({ age }: Instrument, side: AgeSide): boolean => age === 'any' || age === side

/**
 * The newest version of the instrument for a place, an age and a length; of the other length where there is none of this one.
 * One that is made for the age comes before one for any. Refused with `screening.no-instrument`.
 */
export function pickInstrument(
  instruments: readonly Instrument[],
  where: { situation: Situation; ageGroup: AgeSide; length?: Length | undefined },
): Result<Instrument> {
  const { length = 'in-depth' } = where
  const fitting = instruments
    .filter(each => isForAge(each, where.ageGroup) && each.situations.includes(where.situation))
    .toSorted((a, b) => rank(a) - rank(b))
  function rank(each: Instrument): number {
    return (lengthOf(each) === length ? 0 : 2) + (each.age === 'any' ? 1 : 0)
  }
  const first = fitting[0]
  if (!first) return refuse('screening.no-instrument', where)
  const versions = fitting.filter(each => each.id === first.id)
  return ok(versions.reduce((newest, each) => (each.version > newest.version ? each : newest)))
}
