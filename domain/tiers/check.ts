import { type Judged, judgeAll, type Listing } from './judge.ts'
import type { Statutes } from './statute.ts'

/** One report on one country. `country`: a code; rows of one code are one country's. */
export type CountryListing = Listing & { readonly country: string }
export type CountryJudged = Judged & { readonly country: string }

/** The place of the first row that no report can hold (`year`), or that tells a year of a country again (`twice`); null where there is none. */
export function misplaced(
  rows: readonly CountryListing[],
  { firstReport }: Statutes,
): { at: number; why: 'year' | 'twice' } | null {
  const seen = new Set<string>()
  for (const [at, { country, year }] of rows.entries()) {
    if (year < firstReport) return { at, why: 'year' }
    const key = `${country} ${year}`
    if (seen.has(key)) return { at, why: 'twice' }
    seen.add(key)
  }
  return null
}

/** Judges every row, in the order in which they came. None of them is misplaced. */
export function checkRows(rows: readonly CountryListing[], statutes: Statutes): CountryJudged[] {
  const judged = new Map<CountryListing, CountryJudged>()
  for (const [country, listed] of Map.groupBy(rows, each => each.country)) {
    const oldestFirst = listed.toSorted((one, other) => one.year - other.year)
    for (const [at, each] of judgeAll(oldestFirst, statutes).judged.entries()) {
      const row = oldestFirst[at]
      if (row) judged.set(row, { country, ...each })
    }
  }
  return rows.flatMap(row => judged.get(row) ?? [])
}
