import {
  after,
  BEFORE_REPORTS,
  different,
  isAllowed,
  type Listed,
  type Standing,
  throughGap,
  type Verdict,
  verdictOn,
} from './standing.ts'
import type { Statute, Statutes } from './statute.ts'

export type Listing = { readonly year: number; readonly tier: Listed }

/**
 * Why a country stands where it does. `merit`: what the report says of its efforts, and no rule that forces it; of a special case as
 * well, which the report ranks nowhere. `watch-list`: on it, with no limit reached. `watch-list-by-waiver`: on it for longer.
 * `automatic-downgrade`, `special-rule-f`: on Tier 3 when no more years were left, or none but by a waiver. `unknown-gap`: it hangs on years
 * before that nobody knows.
 */
export const REASONS = [
  'merit',
  'watch-list',
  'watch-list-by-waiver',
  'automatic-downgrade',
  'special-rule-f',
  'unknown-gap',
] as const
export type Reason = (typeof REASONS)[number]

/** `consistent`: false where the law allowed it under no reading of the years that are unknown. */
export type Judged = Listing & { readonly reason: Reason; readonly consistent: boolean }

/**
 * Judges each report on one country by the law of its year.
 * - `rows`: the oldest first, at most one a year, none before the first report. Years between them are unknown, and are not guessed.
 * - `ways`: every way in which the country can stand after the last row.
 */
export function judgeAll(
  rows: readonly Listing[],
  statutes: Statutes,
): { judged: readonly Judged[]; ways: readonly Standing[] } {
  const judged: Judged[] = []
  let ways: readonly Standing[] = [BEFORE_REPORTS]
  let next = statutes.firstReport
  for (const { year, tier } of rows) {
    const before = throughGap(ways, { from: next, until: year }, statutes)
    const statute = statutes.of(year)
    const allowed = tier === '2WL' ? before.filter(each => isAllowed(verdictOn(each, statute))) : before
    const consistent = allowed.length > 0
    const possible = consistent ? allowed : before
    judged.push({ year, tier, reason: reasonOf(tier, possible, statute), consistent })
    ways = different(possible.map(each => after(each, tier, statute)))
    next = year + 1
  }
  return { judged, ways }
}

function reasonOf(tier: Listed, standings: readonly Standing[], statute: Statute): Reason {
  if (tier !== '2WL' && tier !== '3') return 'merit'
  const why = tier === '3' ? TO_TIER_3 : ON_WATCH_LIST
  const reasons = new Set(standings.map(each => why[verdictOn(each, statute)]))
  const [only] = reasons
  return only && reasons.size === 1 ? only : 'unknown-gap'
}

const TO_TIER_3: Record<Verdict, Reason> = {
  open: 'merit',
  'by-waiver': 'automatic-downgrade',
  'used-up': 'automatic-downgrade',
  returned: 'special-rule-f',
}

/** Of a year that the law did not allow, what it would have had to be. */
const ON_WATCH_LIST: Record<Verdict, Reason> = {
  open: 'watch-list',
  'by-waiver': 'watch-list-by-waiver',
  'used-up': 'watch-list-by-waiver',
  returned: 'watch-list',
}
