import { z } from 'zod'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import {
  ATTEMPTS,
  CHANNELS,
  CONFIRMED,
  CONFIRMED_SOURCES,
  COUNTED_KINDS,
  MAY_SAY,
  OUTCOMES,
  RISKS,
  SAFE_CONTACT,
  SAFE_HOW,
  SAFE_WHEN,
  SPEAKERS,
  TOPICS,
} from '#domain/hotline/contact.ts'
import { SERVICES, URGENCIES } from '#domain/referral/referral.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import {
  code,
  codes,
  country,
  flag,
  id,
  language,
  page,
  requiredText,
  text,
  version,
  whole,
} from '#server/http/fields.ts'

/** Who keeps the desk. aman.works_hotline() in server/db/migrations names the same. */
export const DESK = ['hotline-operator', 'shift-lead', 'case-worker'] as const
/** Who reads figures of the agency's own desk. */
export const COUNTS = [...DESK, 'coordinator', 'analyst'] as const

const informationId = z.string().regex(/^(hotline|rule|agency):[a-z0-9-]{1,80}$/)
const MOST_GIVEN = 60
const LONGEST_WAIT_MINUTES = 14 * 24 * 60

export const StartContact = z.strictObject({
  channel: code(CHANNELS),
  language: language.optional(),
  /** Becomes a token at once and is kept nowhere. */
  callerNumber: text(60).optional(),
  incomingCallId: id.optional(),
  tipId: id.optional(),
})
export type StartContact = z.output<typeof StartContact>

export const CountContact = z.strictObject({ kind: code(COUNTED_KINDS), channel: code(CHANNELS).default('phone') })
export type CountContact = z.output<typeof CountContact>
export const MarkContact = z.strictObject({ contactId: id, version, kind: code(COUNTED_KINDS) })
export type MarkContact = z.output<typeof MarkContact>

export const contactFields = {
  language: language.optional(),
  speaker: code(SPEAKERS).optional(),
  ageGroup: code(AGE_GROUPS).optional(),
  country: country.optional(),
  region: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)
    .optional(),
  topic: code(TOPICS).optional(),
  risk: code(RISKS).default('none'),
  safeContact: code(SAFE_CONTACT).default('not-asked'),
  safeWhen: code(SAFE_WHEN).optional(),
  safeHow: code(SAFE_HOW).optional(),
  maySay: code(MAY_SAY).optional(),
  safeWords: text(500).optional(),
  said: text(8000).optional(),
  given: codes(informationId, MOST_GIVEN).default([]),
}
export const SaveContact = z.strictObject({ contactId: id, version, ...contactFields })
export type SaveContact = z.output<typeof SaveContact>

export const CloseContact = z.strictObject({
  contactId: id,
  version,
  outcome: code(OUTCOMES),
  policeAgreed: flag.default(false),
})
export type CloseContact = z.output<typeof CloseContact>

export const OpenCaseFrom = z.strictObject({
  contactId: id,
  personGroup: code(GROUPS),
  withWords: flag.default(false),
})
export type OpenCaseFrom = z.output<typeof OpenCaseFrom>
export const ScreenFrom = z.strictObject({ contactId: id })
export const AddToCase = z.strictObject({ contactId: id, caseId: id })
export type AddToCase = z.output<typeof AddToCase>
export const ReferFrom = z.strictObject({
  contactId: id,
  toAgencyId: id,
  service: code(SERVICES),
  urgency: code(URGENCIES).default('urgent'),
})
export type ReferFrom = z.output<typeof ReferFrom>

/** The whole form beside the guide: whatever button is pressed, what was typed is saved first. */
export const STEPS = ['save', 'search', 'close', 'screening', 'case', 'join'] as const
export const KeepContact = SaveContact.extend({
  step: code(STEPS).default('save'),
  q: text(100).optional(),
  outcome: code(OUTCOMES).optional(),
  policeAgreed: flag.default(false),
  personGroup: code(GROUPS).optional(),
  withWords: flag.default(false),
  otherId: id.optional(),
  /** A number that is given is a call-back that is agreed, whichever button is pressed. */
  number: text(60).optional(),
  inMinutes: whole(5, LONGEST_WAIT_MINUTES).default(60),
})
export type KeepContact = z.output<typeof KeepContact>

export const JoinContacts = z.strictObject({ contactId: id, otherId: id })
export type JoinContacts = z.output<typeof JoinContacts>
export const PartContact = z.strictObject({ contactId: id })

export const ConfirmContact = z.strictObject({
  contactId: id,
  confirmed: code(CONFIRMED),
  source: code(CONFIRMED_SOURCES),
  on: z.iso.date(),
})
export type ConfirmContact = z.output<typeof ConfirmContact>

export const AgreeCallBack = z.strictObject({
  contactId: id,
  inMinutes: whole(5, LONGEST_WAIT_MINUTES),
  number: requiredText(60),
})
export type AgreeCallBack = z.output<typeof AgreeCallBack>
export const OnCallBack = z.strictObject({ callBackId: id })
export type OnCallBack = z.output<typeof OnCallBack>
export const RecordAttempt = z.strictObject({
  callBackId: id,
  result: code(ATTEMPTS),
  againInMinutes: whole(5, LONGEST_WAIT_MINUTES).default(60),
})
export type RecordAttempt = z.output<typeof RecordAttempt>

export const ListContacts = z.strictObject({
  ...page,
  cursor: id.optional(),
  status: code(['open', 'closed']).optional(),
})
export type ListContacts = z.output<typeof ListContacts>
export const Figures = z.strictObject({ from: z.iso.date().optional(), until: z.iso.date().optional() })
export type Figures = z.output<typeof Figures>
