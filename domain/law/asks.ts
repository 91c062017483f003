import { type Day, inForce } from '#domain/shared/dates.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'
import type { MetBy } from '#knowledge/schema/recommendations.ts'
import { daysOfChange, elementsOn, rulesOf } from './crime.ts'
import type { GapResult } from './gaps.ts'

/** Whether the law gives what was asked on a day, and since when without a break; `because`: the rules that both follow from. */
export type Ask = { readonly result: GapResult; readonly since: Day | null; readonly because: readonly Rule[] }

type Judged = Omit<Ask, 'since'>

/** A recommendation judged by the laws of a country. A rule that was not in force by then is not met; a standing that nobody read is unknown. */
export function askOn(metBy: MetBy, laws: readonly Law[], day: Day): Ask {
  const now = judge(metBy, laws, day)
  if (now.result !== 'met') return { ...now, since: null }
  const starts = startsOf(metBy, laws).filter(each => each <= day)
  const broken = starts.toReversed().find((_, at, back) => {
    const before = back[at + 1]
    return before === undefined || judge(metBy, laws, before).result !== 'met'
  })
  const since = broken ?? day
  return { ...now, since, because: [...new Set([...judge(metBy, laws, since).because, ...now.because])] }
}

function judge(metBy: MetBy, laws: readonly Law[], day: Day): Judged {
  if (metBy.kind === 'rule') {
    const rule = laws.flatMap(each => each.rules).find(each => each.id === metBy.rule && inForce(each, day))
    return { result: rule ? 'met' : 'not-met', because: rule ? [rule] : [] }
  }
  const { offences, elements, where } = metBy
  const asked = offences.flatMap(offence => elements.map(element => ({ offence, element })))
  const found = asked.flatMap(({ offence, element }) =>
    elementsOn(laws, offence, day).filter(({ value }) => value.element === element),
  )
  if (found.length < asked.length) return { result: 'unknown', because: found }
  const there = found.filter(({ value }) => value.where === where).length
  const result = there === asked.length ? 'met' : there > 0 ? 'partly' : 'not-met'
  return { result, because: found }
}

/** The days from which the answer may be another one. */
function startsOf(metBy: MetBy, laws: readonly Law[]): Day[] {
  if (metBy.kind === 'rule')
    return daysOfChange(laws.flatMap(each => each.rules).filter(each => each.id === metBy.rule))
  return daysOfChange(rulesOf(laws, 'standing').filter(({ value }) => metBy.elements.includes(value.element)))
}
