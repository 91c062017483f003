import { z } from 'zod'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import { ASKED_AT, LENGTHS } from '#domain/screening/choose.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { code, flag, id, language, page, requiredText, text, version } from '#server/http/fields.ts'
import { ON_A_PAGE } from './asking.ts'
import { KEEP } from './save-dimension.ts'

const MOST_ANSWERS = 300

/** "dimension.indicator", or the indicator alone where one answer stands for every dimension that asks it. */
const questionKey = z.string().regex(/^[a-z0-9_]{1,60}(\.[a-z0-9_]{1,60})?$/)
const bounded = <V extends z.ZodType>(of: V) =>
  z.record(questionKey, of).refine(value => Object.keys(value).length <= MOST_ANSWERS, { params: { why: 'too-large' } })

export const Answer = z.enum(['yes', 'no', 'unknown'])
const Answers = bounded(Answer)
/** Where it was heard or seen, in the official's words. */
const Notes = bounded(text(500))

export const StartScreening = z.strictObject({
  instrument: z.string().regex(/^[a-z0-9-]{1,60}$/),
  situation: code(ASKED_AT),
  ageGroup: code(AGE_GROUPS),
  language,
  place: text(80).optional(),
  answers: Answers.default({}),
  notes: Notes.default({}),
  complete: flag.default(false),
})
export type StartScreening = z.output<typeof StartScreening>

export const SaveScreening = z.strictObject({
  screeningId: id,
  version,
  answers: Answers.default({}),
  notes: Notes.default({}),
  complete: flag.default(false),
})
export type SaveScreening = z.output<typeof SaveScreening>

export const BeginScreening = z.strictObject({
  situation: code(ASKED_AT),
  ageGroup: code(AGE_GROUPS),
  language,
  place: text(80).optional(),
  length: code(LENGTHS).optional(),
  onPage: code(ON_A_PAGE).optional(),
})
export type BeginScreening = z.output<typeof BeginScreening>

export const CompleteScreening = z.strictObject({ screeningId: id, version })
export type CompleteScreening = z.output<typeof CompleteScreening>

const { complete: _, ...parts } = SaveScreening.shape
const SPOKEN = PUBLIC_LANGUAGES.map(each => `in-${each}` as const)
const fields = {
  ...parts,
  dimension: z.string().regex(/^[a-z0-9_]{1,60}$/),
  /**
   * `in-uz`: the conversation goes on in Uzbek; the same questions are shown again. `hand`: alone and large, for the person to
   * answer. `section`, `question`: the section goes on with so much on a page.
   */
  after: code(['continue', 'stop', 'hand', ...ON_A_PAGE, ...SPOKEN]).default('continue'),
  spoken: code(PUBLIC_LANGUAGES).optional(),
  /** The form was opened from the check page and leads back there. */
  from: code(['check']).optional(),
  /**
   * The number of the one question that the form asked; left out where it asked all of its section. A number, since the address
   * stays in a phone's history and a question's name would tell what was talked about.
   */
  one: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional(),
}

/** One dimension's page. After a conflict it also says, by `keep.<field>`, which of two values to keep. */
export const SaveDimension = z
  .object(fields)
  .catchall(code(['yours', 'theirs']))
  .superRefine((value, context) => {
    const strange = Object.keys(value).filter(key => !Object.hasOwn(fields, key) && !key.startsWith(KEEP))
    for (const key of strange) context.addIssue({ code: 'custom', path: [key], params: { why: 'unknown-field' } })
  })
export type SaveDimension = z.output<typeof SaveDimension>

export const ListScreenings = z.strictObject({
  ...page,
  cursor: id.optional(),
  status: code(['draft', 'completed']).optional(),
})

export const Dimension = z.object({ strong: z.int(), medium: z.int(), weak: z.int(), positive: z.boolean() })

export const ScreeningLine = z.object({
  id,
  instrument: requiredText(60),
  instrumentVersion: z.int(),
  situation: z.string(),
  ageGroup: z.string(),
  status: z.enum(['draft', 'completed']),
  finding: z.string().nullable(),
  nextStep: z.string().nullable(),
  caseId: id.nullable(),
  startedAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type ScreeningLine = z.output<typeof ScreeningLine>
