import { type Scorecard, type Standing, scorecardOf } from '#domain/standards/scorecard.ts'
import { FIGURES, type Figure, type Report } from '#knowledge/schema/reports.ts'
import type { About } from './asked.ts'
import { type Line, lineOf } from './source-book.ts'

/** One number of the report, beside that of the year before. */
export type FigureRow = {
  readonly what: string
  readonly of: string
  readonly value: string
  readonly before: string
  readonly change: string
  readonly note: string | null
  readonly cites: readonly number[]
  readonly unsure: boolean
}

/** How many people were identified in one year. */
export type Bar = {
  readonly of: string
  readonly count: number
  readonly text: string
  readonly cites: readonly number[]
}

const reportsOf = ({ house, facts }: About): readonly Report[] =>
  house.knowledge.reports.find(each => each.country === facts.iso3)?.reports ?? []

export const reportIn = (about: About): Report | undefined => reportsOf(about).find(each => each.year === about.year)

export function citeReport({ t, book, facts }: About, { year, url, read }: Report): number {
  const name = t('reports.report-of', { year: String(year), country: t.countryName(facts.iso2) })
  return book.cite({ text: `${name} (${read})`, href: url })
}

function scorecardIn(about: About): Scorecard {
  return scorecardOf({ standards: about.house.knowledge.minimumStandards, reports: reportsOf(about) }, about.year)
}

/** As people expect them: what the courts did, then who was found, then who called. */
const inOrder = <V>(values: readonly V[], figureOf: (value: V) => Figure): V[] =>
  values.toSorted((one, other) => FIGURES.indexOf(figureOf(one)) - FIGURES.indexOf(figureOf(other)))

export function figureRows(about: About): readonly FigureRow[] {
  const report = reportIn(about)
  if (!report) return []
  const own = citeReport(about, report)
  const told = scorecardIn(about).criteria.flatMap(each => each.figures)
  return inOrder(told, each => each.figure).map(each => figureRow(about, each, own))
}

function figureRow({ t }: About, standing: Standing, own: number): FigureRow {
  const { figure, of, value, before, change, reported } = standing
  return {
    what: t(`reports.figure-${figure}`),
    of: String(of),
    value: value === null ? t('reports.no-number') : String(value),
    before: before === null ? '—' : String(before),
    change: t(`reports.change-${change}`),
    note: reported?.note?.[t.language] ?? null,
    cites: [own],
    unsure: reported?.status === 'unverified',
  }
}

/** The people identified in each year up to the report's, where a number is known: the oldest first. */
export function bars(about: About): readonly Bar[] {
  const { t, year } = about
  return reportsOf(about)
    .filter(each => each.year <= year)
    .flatMap(report => {
      const told = (figure: Figure) => report.figures.find(each => each.figure === figure)
      const { value: count = null, of } = told('victims-identified') ?? {}
      const foreign = told('foreign-victims')?.value ?? null
      if (count === null) return []
      const text = foreign === null ? String(count) : t('briefs.bar', { count, foreign })
      return [{ of: String(of), count, text, cites: [citeReport(about, report)] }]
    })
}

/** The share of foreigners, and what no report gave, with what the law makes of its lack. */
export function figureLines(about: About): readonly Line[] {
  const { t, book, house } = about
  const report = reportIn(about)
  if (!report) return []
  const card = scorecardIn(about)
  const cites = [citeReport(about, report)]
  const shares = card.foreignShares.flatMap(({ percent }) =>
    percent === null ? [] : [lineOf(t('briefs.share', { percent }), cites)],
  )
  const missing = inOrder(
    card.criteria.flatMap(each => each.missing),
    each => each,
  )
  const presumed = card.criteria.filter(each => each.presumed)
  const names = missing.map(each => t(`reports.figure-${each}`)).join('; ')
  const { status } = house.knowledge.minimumStandards
  const law = presumed.map(({ criterion: { cite } }) =>
    book.cite({ text: `${cite.act}, ${cite.article}`, lang: 'en', href: cite.url }),
  )
  return [
    ...shares,
    ...(missing.length > 0 ? [lineOf(t('briefs.missing', { figures: names }), cites)] : []),
    ...(presumed.length > 0 ? [lineOf(t('reports.presumed'), law, status === 'unverified')] : []),
  ]
}

/** What the report, or another paper on its period, found. */
export function foundLines(about: About): readonly Line[] {
  const { t, book } = about
  const report = reportIn(about)
  if (!report) return []
  return report.findings.map(({ text, source, url, status }) =>
    lineOf(
      text[t.language],
      [source ? book.cite({ text: source[t.language], href: url }) : citeReport(about, report)],
      status === 'unverified',
    ),
  )
}
