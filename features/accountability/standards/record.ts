import { z } from 'zod'
import { OWN_COUNTS } from '#domain/standards/own-counts.ts'
import { FIGURES } from '#knowledge/schema/reports.ts'
import { CRITERIA } from '#knowledge/schema/standards.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { code, id, requiredText, whole } from '#server/http/fields.ts'

/** Who puts the yearly answer together, and alone reads what it is made of. The policies of migration 0030 name the same. */
export const KEEPERS = ['coordinator'] as const

const MOST_COUNTED = 10_000_000
const year = whole(2001, 2100)

/** `country`: ISO 3166-1 alpha-3; this instance's own where none is named. */
export const ReadScorecard = z.strictObject({
  year,
  country: z
    .string()
    .regex(/^[A-Za-z]{3}$/)
    .optional(),
})
export type ReadScorecard = z.output<typeof ReadScorecard>

/** `figure` with its `value`, or neither. `countedIn`: the year that was counted, the one before the report's unless said otherwise. */
export const AddEntry = z.strictObject({
  year,
  criterion: whole(1, CRITERIA),
  figure: code(FIGURES).optional(),
  value: whole(0, MOST_COUNTED).optional(),
  countedIn: year.optional(),
  shows: requiredText(2000),
  source: requiredText(300),
  datedOn: z.iso.date(),
})
export type AddEntry = z.output<typeof AddEntry>

export const WithdrawEntry = z.strictObject({ year, entryId: id, why: requiredText(2000) })
export type WithdrawEntry = z.output<typeof WithdrawEntry>

const day = z.iso.date()
const words = z.partialRecord(z.enum(PUBLIC_LANGUAGES), z.string())
const change = z.enum(['more', 'fewer', 'same', 'unknown'])
const origin = z.enum(['report', 'entered'])
const status = z.enum(['verified', 'unverified'])
const figure = z.enum(FIGURES)
const count = z.int().nullable()

/** `outdone`: a later entry of the same number and year counts in its place. */
export const EntryOut = z.object({
  id,
  year: z.int(),
  criterion: z.int(),
  counted: z.object({ figure, of: z.int(), value: z.int() }).nullable(),
  outdone: z.boolean(),
  shows: z.string(),
  source: z.string(),
  datedOn: day,
  enteredOn: day,
  agencyId: id,
  agency: z.string(),
  withdrawnOn: day.nullable(),
  withdrawnWhy: z.string().nullable(),
})
export type EntryOut = z.output<typeof EntryOut>

/** `note`, `status`: of a number that a report tells. */
const FigureOut = z.object({
  figure,
  origin,
  of: z.int(),
  value: count,
  before: count,
  change,
  note: words.nullable(),
  status: status.nullable(),
})
export type FigureOut = z.output<typeof FigureOut>

/** `value`, `before`: null for one to four, and `before` also where that period was not counted (`ownBefore` of the scorecard tells). */
const OwnOut = z.object({ name: z.enum(OWN_COUNTS), value: count, before: count, change })

export const ProvedOut = z.object({ id, title: words, provedOn: day, publishedOn: day })
export type ProvedOut = z.output<typeof ProvedOut>

const CriterionOut = z.object({
  number: z.int(),
  name: words,
  asks: words,
  cite: z.object({ act: z.string(), article: z.string(), url: z.string().optional() }),
  figures: z.array(FigureOut),
  findings: z.array(
    z.object({ id: z.string(), text: words, source: words.nullable(), url: z.string().nullable(), status }),
  ),
  entries: z.array(EntryOut),
  own: z.array(OwnOut),
  measures: z.array(ProvedOut),
  missing: z.array(figure),
  presumed: z.boolean(),
  empty: z.boolean(),
})
export type CriterionOut = z.output<typeof CriterionOut>

/** The days of a reporting period that were counted here: from `since` up to the one before `until`. */
const spanOut = z.object({ since: day, until: day })

/**
 * `period`: from its first day up to the one before `until`. `report`: what was read of the report itself; null where nobody has.
 * `own`, `ownBefore`: which days of this period and of the one before this instance counted; null where none.
 */
export const ScorecardOut = z.object({
  country: z.string(),
  year: z.int(),
  period: z.object({ from: day, until: day }),
  report: z.object({ read: z.string(), url: z.string(), readOn: day }).nullable(),
  own: spanOut.nullable(),
  ownBefore: spanOut.nullable(),
  criteria: z.array(CriterionOut),
  progress: z.object({
    more: z.array(figure),
    fewer: z.array(figure),
    same: z.array(figure),
    unknown: z.array(figure),
  }),
  foreignShares: z.array(z.object({ origin, percent: z.int().nullable(), before: z.int().nullable() })),
})
export type ScorecardOut = z.output<typeof ScorecardOut>
