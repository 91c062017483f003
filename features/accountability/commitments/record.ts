import { z } from 'zod'
import { INDICATORS, isTarget, TARGET_STEP } from '#domain/commitments/indicators.ts'
import { SECTORS, STATES } from '#domain/commitments/measure.ts'
import { deskAndFurther } from '#knowledge/schema/fact.ts'
import { THEMES } from '#knowledge/schema/recommendations.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { code, codes, id, page, requiredText, text, version, whole } from '#server/http/fields.ts'

/** Who enters and proves measures. The policies of migration 0028 name the same; every colleague reads. */
export const KEEPERS = ['coordinator'] as const

/** An id of `knowledge/recommendations`, or of one that was taken from a report here. */
const recommendation = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(100)
const MOST_ANSWERED = 40
const recommendations = codes(recommendation, MOST_ANSWERED)
const year = whole(2001, 2100)

/** `title`: in at least one language. `target`: where the measure is counted, in whole fives. */
export const AddMeasure = z.strictObject({
  sector: code(SECTORS),
  promisedBy: requiredText(200),
  title: z.strictObject(deskAndFurther(text(200).optional())).default({}),
  dueOn: z.iso.date(),
  budget: text(200).optional(),
  indicator: code(INDICATORS).optional(),
  target: whole(TARGET_STEP, 1_000_000).refine(isTarget).optional(),
  recommendations: recommendations.default([]),
})
export type AddMeasure = z.output<typeof AddMeasure>

export const OnMeasure = z.strictObject({ measureId: id })
export const MeasureStep = z.strictObject({ measureId: id, version })
export type MeasureStep = z.output<typeof MeasureStep>

export const WithdrawMeasure = z.strictObject({ measureId: id, version, why: requiredText(2000) })
export type WithdrawMeasure = z.output<typeof WithdrawMeasure>

export const ReportProgress = z.strictObject({ measureId: id, words: requiredText(4000) })
export type ReportProgress = z.output<typeof ReportProgress>

export const AddEvidence = z.strictObject({ measureId: id, shows: requiredText(300) })
export type AddEvidence = z.output<typeof AddEvidence>

export const NamedEvidence = z.strictObject({ measureId: id, evidenceId: id })
export type NamedEvidence = z.output<typeof NamedEvidence>

export const SetAnswered = z.strictObject({ measureId: id, version, recommendations: recommendations.default([]) })
export type SetAnswered = z.output<typeof SetAnswered>

export const ListMeasures = z.strictObject({
  state: code(STATES).optional(),
  limit: page.limit,
  skip: whole(0, 10_000).default(0),
})
export type ListMeasures = z.output<typeof ListMeasures>

export const LinkRecommendations = z.strictObject({ recommendation, other: recommendation })
export type LinkRecommendations = z.output<typeof LinkRecommendations>

/** The text of a report, or of its part that recommends. */
export const SplitReport = z.strictObject({
  year,
  document: requiredText(300),
  language: code(PUBLIC_LANGUAGES),
  report: requiredText(50_000),
})
export type SplitReport = z.output<typeof SplitReport>

export const MOST_CANDIDATES = 60
/** A candidate's place in the form: r1, r2, … */
const place = z.string().regex(/^r[1-9]\d?$/)
export const placeAt = (index: number) => `r${index + 1}`

/** `keep`: the places of the candidates that a person took; `words` and `theme` by place, as she left them. */
export const KeepRecommendations = z.strictObject({
  year,
  document: requiredText(300),
  language: code(PUBLIC_LANGUAGES),
  keep: codes(place, MOST_CANDIDATES).default([]),
  words: z.record(place, text(2000)).default({}),
  theme: z.record(place, code(THEMES)).default({}),
})
export type KeepRecommendations = z.output<typeof KeepRecommendations>

const words = z.record(z.string(), z.string())
const day = z.iso.date()

export const RecommendationOut = z.object({
  id: z.string(),
  year: z.int(),
  theme: code(THEMES),
  words: z.partialRecord(z.enum(PUBLIC_LANGUAGES), z.string()),
  document: words,
  url: z.string().nullable(),
  /** Null: taken from the document's own text here. */
  status: z.enum(['verified', 'unverified']).nullable(),
})
export type RecommendationOut = z.output<typeof RecommendationOut>

/** `counted`: null where no indicator counts, and where it counts one to four (`indicator` tells which). */
export const MeasureOut = z.object({
  id,
  sector: code(SECTORS),
  promisedBy: z.string(),
  title: z.partialRecord(z.enum(PUBLIC_LANGUAGES), z.string()),
  state: code(STATES),
  promisedOn: day,
  dueOn: day,
  budget: z.string().nullable(),
  indicator: code(INDICATORS).nullable(),
  target: z.int().nullable(),
  counted: z.int().nullable(),
  recommendations: z.array(z.string()),
  publishedOn: day.nullable(),
  provedOn: day.nullable(),
  withdrawnOn: day.nullable(),
  withdrawnWhy: z.string().nullable(),
  agencyId: id,
  version: z.int(),
})
export type MeasureOut = z.output<typeof MeasureOut>

export const EvidenceOut = z.object({
  id,
  shows: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  addedBy: id,
  addedOn: day,
})
export type EvidenceOut = z.output<typeof EvidenceOut>

export const WholeMeasureOut = MeasureOut.extend({
  enteredBy: id,
  evidence: z.array(EvidenceOut),
  reports: z.array(z.object({ id, words: z.string(), reportedOn: day })),
})
export type WholeMeasureOut = z.output<typeof WholeMeasureOut>
