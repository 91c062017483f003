import { z } from 'zod'
import { END_REASONS, GROUPS } from '#domain/shelters/match.ts'
import { code, codes, flag, id, language, requiredText, whole } from '#server/http/fields.ts'

export const BED_STATES = ['free', 'held', 'taken', 'out-of-service'] as const
export type BedState = (typeof BED_STATES)[number]

/** Who may ask what is free, who may keep a bed for a person, and who runs a shelter. */
export const BED_SEEKERS = [
  'officer',
  'hotline-operator',
  'shift-lead',
  'case-worker',
  'shelter-manager',
  'coordinator',
  'focal-point',
] as const
export const HOLDERS = ['hotline-operator', 'shift-lead', 'case-worker', 'shelter-manager'] as const
export const MANAGER = ['shelter-manager'] as const

export const WishForBed = z.strictObject({ region: z.string().max(8).optional(), group: code(GROUPS).optional() })

export const LONGEST_HOLD_HOURS = 24

export const Hold = z.strictObject({
  bedId: id,
  caseId: id,
  hours: whole(1, LONGEST_HOLD_HOURS).optional(),
})
export const ReleaseHold = z.strictObject({ holdId: id })
export const Place = z.strictObject({ bedId: id, referralId: id })
export const Move = z.strictObject({ placementId: id, bedId: id })
export const EndPlacement = z.strictObject({ placementId: id, reason: code(END_REASONS) })

export const AddShelter = z.strictObject({
  code: requiredText(40),
  region: z.string().regex(/^[A-Z]{2}-[0-9A-Z]{1,3}$/),
  languages: codes(language, 10).default([]),
  address: requiredText(500),
})
export const ChangeAddress = z.strictObject({ shelterId: id, address: requiredText(500) })
export const AddUnit = z.strictObject({
  shelterId: id,
  label: requiredText(40),
  personGroup: code(GROUPS),
  beds: whole(1, 40),
  stepFreeBeds: whole(0, 40).default(0),
})
export const ChangeBed = z.strictObject({ bedId: id, inService: flag, stepFree: flag })
