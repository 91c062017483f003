import { z } from 'zod'
import { GIVEN_BY } from '#domain/consent/consent.ts'
import { WISH_STATES } from '#domain/retention/wish.ts'
import { code, id } from '#server/http/fields.ts'

export const AskErasure = z.strictObject({ caseId: id, wishedBy: code(GIVEN_BY) })
export type AskErasure = z.output<typeof AskErasure>

export const OfCase = z.strictObject({ caseId: id })
export type OfCase = z.output<typeof OfCase>

export const Destroyed = z.strictObject({ noticeId: id })
export type Destroyed = z.output<typeof Destroyed>

/** How far the wish has come, and what still runs in the case by its codes. */
export const ErasureOut = z.object({
  state: z.enum(WISH_STATES),
  wishedBy: z.enum(GIVEN_BY).nullable(),
  askedBy: id.nullable(),
  askedAt: z.iso.datetime().nullable(),
  notBefore: z.iso.datetime().nullable(),
  running: z.array(z.string()),
})
export type ErasureOut = z.output<typeof ErasureOut>

export const Notice = z.object({
  id,
  codeName: z.string(),
  /** Her data were erased, or she took back the consent by which the agency saw them. */
  why: z.enum(['erased', 'withdrawn']),
  erasedOn: z.iso.date(),
  destroyBy: z.iso.date(),
})
export type Notice = z.output<typeof Notice>
