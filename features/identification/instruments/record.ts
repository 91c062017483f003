import { z } from 'zod'
import type { Role } from '#domain/access/roles.ts'
import { deskAndFurther, Slug } from '#knowledge/schema/fact.ts'
import { SITUATIONS } from '#knowledge/schema/instrument.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { code, codes, flag, id, requiredText, text, version, whole } from '#server/http/fields.ts'

export const EDITORS = ['instrument-editor'] as const satisfies readonly Role[]

export const BeginDraft = z.strictObject({ instrument: Slug.max(60), baseVersion: whole(1, 9999) })
export type BeginDraft = z.output<typeof BeginDraft>

/** `instrument`: the one whose next version the file is; a new one where none is named. `name`: of a new one. `language`: of texts that name none. */
export const ImportForm = z.strictObject({
  instrument: Slug.max(60).optional(),
  name: Slug.max(60).optional(),
  language: code(PUBLIC_LANGUAGES).optional(),
})
export type ImportForm = z.output<typeof ImportForm>

export const FORMATS = ['json', 'xlsform'] as const
export type Format = (typeof FORMATS)[number]
const format = code(FORMATS).default('json')

/** The newest version where none is named. */
export const ExportVersion = z.strictObject({ instrument: Slug.max(60), version: whole(1, 9999).optional(), format })
export type ExportVersion = z.output<typeof ExportVersion>

export const ExportDraft = z.strictObject({ draftId: id, format })
export type ExportDraft = z.output<typeof ExportDraft>

/** `body`: in the shape of an instrument as far as it is written; what is still wrong with it is told, and stops it at the review. */
export const WriteDraft = z.strictObject({ draftId: id, version, body: z.record(z.string().max(60), z.unknown()) })
export type WriteDraft = z.output<typeof WriteDraft>

export const DraftStepInput = z.strictObject({ draftId: id, version })
export type DraftStepInput = z.output<typeof DraftStepInput>

export const ReturnDraft = z.strictObject({ draftId: id, version, note: requiredText(2000) })
export type ReturnDraft = z.output<typeof ReturnDraft>

const wording = deskAndFurther(text(600))
export const STATUSES = ['verified', 'unverified'] as const
/** A sign that names no status of its own, as one that names no source, has that of the instrument. */
export const OF_THE_WHOLE = 'of-the-whole'
const judged = {
  weight: code(['strong', 'medium', 'weak']),
  urgent: flag.default(false),
  source: text(600).default(''),
  status: code([OF_THE_WHOLE, ...STATUSES]).default(OF_THE_WHOLE),
}
const place = z.string().regex(/^[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}$/)
const name = z
  .string()
  .regex(/^[a-z0-9]+(_[a-z0-9]+)*$/)
  .max(60)

/** `place`: "dimension.sign". A language left empty is one in which the question does not stand. */
export const ChangeSign = z.strictObject({ draftId: id, place, version, ...wording, ...judged })
export type ChangeSign = z.output<typeof ChangeSign>

export const AddSign = z.strictObject({ draftId: id, version, dimension: name, sign: name, ...wording, ...judged })
export type AddSign = z.output<typeof AddSign>

export const RemoveSign = z.strictObject({ draftId: id, version, place })
export type RemoveSign = z.output<typeof RemoveSign>

export const AGES = ['adult', 'child', 'any'] as const

/** A form sends an empty box where a threshold is left out. */
const threshold = z.preprocess(value => (value === '' ? undefined : value), whole(1, 500).optional())
export const ChangeHeader = z.strictObject({
  draftId: id,
  version,
  title: z.strictObject(wording),
  description: z.strictObject(wording),
  age: code(AGES),
  situations: codes(code(SITUATIONS), SITUATIONS.length).pipe(z.array(code(SITUATIONS)).min(1)),
  scoring: code(['ilo-delphi', 'any-strong', 'count']),
  refer: threshold,
  referNow: threshold,
  source: requiredText(600),
  status: code(STATUSES),
  licence: requiredText(600),
})
export type ChangeHeader = z.output<typeof ChangeHeader>
