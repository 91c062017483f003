import { z } from 'zod'
import { CALL_CHANNELS, CALL_STATUSES, SKILLS } from '#domain/hotline/call.ts'
import { code, codes, id, language, requiredText, text } from '#server/http/fields.ts'

/** Who keeps the desk. aman.works_hotline() in server/db/migrations names the same. */
export const DESK = ['hotline-operator', 'shift-lead', 'case-worker'] as const

const MOST_GIVEN_ON = 100

export const AnnounceCall = z.strictObject({
  /** The exchange's own name of the call: however often it is told, it is one call. Kept as a token. */
  externalId: requiredText(200),
  /** Becomes a token at once and is kept nowhere. */
  callerNumber: text(60).optional(),
  channel: code(CALL_CHANNELS).default('phone'),
  line: z
    .string()
    .regex(/^[a-z][a-z-]{0,29}$/)
    .optional(),
  language: language.optional(),
  skill: code(SKILLS).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
})
export type AnnounceCall = z.output<typeof AnnounceCall>

export const OnCall = z.strictObject({ callId: id })
export type OnCall = z.output<typeof OnCall>

export const HandOver = z.strictObject({ notes: text(4000).optional() })
export type HandOver = z.output<typeof HandOver>
export const OnHandover = z.strictObject({ handoverId: id })
export type OnHandover = z.output<typeof OnHandover>
export const GiveContacts = z.strictObject({
  contactIds: codes(id, MOST_GIVEN_ON).pipe(z.array(id).min(1)),
  toUserId: id,
})
export type GiveContacts = z.output<typeof GiveContacts>

export const CallStateOut = z.object({ id, status: z.enum(CALL_STATUSES) })
export type CallStateOut = z.output<typeof CallStateOut>

export const CallOut = z.object({
  id,
  channel: z.enum(CALL_CHANNELS),
  line: z.string().nullable(),
  language: z.string().nullable(),
  skill: z.enum(SKILLS).nullable(),
  rangAt: z.iso.datetime(),
  minutes: z.int(),
  /** How often the same number came before, as far as its token is still kept. */
  calledBefore: z.int(),
})
export type CallOut = z.output<typeof CallOut>

export const DueOut = z.object({
  id,
  contactId: id,
  dueAt: z.iso.datetime(),
  late: z.boolean(),
  language: z.string().nullable(),
  takenBy: id.nullable(),
})
export type DueOut = z.output<typeof DueOut>

export const OpenOut = z.object({
  id,
  channel: z.string(),
  language: z.string().nullable(),
  topic: z.string().nullable(),
  risk: z.string(),
  startedAt: z.iso.datetime(),
  heldBy: id,
})
export type OpenOut = z.output<typeof OpenOut>

export const QueueOut = z.object({
  waiting: z.array(CallOut),
  due: z.array(DueOut),
  open: z.array(OpenOut),
})
export type QueueOut = z.output<typeof QueueOut>

export const HandoverOut = z.object({
  id,
  status: z.enum(['offered', 'accepted']),
  waiting: z.int(),
  due: z.int(),
  open: z.int(),
  notes: z.string().nullable(),
  givenBy: id,
  givenAt: z.iso.datetime(),
  acceptedBy: id.nullable(),
  acceptedAt: z.iso.datetime().nullable(),
})
export type HandoverOut = z.output<typeof HandoverOut>
