import { z } from 'zod'
import { DECLINE_REASONS, OUTCOMES, SERVICES, URGENCIES } from '#domain/referral/referral.ts'
import { code, codes, flag, id, language, version } from '#server/http/fields.ts'

export const SendReferral = z.strictObject({
  caseId: id,
  toAgencyId: id,
  service: code(SERVICES),
  urgency: code(URGENCIES),
  avoidShelters: codes(id, 20).default([]),
  languages: codes(language, 10).optional(),
  /** The contact at the sender's own desk that led to it. */
  contactId: id.optional(),
  /** Kept as a draft until sent; a draft needs no consent yet. */
  draft: flag.default(false),
})
export type SendReferral = z.output<typeof SendReferral>

const step = { referralId: id, version: version.optional() }
export const SendDraft = z.strictObject(step)
export const Accept = z.strictObject(step)
export const Withdraw = z.strictObject(step)
export const Decline = z.strictObject({ ...step, reason: code(DECLINE_REASONS) })
export const Complete = z.strictObject({ ...step, outcome: code(OUTCOMES) })
export type Step = { referralId: string; version?: number | undefined }

export const ReferralOut = z.object({
  id,
  caseId: id,
  codeName: z.string(),
  fromAgencyId: id,
  toAgencyId: id,
  service: z.string(),
  urgency: z.string(),
  /** What she needs; null where the acting agency may not see the case now. */
  personGroup: z.string().nullable(),
  stepFree: z.boolean().nullable(),
  languages: z.array(z.string()).nullable(),
  status: z.string(),
  overdue: z.boolean(),
  basis: z.enum(['consent', 'lawful', 'none']),
  declineReason: z.string().nullable(),
  outcome: z.string().nullable(),
  draftedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  answerDueAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type ReferralOut = z.output<typeof ReferralOut>
