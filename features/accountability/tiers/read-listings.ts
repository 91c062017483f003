import { type CsvError, parse } from 'csv-parse/sync'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { CountryListing } from '#domain/tiers/check.ts'
import { LISTED } from './record.ts'

const COLUMNS = ['country_iso3', 'year', 'tier'] as const
type Column = (typeof COLUMNS)[number]

/**
 * Rows of a table of tiers with a head, as "country_iso3,year,tier"; other columns are not looked at. A row is counted as the file's lines are where
 * no value is broken over lines: the head is line 1. Refuses with `csv.broken`, `csv.no-column`, `csv.column-twice`, `csv.no-rows`, `csv.no-value`,
 * `csv.not-a-year` or `csv.not-a-tier`, and says where.
 */
export function readListings(text: string): Result<CountryListing[]> {
  const cells = cellsOf(text)
  if (!cells.ok) return cells
  const [head = [], ...rows] = cells.value
  for (const column of COLUMNS) {
    const found = head.filter(each => each === column).length
    if (found !== 1) return refuse(found === 0 ? 'csv.no-column' : 'csv.column-twice', { column })
  }
  if (rows.length === 0) return refuse('csv.no-rows')
  const listings: CountryListing[] = []
  for (const [at, row] of rows.entries()) {
    const cell = (column: Column) => row[head.indexOf(column)] ?? ''
    const listing = listingOf(cell, `line ${at + 2}`)
    if (!listing.ok) return listing
    listings.push(listing.value)
  }
  return ok(listings)
}

function cellsOf(text: string): Result<string[][]> {
  try {
    return ok(parse(text, { bom: true, trim: true, skip_empty_lines: true }))
  } catch (error) {
    const { lines } = error as CsvError & { lines?: number }
    return refuse('csv.broken', lines === undefined ? undefined : { line: `line ${lines}` })
  }
}

function listingOf(cell: (column: Column) => string, line: string): Result<CountryListing> {
  for (const column of COLUMNS) if (cell(column) === '') return refuse('csv.no-value', { line, column })
  const tier = LISTED.find(each => each === cell('tier').toUpperCase())
  if (!/^\d{4}$/.test(cell('year'))) return refuse('csv.not-a-year', { line })
  if (!tier) return refuse('csv.not-a-tier', { line })
  return ok({ country: cell('country_iso3'), year: Number(cell('year')), tier })
}
