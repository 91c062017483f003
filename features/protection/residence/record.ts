import { z } from 'zod'
import type { Role } from '#domain/access/roles.ts'
import { RESIDENCE_KINDS } from '#domain/residence/residence.ts'
import { isDay } from '#domain/shared/dates.ts'
import { code, id } from '#server/http/fields.ts'

/** Those who help her with it; the policy on residence_step names the same. */
export const RESIDENCE_READERS = [
  'case-worker',
  'hotline-operator',
  'shift-lead',
  'shelter-manager',
  'service-provider',
] as const satisfies readonly Role[]

const day = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}$/)
  .refine(isDay, { params: { why: 'wrong-form' } })
/** A form sends an empty box where a day is left out. */
const dayOrNone = z.preprocess(value => (value === '' ? undefined : value), day.optional())

export const OfCase = z.strictObject({ caseId: id })
export const Petition = z.strictObject({ caseId: id, kind: code(RESIDENCE_KINDS), petitionedOn: day })
export type Petition = z.output<typeof Petition>

export const Answer = z.strictObject({
  caseId: id,
  kind: code(RESIDENCE_KINDS),
  answeredOn: day,
  outcome: code(['granted', 'refused']),
  fromOn: dayOrNone,
  untilOn: dayOrNone,
})
export type Answer = z.output<typeof Answer>

export const StepOut = z.object({
  id,
  kind: z.enum(RESIDENCE_KINDS),
  rule: z.string(),
  petitionedOn: z.iso.date(),
  answeredOn: z.iso.date().nullable(),
  outcome: z.enum(['granted', 'refused']).nullable(),
  fromOn: z.iso.date().nullable(),
  untilOn: z.iso.date().nullable(),
})
export type StepOut = z.output<typeof StepOut>
