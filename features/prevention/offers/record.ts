import { z } from 'zod'
import { JUDGEMENTS, OFFER_SIGNS, WARNING_STATUSES } from '#domain/prevention/offer-warning.ts'
import { code, codes, country, id, page, requiredText, text, version, whole } from '#server/http/fields.ts'

/** Who notes and judges. aman.works_hotline() in server/db/migrations names the same. */
export const WARNERS = ['hotline-operator', 'shift-lead', 'case-worker'] as const

export const WarnOfOffer = z.strictObject({
  offeredBy: requiredText(300),
  words: text(2000).default(''),
  workCountry: country.optional(),
  workRegion: text(100).optional(),
  signs: codes(code(OFFER_SIGNS), OFFER_SIGNS.length).refine(signs => signs.length > 0, {
    params: { why: 'required' },
  }),
  tipId: id.optional(),
})
export type WarnOfOffer = z.output<typeof WarnOfOffer>

export const OnWarning = z.strictObject({ warningId: id })
export const JudgeWarning = z.strictObject({ warningId: id, version, judgement: code(JUDGEMENTS) })
export type JudgeWarning = z.output<typeof JudgeWarning>
export const ListWarnings = z.strictObject({
  status: code(WARNING_STATUSES).optional(),
  limit: page.limit,
  skip: whole(0, 10_000).default(0),
})
export type ListWarnings = z.output<typeof ListWarnings>

export const WarningOut = z.object({
  id,
  status: code(WARNING_STATUSES),
  offeredBy: z.string(),
  words: z.string(),
  workCountry: z.string().nullable(),
  workRegion: z.string().nullable(),
  signs: z.array(code(OFFER_SIGNS)),
  fromTip: z.boolean(),
  notedOn: z.iso.date(),
  notedBySelf: z.boolean(),
  judgedOn: z.iso.date().nullable(),
  version: z.int(),
})
export type WarningOut = z.output<typeof WarningOut>
