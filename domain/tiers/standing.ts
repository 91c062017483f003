import type { Tier } from '#knowledge/schema/tiers.ts'
import type { Statute, Statutes } from './statute.ts'

/** What a report can say of a country: a list, or that it is a special case and stands on none. */
export type Listed = Tier | 'SC'

/** Consecutive years on the Watch List that count, and how many of them needed a waiver. */
type Run = { readonly years: number; readonly waived: number }

/**
 * How a country stands after a report, as far as the next one can depend on it.
 * - `run`: the years on the Watch List that end with this report; none where it stands elsewhere.
 * - `returned`: the finished run that came before Tier 3, where `run` began right after Tier 3; else null.
 * - `finished`: the last run that has ended, null where there was none.
 * - `onTier3`: this report put it on Tier 3.
 */
export type Standing = {
  readonly run: Run
  readonly returned: Run | null
  readonly finished: Run | null
  readonly onTier3: boolean
}

const NO_RUN: Run = { years: 0, waived: 0 }
export const BEFORE_REPORTS: Standing = { run: NO_RUN, returned: null, finished: null, onTier3: false }

/** What the law says of one more year on the Watch List. */
export const VERDICTS = ['open', 'by-waiver', 'used-up', 'returned'] as const
export type Verdict = (typeof VERDICTS)[number]

/**
 * One more year on the Watch List, whatever its merit. `open`: it may be. `by-waiver`: the two years are over, and only a waiver
 * allows another (22 U.S.C. 7107(b)(2)(D)). `used-up`: the waivers are over too. `returned`: back from Tier 3, it has had its year
 * (22 U.S.C. 7107(b)(2)(F)), and no waiver helps.
 */
export function verdictOn(standing: Standing, statute: Statute): Verdict {
  const { limit } = statute
  if (limit === null) return 'open'
  if (isReturnOver(standing, statute, limit)) return 'returned'
  if (standing.run.years < limit) return 'open'
  return standing.run.waived < statute.waivers ? 'by-waiver' : 'used-up'
}

function isReturnOver({ run, returned }: Standing, statute: Statute, limit: number): boolean {
  if (statute.returnLimit === null || returned === null || run.years < statute.returnLimit) return false
  return returned.years >= limit && (returned.waived > 0 || !statute.returnNeedsWaiver)
}

export const isAllowed = (verdict: Verdict): boolean => verdict === 'open' || verdict === 'by-waiver'

/** How the country stands after the next report, allowed or not. */
export function after(standing: Standing, listed: Listed, { limit }: Statute): Standing {
  const { run, returned, finished, onTier3 } = standing
  if (listed !== '2WL')
    return { run: NO_RUN, returned: null, finished: run.years > 0 ? run : finished, onTier3: listed === '3' }
  if (limit === null) return { run: NO_RUN, returned: null, finished, onTier3: false }
  return {
    run: { years: run.years + 1, waived: run.waived + (run.years >= limit ? 1 : 0) },
    returned: run.years > 0 ? returned : onTier3 ? finished : null,
    finished,
    onTier3: false,
  }
}

/** Every way in which a country can stand after a report that nobody knows: any list that the law allowed. */
function afterUnknown(standings: readonly Standing[], statute: Statute): readonly Standing[] {
  return different(
    standings.flatMap(each => [
      after(each, '2', statute),
      after(each, '3', statute),
      ...(isAllowed(verdictOn(each, statute)) ? [after(each, '2WL', statute)] : []),
    ]),
  )
}

/** Every way in which a country can stand before the report of `until`, where nobody knows the reports from `from` on. */
export function throughGap(
  standings: readonly Standing[],
  { from, until }: { from: number; until: number },
  statutes: Statutes,
): readonly Standing[] {
  let ways = standings
  for (let year = from; year < until; year += 1) ways = afterUnknown(ways, statutes.of(year))
  return ways
}

/** Where every report is known there is one way, and nothing to compare. */
export function different(standings: readonly Standing[]): readonly Standing[] {
  if (standings.length === 1) return standings
  const found = new Map<string, Standing>()
  for (const each of standings) found.set(keyOf(each), each)
  return [...found.values()]
}

const runKey = (run: Run | null) => (run ? `${run.years}/${run.waived}` : '-')

const keyOf = ({ run, returned, finished, onTier3 }: Standing) =>
  `${runKey(run)},${runKey(returned)},${runKey(finished)},${onTier3}`
