import { z } from 'zod'
import { Line, Slug, Source, Status, Text } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/**
 * A screening instrument: `knowledge/instruments/<id>/<version>.json`. A version is never edited once a screening
 * has used it; a change is the next version.
 *
 * How answers are keyed. An answer is `yes`, `no` or `unknown` under
 * - the bare indicator id, `violence_victim`: it answers that indicator in *every* dimension that asks it, or
 * - the qualified id, `coercion_at_destination.violence_victim`: it answers one dimension only, and there it wins
 *   over the bare one.
 * The same id stands in two dimensions where the same thing may happen while recruiting and at work. Pages ask both
 * questions and send qualified keys; a file or a partner that knows only the id sends bare ones. A question without
 * an answer counts as `unknown`.
 */

export const DIMENSIONS = [
  'deceptive_recruitment',
  'coercive_recruitment',
  'recruitment_abuse_of_vulnerability',
  'exploitation',
  'coercion_at_destination',
  'abuse_of_vulnerability_at_destination',
] as const

/** Ids of indicators and dimensions keep the underscores of the published list, so that files can be compared. */
const IndicatorId = z
  .string()
  .regex(/^[a-z0-9]+(_[a-z0-9]+)*$/, 'is not small letters and digits joined by underscores')

/**
 * - `weight`: the published strength of the sign.
 * - `question`: read aloud to an adult, or answered about a child from what is seen and heard.
 * - `urgent`: a strong sign of immediate danger. A yes means refer now, whatever the dimensions say.
 */
export const Indicator = z.strictObject({
  id: IndicatorId,
  weight: z.enum(['strong', 'medium', 'weak']),
  question: Text,
  urgent: z.literal(true).optional(),
})
export type Indicator = z.output<typeof Indicator>

export const Dimension = z.strictObject({
  key: z.enum(DIMENSIONS),
  title: Text,
  indicators: z.array(Indicator).min(1, 'has no indicator').max(60, 'has more than 60 indicators'),
})
export type Dimension = z.output<typeof Dimension>
export type DimensionKey = Dimension['key']

export const Situation = z.enum(['border', 'workplace', 'consulate', 'street', 'shelter', 'phone'])
export type Situation = z.output<typeof Situation>

/** Whether a native speaker who knows the field has read the questions of a language. */
const Review = z.enum(['reviewed', 'unreviewed'])

/**
 * - `version`: counts from 1 and is the file's name.
 * - `age`: whom it is for; a person of uncertain age is screened as a child.
 * - `situations`: where it may be used.
 * - `source`, `status`: of the indicators and their weights, not of the wording; `licence`: of both.
 * - `review`: of the wording, by language.
 */
export const Instrument = z.strictObject({
  id: Slug,
  version: z.int().min(1).max(9999),
  age: z.enum(['adult', 'child']),
  title: Text,
  description: Text,
  situations: z.array(Situation).min(1, 'names no situation'),
  source: Source,
  status: Status,
  licence: Line,
  review: z.strictObject({ en: Review, ru: Review, kk: Review }),
  dimensions: z.array(Dimension),
})
export type Instrument = z.output<typeof Instrument>

/** Enough of the shape to look for doubles in a file that is otherwise wrong. */
const Skeleton = z.looseObject({
  dimensions: z.array(z.looseObject({ key: z.string(), indicators: z.array(z.looseObject({ id: z.string() })) })),
})

/** Everything that is wrong with an instrument, each with its place; empty means it may be used. */
export function instrumentProblems(value: unknown): Problem[] {
  const skeleton = Skeleton.safeParse(value)
  return [...problemsBy(Instrument, value), ...(skeleton.success ? doubled(skeleton.data) : [])]
}

function doubled({ dimensions }: z.output<typeof Skeleton>): Problem[] {
  const keys = dimensions.map(each => each.key)
  const missing = DIMENSIONS.filter(key => !keys.includes(key)).map(key => ({ at: 'dimensions', why: `lacks ${key}` }))
  const twice = keys.flatMap((key, at) =>
    keys.indexOf(key) < at ? [{ at: `dimensions[${at}].key`, why: 'stands twice' }] : [],
  )
  const indicators = dimensions.flatMap(({ indicators }, d) => {
    const ids = indicators.map(each => each.id)
    return ids.flatMap((id, i) =>
      ids.indexOf(id) < i ? [{ at: `dimensions[${d}].indicators[${i}].id`, why: 'stands twice in its dimension' }] : [],
    )
  })
  return [...missing, ...twice, ...indicators]
}
