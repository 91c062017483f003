import { z } from 'zod'
import { FURTHER_LANGUAGES, STAFF_LANGUAGES } from './words.ts'

/**
 * What every fact of the field is made of. Zod is imported here and by loaders only; `domain/` imports these files
 * as types, so that a bundle for an officer's phone carries no validator.
 */

const sayWhy = (issue: { input?: unknown }) => (issue.input === undefined ? 'is missing' : 'is not text')

/** One line of text for people: not empty, no space at either end, no control characters. */
export const Line = z
  .string({ error: sayWhy })
  .min(1, 'is empty')
  .max(600, 'is longer than 600 characters')
  .regex(/^\S(.*\S)?$/u, 'has a space at an end or a line break')
  .regex(/^\P{Cc}*$/u, 'holds a control character')

const inEach = <L extends string, T>(languages: readonly L[], of: T) =>
  Object.fromEntries(languages.map(each => [each, of])) as Record<L, T>

/** The fields of what stands in each language of the desk, and may stand in the further public ones. */
export const deskAndFurther = <T extends z.ZodType>(of: T) => ({
  ...inEach(STAFF_LANGUAGES, of),
  ...inEach(FURTHER_LANGUAGES, of.optional()),
})

/** One text in each language that the staff pages promise. */
export const Text = z.strictObject(inEach(STAFF_LANGUAGES, Line))
export type Text = z.output<typeof Text>

/** One text in the languages of the desk and, where it is for a person to read or hear, in further public ones. */
export const PublicText = z.strictObject(deskAndFurther(Line))
export type PublicText = z.output<typeof PublicText>

/** One text in every public language: what a public page says to anybody who opens it. */
export const EveryText = z.strictObject(inEach([...STAFF_LANGUAGES, ...FURTHER_LANGUAGES], Line))
export type EveryText = z.output<typeof EveryText>

/** Whether a native speaker who knows the field has read a text in a language. */
export const Review = z.enum(['reviewed', 'unreviewed'])

/** A calendar day, "2024-09-05". */
export const DayText = z.iso.date('is not a calendar day such as 2024-09-05')

/** Where a fact comes from, in words that let a reader find it: a title, a number, an address. */
export const Source = Line

/** `verified`: read at the source named. `unverified`: pages say so wherever they show it. */
export const Status = z.enum(['verified', 'unverified'])
export type Status = z.output<typeof Status>

/** Words of the field joined by hyphens: "child-referral-basis". */
export const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is not small letters and digits joined by hyphens')

/** Languages as BCP 47, "kk", "uz-Latn". */
export const LanguageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, 'is not a language tag')
