import type { WordValues } from '#knowledge/schema/words.ts'

/**
 * A sentence taken apart before it comes to a device, so that none has to read ICU messages: text, or its pieces. A piece is text, the
 * name of a value, or a choice between phrases by number. `#` is the number of the choice that it stands in.
 */
export type Phrase = string | readonly Piece[]
export type Piece =
  | string
  | { value: string }
  | { plural: string; of: Readonly<Record<string, Phrase>> }
  | { hash: true }

const shown = (language: string, value: WordValues[string] | undefined): string =>
  typeof value === 'number' ? value.toLocaleString(language) : String(value ?? '')

/** Puts values into a phrase by the plural rules of its language. */
export function say(phrase: Phrase, language: string, values: WordValues = {}, hash?: number): string {
  if (typeof phrase === 'string') return phrase
  const parts = phrase.map(piece => pieceOf(piece, language, values, hash))
  // A date ends in a stop of its own in some languages (2026 г.); before the stop of the sentence it goes without.
  return parts
    .map((part, at) => (part.endsWith('.') && parts[at + 1]?.startsWith('.') ? part.slice(0, -1) : part))
    .join('')
}

function pieceOf(piece: Piece, language: string, values: WordValues, hash: number | undefined): string {
  if (typeof piece === 'string') return piece
  if ('value' in piece) return shown(language, values[piece.value])
  if ('hash' in piece) return shown(language, hash)
  const count = Number(values[piece.plural])
  const form = piece.of[`=${count}`] ?? piece.of[new Intl.PluralRules(language).select(count)] ?? piece.of.other ?? ''
  return say(form, language, values, count)
}
