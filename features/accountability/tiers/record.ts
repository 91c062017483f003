import { z } from 'zod'
import { REASONS } from '#domain/tiers/judge.ts'
import { IF_WATCH_LIST, NEXT } from '#domain/tiers/outlook.ts'
import { BASES, TIERS } from '#knowledge/schema/tiers.ts'
import { whole } from '#server/http/fields.ts'

/** A code of a country, in any letters. Whether it is one, the verb says. */
const countryCode = z.string().regex(/^[A-Za-z]{3}$/)
const year = whole(1, 9999)

export const LISTED = [...TIERS, 'SC'] as const
const MOST_ROWS = 5000

export const OfCountry = z.strictObject({ country: countryCode })
export const AskOutlook = z.strictObject({ country: countryCode, asOf: year.optional() })
export const CheckTiers = z.strictObject({
  rows: z
    .array(z.strictObject({ country: countryCode, year, tier: z.enum(LISTED) }))
    .min(1)
    .max(MOST_ROWS),
})
export type CheckTiers = z.output<typeof CheckTiers>

export const HistoryOut = z.object({
  country: z.string(),
  rows: z.array(z.object({ year: z.int(), tier: z.enum(TIERS), basis: z.enum(BASES), source: z.string() })),
})
export const OutlookOut = z.object({
  country: z.string(),
  asOf: z.int(),
  consecutiveWatchListYears: z.int(),
  waiverYearsUsed: z.int(),
  next: z.object({
    year: z.int(),
    allowed: z.array(z.enum(NEXT)),
    ifWatchListMerit: z.enum(IF_WATCH_LIST).nullable(),
    rule: z.string(),
  }),
  gap: z.object({ lastUnknownYear: z.int(), consecutiveWatchListYearsAtMost: z.int() }).optional(),
})
export const CheckedOut = z.object({
  rows: z.array(
    z.object({
      country: z.string(),
      year: z.int(),
      tier: z.enum(LISTED),
      reason: z.enum(REASONS),
      consistent: z.boolean(),
    }),
  ),
})
