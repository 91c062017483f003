import { PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { foreignWords, wrongMarks } from './letters.ts'

/** One text of a data file in its languages, with its place: "kaz.hotlines.0.name". */
export type Text = { at: string; in: Partial<Record<PublicLanguage, string>> }

/** Whether a native speaker has read a text is told by language too, and is no text. */
const NO_TEXT = ['review', 'reviewed']

export function textsIn(value: unknown, at: string): Text[] {
  if (typeof value !== 'object' || value === null) return []
  // A form of consent names its languages by tag.
  if ('en' in value && 'ru' in value)
    return [{ at, in: { ...('uz-Latn' in value && { uz: value['uz-Latn'] }), ...value } as Text['in'] }]
  return Object.entries(value).flatMap(([key, inner]) => (NO_TEXT.includes(key) ? [] : textsIn(inner, `${at}.${key}`)))
}

const isForDesk = (language: PublicLanguage) => STAFF_LANGUAGES.some(each => each === language)

/**
 * Languages that a text lacks. One that the desk alone reads has the desk's. One that has a further language is for the person, and
 * has all of them: in half of them she would meet half a page.
 */
export function gaps({ at, in: text }: Text, forAll: boolean): string[] {
  const forPerson = forAll || PUBLIC_LANGUAGES.some(each => !isForDesk(each) && text[each] !== undefined)
  const owed = forPerson ? PUBLIC_LANGUAGES : STAFF_LANGUAGES
  return owed.filter(each => !/\p{L}/u.test(text[each] ?? '')).map(each => `${at}.${each}`)
}

/** Words with a letter or a mark that their language does not write. */
export const misspelt = ({ at, in: text }: Text): string[] =>
  PUBLIC_LANGUAGES.flatMap(each => {
    const said = text[each] ?? ''
    return [...foreignWords(each, said), ...wrongMarks(each, said)].map(word => `${at}.${each}: ${word}`)
  })

const wordsIn = (text: string) => text.match(/\p{L}+/gu)?.length ?? 0
/** A name or a term may be written alike in two languages; a sentence is not. */
const SENTENCE = 4

/** Sentences that stand in a language as they stand in English, or in Russian. */
export const copied = ({ at, in: text }: Text): string[] =>
  PUBLIC_LANGUAGES.filter(each => each !== 'en').flatMap(each => {
    const said = text[each]
    const from = (['en', 'ru'] as const).find(other => other !== each && text[other] === said)
    return said !== undefined && from && wordsIn(said) >= SENTENCE ? [`${at}.${each}: as in ${from}`] : []
  })

/** A text of a data file is at most a short paragraph; the longest language counts. */
export const endless = ({ at, in: text }: Text, most: number): string[] =>
  PUBLIC_LANGUAGES.filter(each => (text[each]?.length ?? 0) > most).map(each => `${at}.${each}: ${text[each]?.length}`)

/** The person is never called by what was done to her. A law that gives the status may be named by its title. */
export const BY_WHAT_WAS_DONE = /victim|жертв|құрбан|qurbon|курман|қурбон/iu
