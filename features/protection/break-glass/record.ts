import { z } from 'zod'
import { EMERGENCIES, EMERGENCY_DEPTHS, FINDINGS, MOST_HOURS, USUAL_HOURS } from '#domain/access/break-glass.ts'
import { code, id, requiredText, text, whole } from '#server/http/fields.ts'

export const OpenInEmergency = z.strictObject({
  codeName: requiredText(80),
  reason: code(EMERGENCIES),
  depth: code(EMERGENCY_DEPTHS).default('identity'),
  hours: whole(1, MOST_HOURS).default(USUAL_HOURS),
  words: requiredText(2000),
})
export type OpenInEmergency = z.output<typeof OpenInEmergency>

export const EndBreakGlass = z.strictObject({ breakGlassId: id })
export type EndBreakGlass = z.output<typeof EndBreakGlass>

export const ReviewBreakGlass = z.strictObject({
  breakGlassId: id,
  finding: code(FINDINGS),
  words: text(2000).optional(),
})
export type ReviewBreakGlass = z.output<typeof ReviewBreakGlass>

export const Opened = z.object({ id, caseId: id, endsAt: z.iso.datetime() })
export type Opened = z.output<typeof Opened>

export const BreakGlassOut = z.object({
  id,
  caseId: id,
  codeName: z.string(),
  agencyId: id,
  agencyName: z.string(),
  userId: id,
  reason: z.enum(EMERGENCIES),
  depth: z.enum(EMERGENCY_DEPTHS),
  state: z.enum(['running', 'to-review', 'reviewed']),
  openedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  reviewDueAt: z.iso.datetime(),
  reviewOverdue: z.boolean(),
  finding: z.enum(FINDINGS).nullable(),
  reviewedAt: z.iso.datetime().nullable(),
  /** From when the agency may open this case again; null until the review. */
  againFrom: z.iso.datetime().nullable(),
})
export type BreakGlassOut = z.output<typeof BreakGlassOut>
