import type { PublicLanguage } from '#knowledge/schema/words.ts'

/** Letters of another alphabet in a word look right, are read aloud wrong, searched in vain and printed as boxes. */
const ALPHABETS: Record<PublicLanguage, RegExp> = {
  en: /^\p{Script=Latin}+$/u,
  ru: /^[А-Яа-яЁё]+$/,
  kk: /^[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+$/,
  uz: /^[A-Za-zʻʼ]+$/,
  ky: /^[А-Яа-яЁёҢңӨөҮү]+$/,
  tg: /^[А-Яа-яЁёҒғӢӣҚқӮӯҲҳҶҷ]+$/,
}

const LATIN = /^[A-Za-z]+$/
/** PDF, SMS, a name: a word that could be mistaken for no Cyrillic one, since a letter of it looks like none. */
const PLAINLY_LATIN = /[DFGJLNQRSUVWZbdfghjlmnqrstuvwz]/
const ROMAN = /^(?=..)[IVX]+$/
/** Latin words that are written so in every language, though each of their letters looks like a Cyrillic one. */
const TERMS = new Set(['cookie'])
const WORD = /[\p{L}\p{Nd}ʻʼ]+/gu
/** An abbreviation that takes an ending of the language: "PDFтен". */
const ENDED = /^([A-Z]{2,})(\P{Script=Latin}+)$/u

const isName = (word: string) => LATIN.test(word) && (PLAINLY_LATIN.test(word) || ROMAN.test(word) || TERMS.has(word))

function isStrange(word: string, alphabet: RegExp): boolean {
  const letters = word.replaceAll(/\p{Nd}/gu, '')
  if (letters === '' || alphabet.test(letters) || isName(letters)) return false
  // MP3, A4: what mixes Latin letters with digits is a code.
  if (letters !== word && LATIN.test(letters)) return false
  const [, name = '', ending = ''] = ENDED.exec(letters) ?? []
  return !(isName(name) && alphabet.test(ending))
}

/** The words of a text that hold a letter which its language does not have. */
export const foreignWords = (language: PublicLanguage, text: string): string[] =>
  (text.match(WORD) ?? []).filter(word => isStrange(word, ALPHABETS[language]))

/** In Uzbek oʻ and gʻ take U+02BB, the stop takes U+02BC; marks that look alike break a word in two for a reader that speaks. */
export const wrongMarks = (language: PublicLanguage, text: string): string[] =>
  language === 'uz' ? (text.match(/\p{L}['’‘`´](?=\p{L})|[OoGg]['’‘`´]/gu) ?? []) : []
