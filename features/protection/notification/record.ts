import { z } from 'zod'
import { EXPLOITATION, TOLD_HOW } from '#domain/notification/notification.ts'
import { code, id, language, whole } from '#server/http/fields.ts'

const of = { caseId: id, toAgencyId: id }

const blank = (value: unknown) => (value === '' ? undefined : value)

export const RecordTelling = z.strictObject({
  ...of,
  /** The day on which the person was told; never a later one than today. */
  toldOn: z.iso.date(),
  language,
  how: code(TOLD_HOW),
  exploitation: z.preprocess(blank, code(EXPLOITATION).optional()),
  persons: whole(1, 50).default(1),
})
export type RecordTelling = z.output<typeof RecordTelling>

export const SendNotification = z.strictObject(of)
export type SendNotification = z.output<typeof SendNotification>

export const AddIdentity = z.strictObject(of)
export type AddIdentity = z.output<typeof AddIdentity>

export const Acknowledge = z.strictObject({ notificationId: id })
export type Acknowledge = z.output<typeof Acknowledge>

const facts = {
  turnedOn: z.string().nullable(),
  region: z.string().nullable(),
  exploitation: z.string().nullable(),
  ageGroup: z.string().nullable(),
  persons: z.int().nullable(),
}
export const FactsOut = z.object(facts)
export type FactsOut = z.output<typeof FactsOut>

/** A notification as both sides see it: it names no case. */
export const NotificationOut = z.object({
  id,
  number: z.string(),
  fromAgencyId: id,
  fromName: z.string(),
  toAgencyId: id,
  toName: z.string(),
  rule: z.string(),
  ...facts,
  sentAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().nullable(),
  identityAddedAt: z.iso.datetime().nullable(),
})
export type NotificationOut = z.output<typeof NotificationOut>

export const IdentityOut = z.object({ name: z.string().optional(), birthDate: z.string().optional() })
export type IdentityOut = z.output<typeof IdentityOut>

/** One body that the person was told of, what would go to it now, and what has gone. */
export const DutyOut = z.object({
  toAgencyId: id,
  toName: z.string(),
  toldOn: z.string(),
  toldLanguage: z.string(),
  toldHow: z.string(),
  goesOut: FactsOut,
  mayAddIdentity: z.boolean(),
  sent: NotificationOut.nullable(),
})
export type DutyOut = z.output<typeof DutyOut>

export const CaseNotification = z.object({
  state: z.enum(['not-due', 'due', 'told-person', 'sent', 'with-identity']),
  rule: z.string(),
  duties: z.array(DutyOut),
})
export type CaseNotification = z.output<typeof CaseNotification>
