import { z } from 'zod'
import { RESULTS } from '#domain/law/gaps.ts'
import { GROUPS, WHERE } from '#knowledge/schema/crime.ts'

const day = z.iso.date()

/** `on`: today where it is left out. */
export const AskLaw = z.strictObject({ country: z.string().regex(/^[A-Za-z]{3}$/), on: day.optional() })

const status = z.enum(['verified', 'unverified'])

/** A rule as it is told: where it stands, since when, and how both are known. */
const RuleOut = z.object({
  cite: z.object({ act: z.string(), article: z.string(), url: z.string().optional() }),
  source: z.string(),
  status,
  from: day,
  fromSource: z.string(),
  fromStatus: status,
  until: day.nullable(),
  note: z.string().optional(),
})

export const LawOut = z.object({
  country: z.string(),
  on: day,
  standard: z.string(),
  offences: z.array(
    z.object({
      article: z.string(),
      against: z.enum(['adults', 'children']),
      elements: z.array(
        z.object({
          element: z.string(),
          group: z.enum(GROUPS),
          result: z.enum(RESULTS),
          where: z.enum(WHERE).nullable(),
          asked: RuleOut,
          rule: RuleOut.nullable(),
        }),
      ),
    }),
  ),
  asks: z.array(
    z.object({
      recommendation: z.string(),
      result: z.enum(RESULTS),
      since: day.nullable(),
      rules: z.array(RuleOut),
    }),
  ),
})
export type LawOut = z.input<typeof LawOut>
