import { z } from 'zod'
import type { Role } from '#domain/access/roles.ts'
import { Slug } from '#knowledge/schema/fact.ts'
import { id, requiredText, version, whole } from '#server/http/fields.ts'

export const EDITORS = ['instrument-editor'] as const satisfies readonly Role[]

export const BeginDraft = z.strictObject({ instrument: Slug.max(60), baseVersion: whole(1, 9999) })
export type BeginDraft = z.output<typeof BeginDraft>

/** `body`: in the shape of an instrument as far as it is written; what is still wrong with it is told, and stops it at the review. */
export const WriteDraft = z.strictObject({ draftId: id, version, body: z.record(z.string().max(60), z.unknown()) })
export type WriteDraft = z.output<typeof WriteDraft>

export const DraftStepInput = z.strictObject({ draftId: id, version })
export type DraftStepInput = z.output<typeof DraftStepInput>

export const ReturnDraft = z.strictObject({ draftId: id, version, note: requiredText(2000) })
export type ReturnDraft = z.output<typeof ReturnDraft>
