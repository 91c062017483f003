import { type Day, inForce } from '#domain/shared/dates.ts'
import type { Required, Where } from '#knowledge/schema/crime.ts'
import type { Law, Offence, Rule } from '#knowledge/schema/law.ts'
import { elementsOn, offencesOf, type RuleOf } from './crime.ts'

/** What a law gives of what is asked. `unknown`: nobody has looked it up for that day, and nothing is concluded. */
export const RESULTS = ['met', 'partly', 'not-met', 'unknown'] as const
export type GapResult = (typeof RESULTS)[number]

/** One element of the standard beside one article. `standing`: the rule that the result follows from; null where it is unknown. */
export type Gap = {
  readonly element: string
  readonly group: Required['group']
  readonly asked: Rule
  readonly standing: RuleOf<'standing'> | null
  readonly result: GapResult
}

export type OffenceGaps = { readonly offence: Offence; readonly gaps: readonly Gap[] }

/**
 * What is asked as an element is met by an element alone; an aggravating circumstance, a crime beside this one and a note cover some of the
 * cases that it would. What may stand anywhere is met by a note as well.
 */
const COVERS: Record<Required['as'], Record<Where, GapResult>> = {
  element: { element: 'met', aggravating: 'partly', separate: 'partly', note: 'partly', absent: 'not-met' },
  anywhere: { element: 'met', aggravating: 'partly', separate: 'partly', note: 'met', absent: 'not-met' },
}

const isAsked = ({ for: whom }: Required, { against }: Offence) => whom === 'everybody' || whom === against

/** A standard such as the Palermo Protocol beside the laws of a country on a day: each article, element by element. */
export function gapsOn(standard: Law, laws: readonly Law[], day: Day): OffenceGaps[] {
  const asked = standard.rules.filter(each => inForce(each, day))
  return offencesOf(laws).map(offence => {
    const standings = elementsOn(laws, offence.article, day)
    const gaps = asked.flatMap(rule => {
      const { id, required } = rule
      if (!required || !isAsked(required, offence)) return []
      const standing = standings.find(({ value }) => value.element === id) ?? null
      const result = standing ? COVERS[required.as][standing.value.where] : 'unknown'
      return [{ element: id, group: required.group, asked: rule, standing, result }]
    })
    return { offence, gaps }
  })
}
