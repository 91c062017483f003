import { countryCoded } from '#domain/shared/country-code.ts'
import { type Day, daysBetween, noonOf } from '#domain/shared/dates.ts'
import type { TierRow } from '#domain/tiers/history.ts'
import type { EveryText } from '#knowledge/schema/fact.ts'
import type { House } from '#server/house.ts'
import { type About, type Asked, rankedCountries, type T, todayIn } from './asked.ts'
import {
  type Bar,
  bars,
  citeReport,
  type FigureRow,
  figureLines,
  figureRows,
  foundLines,
  reportIn,
} from './figure-lines.ts'
import { hotlineLines, roleLines, shelterLines } from './help-lines.ts'
import { lawLines } from './law-lines.ts'
import { reportLines, rowsOf } from './report-lines.ts'
import { type Line, lineOf, type Source, sourceBook } from './source-book.ts'

type SectionKey = 'report' | 'figures' | 'done' | 'law' | 'recommended' | 'help'

/** `gaps`: what is not known here, which needs no source. */
export type Section = {
  readonly key: SectionKey
  readonly title: string
  readonly lines: readonly Line[]
  readonly gaps: readonly string[]
}

/**
 * What is told of a country on two pages, in words and with the number of every source.
 * - `tiers`: the reports up to the brief's. `figures`, `bars`: empty where nobody has read the reports.
 */
export type Brief = {
  readonly iso3: string
  readonly year: number
  readonly country: string
  readonly title: string
  readonly tiers: readonly TierRow[]
  readonly figures: readonly FigureRow[]
  readonly bars: readonly Bar[]
  readonly sections: readonly Section[]
  readonly sources: readonly Source[]
}

/** The years of which a country of the region has a brief, the latest first; empty for others. */
export function yearsOf({ house, t }: Pick<Asked, 'house' | 't'>, code: string): readonly number[] {
  const iso3 = countryCoded(house.knowledge.countryCodes, code)
  if (!rankedCountries({ house, t }).some(each => each.iso3 === iso3)) return []
  return (house.knowledge.tiers.rows.get(iso3 ?? '') ?? []).map(each => each.year).toReversed()
}

type AskedBrief = { code: string; year: number }

/** Told by the law of the day by which the report was due, or of today where that is still to come. Null where there is none. */
export function tellBrief({ house, t }: { house: House; t: T }, { code, year }: AskedBrief): Brief | null {
  const iso3 = countryCoded(house.knowledge.countryCodes, code)
  const facts = rankedCountries({ house, t }).find(each => each.iso3 === iso3)
  if (!facts || !yearsOf({ house, t }, facts.iso3).includes(year)) return null
  const today = todayIn(house)
  const due = house.knowledge.tiers.statutes.dueDay(year)
  const day = daysBetween(due, today) < 0 ? today : due
  const about = { house, t, facts, year, day, today, book: sourceBook() }
  const section = (key: SectionKey, lines: readonly Line[], gaps?: readonly string[]): Section => {
    const unknown = lines.length === 0 ? [t('briefs.unknown')] : []
    return { key, title: titleOf(t, key, day), lines, gaps: gaps ?? unknown }
  }
  const country = t.countryName(facts.iso2)
  // The order in which they are told is that of the numbers of their sources.
  const report = section('report', reportLines(about))
  const figures = figureRows(about)
  const identified = bars(about)
  return {
    iso3: facts.iso3,
    year,
    country,
    title: t('briefs.title', { country, year: String(year) }),
    tiers: rowsOf(about),
    figures,
    bars: identified,
    sections: [
      report,
      section('figures', figureLines(about)),
      section('done', foundLines(about)),
      section('law', lawLines(about)),
      section('recommended', ...recommendedIn(about)),
      section('help', ...helpIn(about)),
    ],
    sources: about.book.sources,
  }
}

const titleOf = (t: T, key: SectionKey, day: Day): string => t(`briefs.${key}`, { day: t.day(noonOf(day)) })

type LinesAndGaps = [lines: readonly Line[], gaps?: readonly string[]]

function helpIn(about: About): LinesAndGaps {
  const { t } = about
  const [roles, shelters, hotlines] = [roleLines(about), shelterLines(about), hotlineLines(about)]
  const gaps = [
    roles.length === 0 && t('briefs.no-role'),
    shelters.length === 0 && t('briefs.no-shelters'),
    hotlines.length === 0 && t('briefs.no-hotline'),
  ]
  return [[...roles, ...shelters, ...hotlines], gaps.filter(each => each !== false)]
}

/** What the documents of the year recommended. */
function recommendedIn(about: About): LinesAndGaps {
  const { t, house, facts, year } = about
  const known = house.knowledge.recommendations.find(each => each.country === facts.iso3)
  const lines = (known?.documents ?? [])
    .filter(each => each.year === year)
    .flatMap(document =>
      (known?.recommendations ?? [])
        .filter(each => each.document === document.id)
        .map(each => lineOf(each.text[t.language], [citeDocument(about, document)], each.status === 'unverified')),
    )
  return lines.length > 0 && known?.whole === false ? [lines, [t('commitments.not-whole')]] : [lines]
}

/** The report of the year is the same source, whoever names it. */
function citeDocument(about: About, { name, url }: { name: EveryText; url?: string | undefined }): number {
  const report = reportIn(about)
  return report && report.url === url
    ? citeReport(about, report)
    : about.book.cite({ text: name[about.t.language], href: url })
}
