import { z } from 'zod'

// Overrides and isolates can make a name read as another one; plain marks (U+200E, U+200F) are part of honest text.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/

/** What may be kept as text: well-formed, and it reads as it is written. */
export const isClean = (text: string) => text.isWellFormed() && !CONTROL.test(text) && !TURNING.test(text)

/** Text that a person typed: trimmed, well-formed, without control or direction-turning characters. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform(value => value.trim().replaceAll('\r\n', '\n').normalize('NFC'))
    .refine(isClean, { params: { why: 'bad-text' } })

export const requiredText = (max: number) =>
  text(max).refine(value => value.length > 0, { params: { why: 'required' } })

/** Ids are kept in small letters, and a sealed field is bound to its record's id as it is kept. */
export const id = z.uuid().toLowerCase()

/** Code from a closed list of the program or of knowledge; anything else is "not-allowed". */
export const code = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values)

/** A yes or no: JSON true/false, or a form's ticked box. */
export const flag = z.union([z.boolean(), z.enum(['on', 'true', 'false']).transform(value => value !== 'false')])

/** A whole number: JSON's own, or the digits that a form or an address sends. */
export const whole = (min: number, max: number) =>
  z.preprocess(
    value => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  )

/** The version that the editor saw, to notice that somebody else was faster. The next one is a PostgreSQL integer too. */
export const version = whole(1, 2_147_483_646)

/** One or more codes; a form sends a single ticked box as plain text. */
export const codes = <T extends z.ZodType<string>>(of: T, max: number) =>
  z.preprocess(value => (typeof value === 'string' ? [value] : value), z.array(of).max(max))

export const language = z.string().regex(/^[a-z]{2,3}$/)
export const country = z.string().regex(/^[A-Z]{2}$/)

export const page = {
  cursor: z.string().max(200).optional(),
  limit: whole(1, 100).default(25),
}
