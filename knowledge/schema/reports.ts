import { z } from 'zod'
import { DayText, EveryText, Slug, Source, Status } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/**
 * The numbers of a country that its yearly report is judged by. Each counts what the government or, where it says so, organisations did.
 * A closed set: criteria name them, and words say them.
 */
export const FIGURES = [
  'investigations',
  'prosecutions',
  'convictions',
  'officials-convicted',
  'victims-identified',
  'victims-of-labour',
  'foreign-victims',
  'victims-referred',
  'assisted-by-ngos',
  'hotline-calls',
  'hotline-to-police',
] as const
export type Figure = (typeof FIGURES)[number]

const url = z.url({ protocol: /^https?$/ })

/**
 * One number of one report.
 * - `of`: the year that was counted, mostly the one before the report. `value`: null where the report tells a direction and no number.
 * - `than`: against the year before, as the report says; left out where it does not say. `note`: what a reader must know of the number.
 */
const ReportedFigure = z
  .strictObject({
    figure: z.enum(FIGURES),
    of: z.int().min(2000).max(2100),
    value: z.int().min(0).nullable(),
    than: z.enum(['more', 'fewer']).optional(),
    note: EveryText.optional(),
    status: Status,
  })
  .refine(each => each.value !== null || each.than !== undefined, 'says nothing')
export type ReportedFigure = z.output<typeof ReportedFigure>

/** What was done or left undone in the period of a report, under the criterion that it speaks to. `source`, `url`: where it does not stand in the report itself. */
const Finding = z.strictObject({
  id: Slug,
  criterion: z.int().min(1).max(12),
  text: EveryText,
  source: EveryText.optional(),
  url: url.optional(),
  status: Status,
})
export type Finding = z.output<typeof Finding>

/** One year's report of one country. `read`: the copy or extracts in which it was read. */
const Report = z.strictObject({
  year: z.int().min(2001).max(2100),
  read: Source,
  url: url,
  figures: z.array(ReportedFigure),
  findings: z.array(Finding),
})
export type Report = z.output<typeof Report>

/** `knowledge/reports/<iso3, small letters>.json`: what each year's report tells of a country. Years that nobody has read are not there. */
export const Reports = z.strictObject({
  country: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code'),
  readOn: DayText,
  reports: z.array(Report).min(1, 'holds no report'),
})
export type Reports = z.output<typeof Reports>

/** Everything that is wrong with a file of reports; empty means it may be used. */
export function reportsProblems(value: unknown): Problem[] {
  const parsed = Reports.safeParse(value)
  if (!parsed.success) return problemsBy(Reports, value)
  const { reports } = parsed.data
  const ids = reports.flatMap(each => each.findings.map(({ id }) => id))
  return [
    ...reports.flatMap(({ year }, at) =>
      at > 0 && year <= (reports[at - 1]?.year ?? 0)
        ? [{ at: `reports[${at}].year`, why: 'is not after the one before' }]
        : [],
    ),
    ...reports.flatMap(({ year, figures, findings }, at) => [
      ...figures.flatMap(({ figure, of }, index) => [
        ...(figures.findIndex(each => each.figure === figure) < index
          ? [{ at: `reports[${at}].figures[${index}].figure`, why: 'stands twice' }]
          : []),
        ...(of > year ? [{ at: `reports[${at}].figures[${index}].of`, why: 'is after the report' }] : []),
      ]),
      ...findings.flatMap(({ id }, index) =>
        ids.indexOf(id) < ids.lastIndexOf(id)
          ? [{ at: `reports[${at}].findings[${index}].id`, why: 'stands twice' }]
          : [],
      ),
    ]),
  ]
}
