import { z } from 'zod'
import { DECISIONS, LONGEST_DAYS, REFLECTION_STATUSES } from '#domain/reflection/period.ts'
import { isDay } from '#domain/shared/dates.ts'
import { code, id, version, whole } from '#server/http/fields.ts'

/** A calendar day as ISO text. Far years are no day that anybody means. */
const day = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}$/)
  .refine(isDay, { params: { why: 'wrong-form' } })

const ofCase = { caseId: id }
const step = { ...ofCase, version: version.optional() }

export const BeginReflection = z.strictObject({
  ...ofCase,
  /** Today where it is left out. */
  startedOn: day.optional(),
  /** The least that the law gives where it is left out; where no law gives any, the agency says how long. */
  days: whole(1, LONGEST_DAYS).optional(),
})
export type BeginReflection = z.output<typeof BeginReflection>

export const ExtendReflection = z.strictObject({ ...step, until: day })
export const EndReflection = z.strictObject({ ...step, how: code(['by-choice', 'revoked']) })
export const RecordChoice = z.strictObject({ ...ofCase, decision: code(DECISIONS) })
export const ShareReflection = z.strictObject({ ...ofCase, consentId: id, part: code(['clock', 'choice']) })
export const OfCase = z.strictObject(ofCase)

export const PeriodOut = z.object({
  id,
  caseId: id,
  status: z.enum(REFLECTION_STATUSES),
  basis: z.enum(['law', 'own-practice']),
  rule: z.string().nullable(),
  leastDays: z.int(),
  startedOn: z.iso.date(),
  lastOn: z.iso.date(),
  daysLeft: z.int(),
  endedAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type PeriodOut = z.output<typeof PeriodOut>

export const ChoiceOut = z.object({ id, decision: z.enum(DECISIONS), heardAt: z.iso.datetime(), heardBy: z.string() })
export const CertificateOut = z.object({
  id,
  number: z.string(),
  notBefore: z.iso.date(),
  issuedAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
})
export type CertificateOut = z.output<typeof CertificateOut>

/** What the acting agency may see of the period; the rest is left empty. */
export const ReflectionOut = z.object({
  period: PeriodOut.nullable(),
  choices: z.array(ChoiceOut),
  certificates: z.array(CertificateOut),
})
