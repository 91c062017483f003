import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { TierRow } from './history.ts'
import { judgeAll } from './judge.ts'
import { type Standing, VERDICTS, type Verdict, verdictOn } from './standing.ts'
import type { Statute, Statutes } from './statute.ts'

/** What the next report can say; `2WL-by-waiver` is the Watch List where only a waiver allows it. */
export const NEXT = ['1', '2', '2WL', '2WL-by-waiver', '3'] as const
export type Next = (typeof NEXT)[number]

/** What follows if the efforts alone would put the country on the Watch List. */
export const IF_WATCH_LIST = ['2WL', '2WL-by-waiver-or-3', '3'] as const
export type IfWatchList = (typeof IF_WATCH_LIST)[number]

/**
 * Where a country stands after the report of a year, and what the law leaves open for the next one.
 * - `consecutiveWatchListYears`, `waiverYearsUsed`: of the years on the Watch List that end with that report, counted where they count.
 *   Where `gap` is there, at least so many.
 * - `next.ifWatchListMerit`: null where that hangs on years that nobody knows, and before there was a Watch List.
 * - `next.rule`: the citation of what decides it.
 * - `gap`: only where years before are unknown that it hangs on: the last of them, and how many years it may be at most.
 */
export type Outlook = {
  readonly country: string
  readonly asOf: number
  readonly consecutiveWatchListYears: number
  readonly waiverYearsUsed: number
  readonly next: {
    readonly year: number
    readonly allowed: readonly Next[]
    readonly ifWatchListMerit: IfWatchList | null
    readonly rule: string
  }
  readonly gap?: { readonly lastUnknownYear: number; readonly consecutiveWatchListYearsAtMost: number }
}

type Asked = { readonly country: string; readonly asOf: number; readonly rows: readonly TierRow[] }

/**
 * What follows from the reports up to that of `asOf`; later ones are not looked at. `rows`: the country's, the oldest first. Refuses with
 * `tiers.year-not-known` where nobody knows the report of `asOf`, for then everything would be a guess.
 */
export function outlookOf({ country, asOf, rows }: Asked, statutes: Statutes): Result<Outlook> {
  const known = rows.filter(each => each.year <= asOf)
  if (known.at(-1)?.year !== asOf) return refuse('tiers.year-not-known', { last: known.at(-1)?.year ?? null })
  const { ways } = judgeAll(known, statutes)
  const years = ways.map(each => each.run.years)
  const [least, most] = [Math.min(...years), Math.max(...years)]
  return ok({
    country,
    asOf,
    consecutiveWatchListYears: least,
    waiverYearsUsed: Math.min(...ways.map(each => each.run.waived)),
    next: { year: asOf + 1, ...nextOf(ways, statutes.of(asOf + 1)) },
    ...(least < most && {
      gap: { lastUnknownYear: asOf - least, consecutiveWatchListYearsAtMost: most },
    }),
  })
}

function nextOf(
  ways: readonly Standing[],
  statute: Statute,
): Pick<Outlook['next'], 'allowed' | 'ifWatchListMerit' | 'rule'> {
  if (!statute.watchList) return { allowed: ['1', '2', '3'], ifWatchListMerit: null, rule: statute.cite('report-due') }
  const verdicts = VERDICTS.filter(each => ways.some(way => verdictOn(way, statute) === each))
  const outcomes = new Set(verdicts.map(each => IF_MERIT[each]))
  const [only] = outcomes
  const open: readonly Next[] = ['1', '2', '3', ...verdicts.flatMap(each => ALLOWED[each])]
  return {
    allowed: NEXT.filter(each => open.includes(each)),
    ifWatchListMerit: only && outcomes.size === 1 ? only : null,
    rule: statute.cite(RULE[verdicts.at(-1) ?? 'open']),
  }
}

const IF_MERIT: Record<Verdict, IfWatchList> = {
  open: '2WL',
  'by-waiver': '2WL-by-waiver-or-3',
  'used-up': '3',
  returned: '3',
}
const ALLOWED: Record<Verdict, readonly Next[]> = {
  open: ['2WL'],
  'by-waiver': ['2WL-by-waiver'],
  'used-up': [],
  returned: [],
}
/** Of several the strictest, which stands last. */
const RULE = {
  open: 'watch-list',
  'by-waiver': 'watch-list-limit',
  'used-up': 'watch-list-limit',
  returned: 'return-limit',
} as const
