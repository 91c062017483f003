import { z } from 'zod'
import { SAFE_CONTACT } from '#domain/hotline/contact.ts'
import { id } from '#server/http/fields.ts'

export const ContactLine = z.object({
  id,
  status: z.enum(['open', 'closed']),
  kind: z.string(),
  channel: z.string(),
  language: z.string().nullable(),
  topic: z.string().nullable(),
  risk: z.string(),
  outcome: z.string().nullable(),
  startedBy: id,
  startedAt: z.iso.datetime(),
})
export type ContactLine = z.output<typeof ContactLine>

export const ContactOut = ContactLine.extend({
  speaker: z.string().nullable(),
  ageGroup: z.string().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  safeContact: z.enum(SAFE_CONTACT),
  safeWhen: z.string().nullable(),
  safeHow: z.string().nullable(),
  maySay: z.string().nullable(),
  given: z.array(z.string()),
  said: z.string().nullable(),
  safeWords: z.string().nullable(),
  screeningId: id.nullable(),
  caseId: id.nullable(),
  referralId: id.nullable(),
  confirmed: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type ContactOut = z.output<typeof ContactOut>

export const CallBackOut = z.object({
  id,
  contactId: id,
  dueAt: z.iso.datetime(),
  late: z.boolean(),
  status: z.string(),
  safeContact: z.string(),
  language: z.string().nullable(),
  topic: z.string().nullable(),
  risk: z.string(),
  takenBy: id.nullable(),
  attempts: z.int(),
})
export type CallBackOut = z.output<typeof CallBackOut>

export const FigureOut = z.object({
  part: z.string(),
  value: z.string(),
  contacts: z.int(),
  toPolice: z.int(),
  confirmed: z.int(),
})
export type FigureOut = z.output<typeof FigureOut>
export const Changed = z.object({ id, version: z.int() })
