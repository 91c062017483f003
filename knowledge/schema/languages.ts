import type { PublicText } from './fact.ts'
import type { Instrument } from './instrument.ts'
import { type PublicLanguage, STAFF_LANGUAGES } from './words.ts'

/** The languages that every text of an instrument is written in. */
export const languagesOf = (instrument: Pick<Instrument, 'languages'>): readonly PublicLanguage[] =>
  instrument.languages ?? STAFF_LANGUAGES

/** A text in a language; in Russian where it is not written in that one. */
export const textIn = (text: PublicText, language: keyof PublicText): string => text[language] ?? text.ru
