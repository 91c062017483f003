import { z } from 'zod'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import { ABOUT, CLOSING, DANGER, HAPPENS, TIP_STATUSES } from '#domain/tips/tip.ts'
import { code, flag, id, language, page, requiredText, text, version, whole } from '#server/http/fields.ts'

/** Who answers tips. aman.works_hotline() in server/db/migrations names the same. */
export const DESK = ['hotline-operator', 'shift-lead', 'case-worker'] as const

const LONGEST = 8000
const region = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)
  .optional()

/** What a sender says, on the public page or to an operator. */
const told = {
  words: requiredText(LONGEST),
  region,
  place: text(300).optional(),
  happens: code(HAPPENS).default('not-known'),
  about: code(ABOUT),
  danger: code(DANGER).default('not-known'),
}
const Told = z.object({ ...told, language })
export type Told = z.output<typeof Told>

/** `slip`: the receipt that this form will bring, sealed. `traces`: a file may go along that tells of who made it. */
export const LeaveTip = z.strictObject({ slip: z.string().max(400).optional(), ...told, traces: flag.default(false) })
export const FollowTip = z.strictObject({
  pass: z.string().max(400),
  words: requiredText(LONGEST),
  traces: flag.default(false),
})

export const TakeDown = z.strictObject({ ...told, language })
export type TakeDown = z.output<typeof TakeDown>

export const OnTip = z.strictObject({ tipId: id })
export const TipFile = z.strictObject({ tipId: id, fileId: id })
export const ListTips = z.strictObject({
  status: code(TIP_STATUSES).optional(),
  limit: page.limit,
  skip: whole(0, 10_000).default(0),
})
export type ListTips = z.output<typeof ListTips>

export const ReplyToTip = z.strictObject({ tipId: id, version, words: requiredText(LONGEST) })
export type ReplyToTip = z.output<typeof ReplyToTip>
export const CloseTip = z.strictObject({ tipId: id, version, reason: code(CLOSING) })
export type CloseTip = z.output<typeof CloseTip>

export const CaseFromTip = z.strictObject({
  tipId: id,
  personGroup: code(GROUPS),
  ageGroup: code(AGE_GROUPS).default('uncertain'),
  withWords: flag.default(false),
})
export type CaseFromTip = z.output<typeof CaseFromTip>
export const ScreeningFromTip = z.strictObject({ tipId: id, ageGroup: code(AGE_GROUPS).default('uncertain') })
export type ScreeningFromTip = z.output<typeof ScreeningFromTip>

export const TipLine = z.object({
  id,
  status: code(TIP_STATUSES),
  language,
  about: code(ABOUT),
  danger: code(DANGER),
  region: z.string().nullable(),
  spoken: z.boolean(),
  receivedOn: z.iso.date(),
  touchedOn: z.iso.date(),
})
export type TipLine = z.output<typeof TipLine>

const MessageOut = z.object({
  id,
  by: z.enum(['sender', 'desk']),
  on: z.iso.date(),
  words: z.string(),
  files: z.array(z.object({ id, type: z.string(), bytes: z.int(), traces: z.boolean() })),
})
export type MessageOut = z.output<typeof MessageOut>

export const TipOut = TipLine.extend({
  happens: code(HAPPENS),
  place: z.string(),
  closedOn: z.iso.date().nullable(),
  closedReason: z.string().nullable(),
  became: z.array(z.string()),
  version: z.int(),
  messages: z.array(MessageOut),
})
export type TipOut = z.output<typeof TipOut>
