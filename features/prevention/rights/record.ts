import { z } from 'zod'
import type { Situation } from '#domain/rights/situation.ts'
import { AGES, CITIZENSHIPS, HAPPENINGS, PROFESSIONS, YES_NO } from '#knowledge/schema/rights.ts'
import { code, codes, flag } from '#server/http/fields.ts'

/** What a person leaves open: it is asked of nobody a second time, and takes nothing away. */
export const UNKNOWN = 'unknown'

/** What may be ticked beside that which happened. */
export const NO_HAPPENING = ['none', 'unsure'] as const

const orUnknown = <const V extends readonly [string, ...string[]]>(values: V) =>
  code([UNKNOWN, ...values]).default(UNKNOWN)

const digits = (most: number) => z.string().trim().max(most).optional()

/** `happened`: `none` where nothing of it did, `unsure` where what is not ticked is not known. */
const asked = {
  citizenship: orUnknown(CITIZENSHIPS),
  age: orUnknown(AGES),
  profession: orUnknown(PROFESSIONS),
  contract: orUnknown(YES_NO),
  permit: orUnknown(YES_NO),
  recognised: orUnknown(YES_NO),
  happened: codes(code([...HAPPENINGS, ...NO_HAPPENING]), HAPPENINGS.length + NO_HAPPENING.length).default([]),
  'on-day': digits(4),
  'on-month': digits(4),
  'on-year': digits(6),
}

/** `where`: a country, or `other`. `again`: she goes back to her answers. */
export const AskRights = z.strictObject({
  where: z.string().regex(/^([A-Z]{2}|other)$/),
  ...asked,
  again: flag.optional(),
})
export type AskRights = z.output<typeof AskRights>

/** The languages of the country's offices. */
export const OFFICE_LANGUAGES = ['ru', 'kk'] as const

/** `where` is missing where somebody wants a letter without having answered anything. */
export const AskLetter = z.strictObject({
  where: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  ...asked,
  letter: z.string().max(60),
  office: code(OFFICE_LANGUAGES),
})
export type AskLetter = z.output<typeof AskLetter>

const known = <V extends string>(value: V): Exclude<V, typeof UNKNOWN> | null =>
  value === UNKNOWN ? null : (value as Exclude<V, typeof UNKNOWN>)

export function situationOf(told: Omit<AskLetter, 'where' | 'letter' | 'office'>): Situation {
  const happened = HAPPENINGS.map(each => [
    each,
    told.happened.includes(each) || (told.happened.includes('unsure') ? undefined : false),
  ])
  return {
    citizenship: known(told.citizenship),
    age: known(told.age),
    profession: known(told.profession),
    contract: known(told.contract),
    permit: known(told.permit),
    recognised: known(told.recognised),
    happened: Object.fromEntries(happened),
  }
}
