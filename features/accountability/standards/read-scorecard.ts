import { countryCoded } from '#domain/shared/country-code.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { OwnYear } from '#domain/standards/own-counts.ts'
import { periodOf, yearRunningOn } from '#domain/standards/period.ts'
import { type Standing, scorecardOf } from '#domain/standards/scorecard.ts'
import { type Answering, laterThan, type WholeStanding, wholeStandingsOf } from '#domain/standards/whole-card.ts'
import type { Finding } from '#knowledge/schema/reports.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type EnteredEntry, readEntries, readOwnYear, readProved, today } from './queries.ts'
import type { CriterionOut, EntryOut, FigureOut, ProvedOut, ReadScorecard, ScorecardOut } from './record.ts'

type Proved = ProvedOut & Answering
type Here = { entries: EnteredEntry[]; now: OwnYear | null; before: OwnYear | null; measures: Proved[] }

const NOTHING_HERE: Here = { entries: [], now: null, before: null, measures: [] }

/** The twelve criteria in the report of a year, from everything that is known of them here. Of another country that is what its reports tell. */
export async function readScorecard(ctx: Ctx, { year, country }: ReadScorecard): Promise<Result<ScorecardOut>> {
  const { house } = ctx
  if (year > yearRunningOn(today(ctx))) return refuse('standards.not-found')
  const iso3 = country === undefined ? house.country.iso3 : countryCoded(house.knowledge.countryCodes, country)
  if (!iso3) return refuse('standards.country-not-found')
  const known = house.knowledge.reports.find(each => each.country === iso3)
  const reports = known?.reports ?? []
  const report = reports.find(each => each.year === year)
  const here = iso3 === house.country.iso3 ? await readHere(ctx, year) : NOTHING_HERE
  const standing = here.entries.filter(each => each.withdrawnOn === null)
  const card = scorecardOf({ standards: house.knowledge.minimumStandards, reports, entries: standing }, year)
  const criteria = wholeStandingsOf(card, here)
  ctx.audit('standards.read', [], { year, country: iso3 })
  return ok({
    country: iso3,
    year,
    period: periodOf(year),
    report: report && known ? { read: report.read, url: report.url, readOn: known.readOn } : null,
    own: spanOf(here.now),
    ownBefore: spanOf(here.before),
    criteria: criteria.map(each => criterionOut(each, here.entries, year)),
    progress: listsOf(card.progress),
    foreignShares: [...card.foreignShares],
  })
}

/** One after the other: a transaction has one connection. */
async function readHere(ctx: Ctx, year: number): Promise<Here> {
  return {
    entries: await readEntries(ctx, [year - 1, year]),
    now: await readOwnYear(ctx, year),
    before: await readOwnYear(ctx, year - 1),
    measures: await readProved(ctx, year),
  }
}

const spanOf = (own: OwnYear | null) => own && { since: own.since, until: own.until }

const listsOf = <T>({ more, fewer, same, unknown }: Record<'more' | 'fewer' | 'same' | 'unknown', readonly T[]>) => ({
  more: [...more],
  fewer: [...fewer],
  same: [...same],
  unknown: [...unknown],
})

function criterionOut(
  each: WholeStanding<EnteredEntry, Proved>,
  entered: readonly EnteredEntry[],
  year: number,
): CriterionOut {
  const { number, name, asks, cite } = each.criterion
  const ours = entered.filter(one => one.year === year && one.criterion === number)
  return {
    number,
    name,
    asks,
    cite,
    figures: each.figures.map(figureOut),
    findings: each.findings.map(findingOut),
    entries: ours.map(one => entryOut(one, each.entries)),
    own: [...each.own],
    measures: each.measures.map(({ themes: _, ...measure }) => measure),
    missing: [...each.missing],
    presumed: each.presumed,
    empty: each.empty,
  }
}

/** @param standing those of the same criterion and year that nobody withdrew. */
const entryOut = (entry: EnteredEntry, standing: readonly EnteredEntry[]): EntryOut => ({
  ...entry,
  outdone: entry.withdrawnOn === null && laterThan(standing, entry) !== undefined,
})

const figureOut = ({ reported, ...standing }: Standing): FigureOut => ({
  ...standing,
  note: reported?.note ?? null,
  status: reported?.status ?? null,
})

const findingOut = ({ id, text, source, url, status }: Finding) => ({
  id,
  text,
  source: source ?? null,
  url: url ?? null,
  status,
})
