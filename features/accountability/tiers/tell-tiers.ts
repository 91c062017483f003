import { countryCoded } from '#domain/shared/country-code.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type CountryJudged, type CountryListing, checkRows, misplaced } from '#domain/tiers/check.ts'
import type { TierRow } from '#domain/tiers/history.ts'
import { type Outlook, outlookOf } from '#domain/tiers/outlook.ts'
import type { Knowledge } from '#server/knowledge/load.ts'

type Known = Pick<Knowledge, 'countryCodes' | 'tiers'>
type History = { country: string; rows: readonly TierRow[] }

/** On which list each report put a country. */
export function tellHistory({ countryCodes, tiers }: Known, { country }: { country: string }): Result<History> {
  const coded = countryCoded(countryCodes, country)
  if (coded === undefined) return refuse('tiers.country-not-found')
  const rows = tiers.rows.get(coded)
  return rows ? ok({ country: coded, rows }) : refuse('tiers.not-found')
}

type AskedOutlook = { country: string; asOf?: number | undefined }

/** What the law leaves open for the report after that of `asOf`; where nobody says which, after the last one that is known. */
export function tellOutlook(known: Known, { country, asOf }: AskedOutlook): Result<Outlook> {
  const history = tellHistory(known, { country })
  if (!history.ok) return history
  const { rows } = history.value
  return outlookOf({ ...history.value, asOf: asOf ?? rows.at(-1)?.year ?? 0 }, known.tiers.statutes)
}

/** What follows after the last of some rows of a country; undefined where there is none. */
export function outlookAfter(
  { tiers }: Pick<Known, 'tiers'>,
  country: string,
  rows: readonly TierRow[],
): Outlook | undefined {
  const found = outlookOf({ country, asOf: rows.at(-1)?.year ?? 0, rows }, tiers.statutes)
  return found.ok ? found.value : undefined
}

/**
 * Judges rows of anybody's by the law of their years. A refusal says in `detail.row` which of them, counted from one, cannot be
 * judged. Codes stay as they came: two codes are two countries.
 */
export function checkTiers(
  { countryCodes, tiers }: Known,
  rows: readonly CountryListing[],
): Result<readonly CountryJudged[]> {
  const strange = rows.findIndex(each => countryCoded(countryCodes, each.country) === undefined)
  if (strange >= 0) return refuse('tiers.country-not-known', { row: strange + 1 })
  const wrong = misplaced(rows, tiers.statutes)
  if (wrong?.why === 'year') return refuse('tiers.year-without-report', { row: wrong.at + 1 })
  if (wrong) return refuse('tiers.row-twice', { row: wrong.at + 1 })
  return ok(checkRows(rows, tiers.statutes))
}
