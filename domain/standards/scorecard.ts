import type { Figure, Finding, Report, ReportedFigure } from '#knowledge/schema/reports.ts'
import type { Criterion, MinimumStandards } from '#knowledge/schema/standards.ts'

/** Who counted a number. Numbers of two who count differently are never compared with each other. */
export type Origin = 'report' | 'entered'

/**
 * What a person entered under a criterion, with the paper that it stands in.
 * - `counted`: one of its numbers, and the year that was counted; null where only words say what was done.
 */
export type Entry = {
  readonly criterion: number
  readonly year: number
  readonly counted: { readonly figure: Figure; readonly of: number; readonly value: number } | null
}

/** More, fewer or as many as the year before; `unknown` where no two numbers of one origin can be compared and no report says it. */
export type Change = 'more' | 'fewer' | 'same' | 'unknown'

/**
 * What is known of one number in the year of a report.
 * - `value`: null where a direction is told and no number. `before`: the number of the report before, of the same origin.
 * - `reported`: what the report says, where it is the origin.
 */
export type Standing = {
  readonly figure: Figure
  readonly origin: Origin
  readonly of: number
  readonly value: number | null
  readonly before: number | null
  readonly change: Change
  readonly reported: ReportedFigure | null
}

/**
 * One criterion in the year of a report.
 * - `entries`: what people entered under it for that year, in the order in which they did.
 * - `missing`: its numbers that nobody has told. `presumed`: of these the law says that nothing was done where they are not given.
 * - `silent`: nothing at all is known.
 */
export type CriterionStanding<E extends Entry = Entry> = {
  readonly criterion: Criterion
  readonly figures: readonly Standing[]
  readonly findings: readonly Finding[]
  readonly entries: readonly E[]
  readonly missing: readonly Figure[]
  readonly presumed: boolean
  readonly silent: boolean
}

/** Of all numbers, how many rose, fell and stayed against the year before: what the eleventh criterion asks for. */
export type Progress = Readonly<Record<Change, readonly Figure[]>>

/**
 * Foreigners among the people identified, by the numbers of one origin. `percent`: whole, null where nobody was identified; `before`: the
 * same of the report before.
 */
export type ForeignShare = { readonly origin: Origin; readonly percent: number | null; readonly before: number | null }

export type Scorecard<E extends Entry = Entry> = {
  readonly year: number
  readonly criteria: readonly CriterionStanding<E>[]
  readonly progress: Progress
  readonly foreignShares: readonly ForeignShare[]
}

type Known<E extends Entry> = {
  readonly standards: MinimumStandards
  readonly reports: readonly Report[]
  readonly entries?: readonly E[]
}

/**
 * The criteria of 22 U.S.C. 7106(b) in the year of a report, from what the reports tell and what people have entered, and beside the year
 * before. It says what is known and what is missing and judges nothing: whether efforts were enough is the report's to say.
 * A year that no report here is of has no number and no finding, and so everything missing.
 */
export function scorecardOf<E extends Entry>(
  { standards, reports, entries = [] }: Known<E>,
  year: number,
): Scorecard<E> {
  const findings = reports.find(each => each.year === year)?.findings ?? []
  const all = [...fromReports(reports, year), ...fromPeople(entries, year)]
  const criteria = standards.criteria.map(criterion => standingOf(criterion, { all, findings, entries, year }))
  return { year, criteria, progress: progressOf(criteria), foreignShares: foreignSharesOf(all) }
}

type ToldOf<E> = { all: readonly Standing[]; findings: readonly Finding[]; entries: readonly E[]; year: number }

function standingOf<E extends Entry>(criterion: Criterion, told: ToldOf<E>): CriterionStanding<E> {
  const figures = told.all.filter(each => criterion.figures.includes(each.figure))
  const findings = told.findings.filter(each => each.criterion === criterion.number)
  const entries = told.entries.filter(each => each.year === told.year && each.criterion === criterion.number)
  const missing = criterion.figures.filter(
    figure => !figures.some(each => each.figure === figure && each.value !== null),
  )
  return {
    criterion,
    figures,
    findings,
    entries,
    missing,
    presumed: criterion.presumedUndone && missing.length > 0,
    silent: figures.length === 0 && findings.length === 0 && entries.length === 0,
  }
}

function fromReports(reports: readonly Report[], year: number): Standing[] {
  const told = (of: number) => reports.find(each => each.year === of)?.figures ?? []
  const last = told(year - 1)
  return told(year).map(reported => {
    const { figure, of, value, than } = reported
    const before = last.find(each => each.figure === figure && each.of === of - 1)?.value ?? null
    return { figure, origin: 'report', of, value, before, change: than ?? changeOf(value, before), reported }
  })
}

/** Of several entries of one number in one year the last counts: people correct by entering anew. Two that count one year or skip one are not compared. */
function fromPeople(entries: readonly Entry[], year: number): Standing[] {
  const countedIn = (of: number) =>
    new Map(entries.flatMap(each => (each.year === of && each.counted ? [[each.counted.figure, each.counted]] : [])))
  const last = countedIn(year - 1)
  return [...countedIn(year).values()].map(({ figure, of, value }) => {
    const counted = last.get(figure)
    const before = counted?.of === of - 1 ? counted.value : null
    return { figure, origin: 'entered', of, value, before, change: changeOf(value, before), reported: null }
  })
}

/** What became of a number; `unknown` where one of the two is not known. */
export function changeOf(value: number | null, before: number | null): Change {
  if (value === null || before === null) return 'unknown'
  if (value === before) return 'same'
  return value > before ? 'more' : 'fewer'
}

function progressOf(criteria: readonly Pick<CriterionStanding, 'figures'>[]): Progress {
  const of = (change: Change) => [
    ...new Set(criteria.flatMap(each => each.figures.filter(one => one.change === change).map(one => one.figure))),
  ]
  return { more: of('more'), fewer: of('fewer'), same: of('same'), unknown: of('unknown') }
}

function foreignSharesOf(all: readonly Standing[]): ForeignShare[] {
  return (['report', 'entered'] as const).flatMap(origin => {
    const one = (figure: Figure) => all.find(each => each.figure === figure && each.origin === origin)
    const [foreign, identified] = [one('foreign-victims'), one('victims-identified')]
    if (!foreign || !identified || foreign.value === null || identified.value === null) return []
    return [
      {
        origin,
        percent: percentOf(foreign.value, identified.value),
        before: percentOf(foreign.before, identified.before),
      },
    ]
  })
}

/** Null where a number is not known, nobody was counted, or the part is larger than the whole: then the two were not counted alike. */
function percentOf(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole === 0 || part > whole) return null
  return Math.round((100 * part) / whole)
}
