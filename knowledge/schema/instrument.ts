import { z } from 'zod'
import { deskAndFurther, Line, PublicText, Review, Slug, Source, Status } from './fact.ts'
import { languagesOf } from './languages.ts'
import { type Problem, problemsBy } from './problems.ts'
import { RECORDING_NAME } from './recording.ts'
import { Scoring } from './scoring.ts'
import { signProblems } from './sign-problems.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES } from './words.ts'

/**
 * A screening instrument: `knowledge/instruments/<id>/<version>.json`. A version is never edited once a screening
 * has used it; a change is the next version. What to do then, in a country: `knowledge/instruments/<id>/next-steps/`.
 *
 * How answers are keyed. An answer is `yes`, `no` or `unknown` under
 * - the bare indicator id, `violence_victim`: it answers that indicator in *every* dimension that asks it, or
 * - the qualified id, `coercion_at_destination.violence_victim`: it answers one dimension only, and there it wins
 *   over the bare one.
 * The same id stands in two dimensions where the same thing may happen while recruiting and at work. Pages ask both
 * questions and send qualified keys; a file or a partner that knows only the id sends bare ones. A question without
 * an answer counts as `unknown`.
 */

/** The six of the ILO/EC list, which its scoring combines. */
export const DIMENSIONS = [
  'deceptive_recruitment',
  'coercive_recruitment',
  'recruitment_abuse_of_vulnerability',
  'exploitation',
  'coercion_at_destination',
  'abuse_of_vulnerability_at_destination',
] as const
export type DimensionKey = (typeof DIMENSIONS)[number]

/** Ids of indicators and dimensions keep the underscores of the published list, so that files can be compared. */
const IndicatorId = z
  .string()
  .max(60, 'is longer than 60 characters')
  .regex(/^[a-z0-9]+(_[a-z0-9]+)*$/, 'is not small letters and digits joined by underscores')

/**
 * - `weight`: the published strength of the sign; where none was published, our own, and the source says so.
 * - `question`: read aloud to an adult, or answered about a child from what is seen and heard.
 * - `urgent`: a strong sign of immediate danger. A yes means refer now, whatever else was answered.
 * - `audio`: the question read aloud, by language: a file of `knowledge/instruments/<id>/audio/`. The device's voice reads the others.
 * - `source`, `status`: of this sign, where they differ from those of the instrument.
 */
export const Indicator = z.strictObject({
  id: IndicatorId,
  weight: z.enum(['strong', 'medium', 'weak']),
  question: PublicText,
  urgent: z.literal(true).optional(),
  audio: z
    .partialRecord(
      z.enum(PUBLIC_LANGUAGES),
      z.string().max(80, 'is longer than 80 characters').regex(RECORDING_NAME, 'is not a file name of sound'),
    )
    .optional(),
  source: Source.optional(),
  status: Status.optional(),
})
export type Indicator = z.output<typeof Indicator>

export const Dimension = z.strictObject({
  key: IndicatorId,
  title: PublicText,
  indicators: z.array(Indicator).min(1, 'has no indicator').max(60, 'has more than 60 indicators'),
})
export type Dimension = z.output<typeof Dimension>

/** `self`: nobody asks; the person reads it herself. */
export const SITUATIONS = ['border', 'workplace', 'consulate', 'street', 'shelter', 'phone', 'self'] as const
export const Situation = z.enum(SITUATIONS)
export type Situation = z.output<typeof Situation>

/** Of the questions of a language. */
const ReviewByLanguage = z.strictObject(deskAndFurther(Review))

/**
 * - `version`: counts from 1 and is the file's name.
 * - `age`: whom it is for; a person of uncertain age is screened as a child. `any`: the same questions for both.
 * - `asker`: who reads it; an official where nothing is said.
 * - `scoring`: `ilo-delphi` where nothing is said.
 * - `languages`: in which every text of it stands; those of the desk where nothing is said, and always among them.
 * - `situations`: where it may be used.
 * - `source`, `status`: of the indicators and their weights, not of the wording; `licence`: of both.
 * - `review`: of the wording, by language.
 */
export const Instrument = z.strictObject({
  id: Slug.max(60, 'is longer than 60 characters'),
  version: z.int().min(1).max(9999),
  age: z.enum(['adult', 'child', 'any']),
  asker: z.enum(['official', 'operator', 'person']).optional(),
  scoring: Scoring.optional(),
  languages: z.array(z.enum(PUBLIC_LANGUAGES)).optional(),
  title: PublicText,
  description: PublicText,
  situations: z.array(Situation).min(1, 'names no situation'),
  source: Source,
  status: Status,
  licence: Line,
  review: ReviewByLanguage,
  dimensions: z.array(Dimension).min(1, 'has no dimension').max(12, 'has more than 12 dimensions'),
})
export type Instrument = z.output<typeof Instrument>

