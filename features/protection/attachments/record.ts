import { z } from 'zod'
import { flag, id } from '#server/http/fields.ts'

export const KINDS = ['document', 'photo', 'audio'] as const

/** `original`: kept byte for byte as evidence, with whatever place and time the file holds. */
export const AddAttachment = z.strictObject({ caseId: id, original: flag.default(false) })
export type AddAttachment = z.output<typeof AddAttachment>

export const NamedAttachment = z.strictObject({ caseId: id, attachmentId: id })
export type NamedAttachment = z.output<typeof NamedAttachment>

export const Attachment = z.object({
  id,
  name: z.string(),
  kind: z.enum(KINDS),
  mediaType: z.string(),
  bytes: z.int(),
  original: z.boolean(),
  addedAt: z.iso.datetime(),
  addedBy: id,
})
export type Attachment = z.output<typeof Attachment>
