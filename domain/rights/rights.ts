import { type Day, inForce } from '#domain/shared/dates.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { OwnRight, Rights } from '#knowledge/schema/rights.ts'
import { type Finding, findingOf, type Reason, type Situation } from './situation.ts'

/** How a right stands on a day: hers, hers if something is so, not in force yet, in force no longer. */
export const STANDS = ['applies', 'may-apply', 'not-yet', 'no-longer'] as const
export type Stands = (typeof STANDS)[number]

/** `because`: what she said that makes it hers. `needs`: what would have to be so, where she does not know. */
export type RightAnswer = {
  readonly right: OwnRight
  readonly stands: Stands
  readonly because: readonly Reason[]
  readonly needs: readonly Reason[]
}

/** A country's rights with their times; one that rests on a rule of the law files takes the rule's. */
export function datedRights({ rights }: Rights, laws: readonly Law[]): OwnRight[] {
  const rules = laws.flatMap(each => each.rules)
  return rights.flatMap(right => {
    if (!('rule' in right)) return [right]
    const { rule: id, ...told } = right
    return rules
      .filter(each => each.id === id)
      .map(({ from, fromSource, fromStatus, until, source, status }) => {
        return { ...told, from, fromSource, fromStatus, until, source, status }
      })
  })
}

type Fitting = { right: OwnRight; finding: Finding }

/**
 * What a person is owed on a day who works in a country. Of a right whose wording changed, the wording of that day stands; where
 * it was not in force, the next one to come, or else the last that was. First what is hers, then what may be, then the rest.
 */
export function rightsOn(
  day: Day,
  situation: Situation,
  workCountry: string,
  rights: readonly OwnRight[],
): RightAnswer[] {
  const fitting = rights
    .map(right => ({ right, finding: findingOf(right.when, situation, workCountry) }))
    .filter(({ finding }) => finding.holds !== 'no')
  const ids = [...new Set(fitting.map(({ right }) => right.id))]
  const answers = ids.flatMap(id =>
    ofDay(
      day,
      fitting.filter(each => each.right.id === id),
    ),
  )
  return STANDS.flatMap(stands => answers.filter(each => each.stands === stands))
}

function ofDay(day: Day, wordings: readonly Fitting[]): RightAnswer[] {
  const byStart = wordings.toSorted((one, other) => (one.right.from < other.right.from ? -1 : 1))
  const current = byStart.find(({ right }) => inForce(right, day))
  if (current) return [answer(current, current.finding.holds === 'yes' ? 'applies' : 'may-apply')]
  const next = byStart.find(({ right }) => day < right.from)
  if (next) return [answer(next, 'not-yet')]
  const last = byStart.at(-1)
  return last ? [answer(last, 'no-longer')] : []
}

const answer = ({ right, finding }: Fitting, stands: Stands): RightAnswer => ({
  right,
  stands,
  because: finding.met,
  needs: finding.open,
})
