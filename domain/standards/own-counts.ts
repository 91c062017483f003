import { INDICATORS } from '#domain/commitments/indicators.ts'
import { periodOf } from './period.ts'
import { type Change, changeOf } from './scorecard.ts'

/**
 * What this instance counts of a reporting period (`aman.standards_counted` in server/db/migrations names the same).
 * - those that measures are counted by, and `hotline-contacts`: people who called or wrote, silent and prank calls left out.
 * - `police-informed`: people of whom the police were told as the duty asks.
 */
export const OWN_COUNTS = [...INDICATORS, 'hotline-contacts', 'police-informed'] as const
export type OwnCount = (typeof OWN_COUNTS)[number]

/** The criterion of 22 U.S.C. 7106(b) that each count speaks to. */
const CRITERION_OF: Readonly<Record<OwnCount, number>> = {
  'screenings-completed': 2,
  'cases-opened': 2,
  'people-referred': 2,
  'foreigners-helped': 8,
  'shelter-stays': 2,
  'reflection-certificates': 2,
  'hotline-contacts': 3,
  'police-informed': 1,
}

/**
 * The counts of one reporting period. `since`, `until`: the days that were counted, up to the one before `until`: not from its first day where this
 * instance began later, and not to its last where it is not over. `counts`: null for one to four.
 */
export type OwnYear = {
  readonly since: string
  readonly until: string
  readonly counts: Readonly<Record<OwnCount, number | null>>
}

/** One count beside that of the period before. `value`, `before`: null for one to four; `before` also where that period was not counted. */
export type OwnStanding = {
  readonly name: OwnCount
  readonly value: number | null
  readonly before: number | null
  readonly change: Change
}

/**
 * The counts that speak to a criterion in the report of a year; none where nothing was counted. A change is told only between two whole periods:
 * seven months beside twelve would always be fewer.
 */
export function ownStandingsOf(
  criterion: number,
  year: number,
  { now, before }: { now: OwnYear | null; before: OwnYear | null },
): OwnStanding[] {
  if (now === null) return []
  const comparable = isWhole(now, year) && before !== null && isWhole(before, year - 1)
  return OWN_COUNTS.filter(name => CRITERION_OF[name] === criterion).map(name => {
    const [value, last] = [now.counts[name], before?.counts[name] ?? null]
    return { name, value, before: last, change: comparable ? changeOf(value, last) : 'unknown' }
  })
}

/** True where every day of the period was counted. */
export function isWhole({ since, until }: Pick<OwnYear, 'since' | 'until'>, year: number): boolean {
  const period = periodOf(year)
  return since === period.from && until === period.until
}