/** Everything that is wrong with an instrument, each with its place; empty means it may be used. */
export function instrumentProblems(value: unknown): Problem[] {
  const skeleton = Skeleton.safeParse(value)
  const doubled = skeleton.success ? doublesIn(skeleton.data) : []
  const parsed = Instrument.safeParse(value)
  return [...problemsBy(Instrument, value), ...doubled, ...(parsed.success ? contradictionsIn(parsed.data) : [])]
}

/** Enough of the shape to look for doubles in a file that is otherwise wrong. */
const Skeleton = z.looseObject({
  dimensions: z.array(z.looseObject({ key: z.string(), indicators: z.array(z.looseObject({ id: z.string() })) })),
})

function doublesIn({ dimensions }: z.output<typeof Skeleton>): Problem[] {
  const keys = secondTimes(dimensions.map(each => each.key))
  const twice = keys.map(at => ({ at: `dimensions[${at}].key`, why: 'stands twice' }))
  const indicators = dimensions.flatMap(({ indicators }, d) =>
    secondTimes(indicators.map(each => each.id)).map(i => ({
      at: `dimensions[${d}].indicators[${i}].id`,
      why: 'stands twice in its dimension',
    })),
  )
  return [...twice, ...indicators]
}

/** Where something stands that stood before. A file from outside may hold a hundred thousand of them. */
function secondTimes(names: readonly string[]): number[] {
  const seen = new Set<string>()
  return names.flatMap((name, at) => (seen.size === seen.add(name).size ? [at] : []))
}

/** What is well formed and still cannot be meant. */
function contradictionsIn(instrument: Instrument): Problem[] {
  return [...scoringProblems(instrument), ...languageProblems(instrument), ...signProblems(instrument)]
}

function scoringProblems({ scoring = { kind: 'ilo-delphi' }, dimensions, age }: Instrument): Problem[] {
  if (scoring.kind === 'ilo-delphi') {
    const keys: readonly string[] = DIMENSIONS
    const lacking = keys.filter(key => !dimensions.some(each => each.key === key))
    const strange = dimensions.filter(each => !keys.includes(each.key))
    return [
      ...lacking.map(key => ({ at: 'dimensions', why: `lacks ${key}` })),
      ...strange.map(({ key }) => ({ at: 'dimensions', why: `has ${key}, which this scoring does not know` })),
      ...(age === 'any' ? [{ at: 'age', why: 'is adult or child for this scoring' }] : []),
    ]
  }
  const signs = dimensions.flatMap(each => each.indicators)
  if (scoring.kind === 'any-strong') {
    const strong = signs.some(each => each.weight === 'strong')
    return strong ? [] : [{ at: 'scoring', why: 'needs a strong sign, and there is none' }]
  }
  return [
    ...(scoring.refer > signs.length ? [{ at: 'scoring.refer', why: 'is more than there are questions' }] : []),
    ...(scoring.referNow <= scoring.refer ? [{ at: 'scoring.referNow', why: 'is not more than scoring.refer' }] : []),
  ]
}

function languageProblems(instrument: Instrument): Problem[] {
  const languages = languagesOf(instrument)
  const missing = STAFF_LANGUAGES.filter(each => !languages.includes(each))
  const texts: [at: string, text: { [L in PublicLanguage]?: string | undefined }][] = [
    ['title', instrument.title],
    ['description', instrument.description],
    ['review', instrument.review],
    ...instrument.dimensions.flatMap(({ title, indicators }, d): [string, PublicText][] => [
      [`dimensions[${d}].title`, title],
      ...indicators.map(({ question }, i): [string, PublicText] => [
        `dimensions[${d}].indicators[${i}].question`,
        question,
      ]),
    ]),
  ]
  return [
    ...missing.map(each => ({ at: 'languages', why: `lacks ${each}` })),
    ...texts.flatMap(([at, text]) =>
      PUBLIC_LANGUAGES.flatMap(language => {
        if (languages.includes(language) === (text[language] !== undefined)) return []
        const why = text[language] === undefined ? 'is missing' : 'is in a language that the instrument does not name'
        return [{ at: `${at}.${language}`, why }]
      }),
    ),
  ]
}
