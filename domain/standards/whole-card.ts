import type { Theme } from '#knowledge/schema/recommendations.ts'
import { type OwnStanding, type OwnYear, ownStandingsOf } from './own-counts.ts'
import type { CriterionStanding, Entry, Scorecard } from './scorecard.ts'

/** The criterion that a recommendation speaks to, by its theme. What asks for better law or for trials is of the first, what asks for help of the second. */
const CRITERION_OF_THEME: Readonly<Record<Theme, number>> = {
  identification: 2,
  referral: 2,
  assistance: 2,
  foreigners: 2,
  prosecution: 1,
  law: 1,
  'labour-inspection': 2,
  resources: 2,
  information: 3,
}

/** The criterion about the share of foreigners, and the one about progress against the year before: both are computed from the numbers of all. */
export const OF_FOREIGNERS = 8
export const OF_PROGRESS = 11

/** A measure that was proved and published, with the themes of the recommendations that it answers. */
export type Answering = { readonly themes: readonly Theme[] }

/**
 * A criterion with what this instance counts and what was proved here. `empty`: nothing at all is known; a count of nobody is nothing, and one to
 * four is something.
 */
export type WholeStanding<E extends Entry, M extends Answering> = CriterionStanding<E> & {
  readonly own: readonly OwnStanding[]
  readonly measures: readonly M[]
  readonly empty: boolean
}

type Here<M> = { measures: readonly M[]; now: OwnYear | null; before: OwnYear | null }

/** The criteria of a scorecard, each with the own counts and the proved measures that speak to it. A measure may speak to several. */
export function wholeStandingsOf<E extends Entry, M extends Answering>(
  { year, criteria, progress }: Scorecard<E>,
  { measures, ...counted }: Here<M>,
): WholeStanding<E, M>[] {
  const compared = progress.more.length + progress.fewer.length + progress.same.length > 0
  return criteria.map(standing => {
    const { number } = standing.criterion
    const own = ownStandingsOf(number, year, counted)
    const proved = measures.filter(each => each.themes.some(theme => CRITERION_OF_THEME[theme] === number))
    const told = !standing.silent || (number === OF_PROGRESS && compared)
    const empty = !told && proved.length === 0 && own.every(each => each.value === 0)
    return { ...standing, own, measures: proved, empty }
  })
}

/** The entry of the same number and year that was made later and therefore counts; undefined where this one does, or counts nothing. */
export function laterThan<E extends Entry>(entries: readonly E[], entry: E): E | undefined {
  const last = entries.findLast(
    each => entry.counted && each.year === entry.year && each.counted?.figure === entry.counted.figure,
  )
  return last === entry ? undefined : last
}
