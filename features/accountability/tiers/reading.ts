import type { TierRow } from '#domain/tiers/history.ts'
import type { Asked } from './asked.tsx'
import { tellHistory } from './tell-tiers.ts'

/**
 * A country as of one report: the latest that is known, unless the address names another. `rows`: up to that report. `years`: those of all
 * reports that are known, the latest first.
 */
export type Reading = {
  readonly iso3: string
  readonly rows: readonly TierRow[]
  readonly asOf: number
  readonly years: readonly number[]
  readonly kind: 'latest' | 'earlier' | 'not-known'
}

/** Undefined where no report has ranked the country. */
export function readingOf({ house, query }: Asked, country: string, asked = query.asOf ?? ''): Reading | undefined {
  const history = tellHistory(house.knowledge, { country })
  if (!history.ok) return undefined
  const { country: iso3, rows } = history.value
  const years = rows.map(each => each.year).toReversed()
  const [latest = 0] = years
  const asOf = years.find(each => String(each) === asked)
  const kind = asked === '' || asOf === latest ? 'latest' : asOf === undefined ? 'not-known' : 'earlier'
  return { iso3, rows: rows.filter(each => each.year <= (asOf ?? latest)), asOf: asOf ?? latest, years, kind }
}
