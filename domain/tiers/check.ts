import { type Judged, judgeAll, type Listing } from './judge.ts'
import type { Statutes } from './statute.ts'

/** One report on one country. `country`: a code; rows of one code are one country's. */
export type CountryListing = Listing & { readonly country: string }
export type CountryJudged = Judged & { readonly country: string }

/** A year beyond this is a slip of the pen. */
const LAST_YEAR = 2100

/** The place of the first row that no report can hold (`year`), or that tells a year of a country again (`twice`); null where there is none. */
export function misplaced(
  rows: readonly CountryListing[],
  { firstReport }: Statutes,
): { at: number; why: 'year' | 'twice' } | null {
  const seen = new Set<string>()
  for (const [at, { country, year }] of rows.entries()) {
    if (year < firstReport || year > LAST_YEAR) return { at, why: 'year' }
    const key = `${country} ${year}`
    if (seen.has(key)) return { at, why: 'twice' }
    seen.add(key)
  }
  return null
}

/** Judges every row, in the order in which they came. None of them is misplaced. */
export function checkRows(rows: readonly CountryListing[], statutes: Statutes): CountryJudged[] {
  const oldestFirst = rows.toSorted((one, other) => one.year - other.year)
  const judged = new Map<string, Judged>()
  for (const country of new Set(rows.map(each => each.country))) {
    const listed = oldestFirst.filter(each => each.country === country)
    for (const each of judgeAll(listed, statutes).judged) judged.set(`${country} ${each.year}`, each)
  }
  return rows.flatMap(({ country, year }) => {
    const found = judged.get(`${country} ${year}`)
    return found ? [{ country, ...found }] : []
  })
}
