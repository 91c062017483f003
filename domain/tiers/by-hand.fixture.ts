import type { Listed } from './standing.ts'

/*
 * 22 U.S.C. 7107(b)(2)(D) and (F) written down once more, over the whole sequence and with every number by hand, so that the clock can be held
 * against it. `tiers`: one for each year from `first` on, without a gap.
 */

const on = (tiers: readonly Listed[], at: number) => tiers[at] === '2WL'

/** Where the run of Watch List years began that ends with the year at `last`; years before 2009 do not count. */
function beginning(tiers: readonly Listed[], first: number, last: number): number {
  let at = last
  while (at - 1 >= 0 && first + at - 1 >= 2009 && on(tiers, at - 1)) at -= 1
  return at
}

/** True where the year at `at` may be a Watch List year. */
export function mayBeOnWatchList(tiers: readonly Listed[], first: number, at: number): boolean {
  const year = first + at
  if (year < 2009 || at === 0 || year - 1 < 2009 || !on(tiers, at - 1)) return true
  const begin = beginning(tiers, first, at - 1)
  if (year >= 2019 && cameBack(tiers, first, begin)) return false
  const before = at - begin
  return before < 2 || before - 2 < (year <= 2018 ? 2 : 1)
}

/** Tier 3 stood right before, and before that Tier 3 the last run had two years and at least one more by waiver. */
function cameBack(tiers: readonly Listed[], first: number, begin: number): boolean {
  let at = begin - 1
  if (at < 0 || tiers[at] !== '3') return false
  while (at >= 0 && (!on(tiers, at) || first + at < 2009)) at -= 1
  return at >= 0 && at - beginning(tiers, first, at) + 1 >= 3
}
