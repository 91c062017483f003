import { IntlMessageFormat } from 'intl-messageformat'
import type { PublicLanguage } from '#knowledge/schema/words.ts'

/** Sentences by key, "tips.send". */
export type Catalogue = ReadonlyMap<string, string>

/** The forms of a counted noun. In Kazakh it stays as it is, so that one form says all. */
const FORMS: Record<PublicLanguage, readonly string[]> = {
  en: ['one', 'other'],
  ru: ['one', 'few', 'many', 'other'],
  kk: ['other'],
  uz: ['one', 'other'],
  ky: ['one', 'other'],
  tg: ['one', 'other'],
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

const astOf = (language: string, text: string) =>
  new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()

const choicesOf = (element: Element) => ('options' in element ? Object.entries(element.options) : [])
const counts = (element: Element) => 'pluralType' in element
const unique = (list: readonly string[]) => [...new Set(list)].toSorted()

/** The arguments of a message, those that choose or count marked as such. */
function argumentsOf(elements: readonly Element[]): string[] {
  return elements.flatMap(element => {
    const choices = choicesOf(element)
    const literal = element.type === 0 || !('value' in element)
    if (literal) return []
    const inner = choices.flatMap(([, choice]) => argumentsOf(choice.value))
    return [`${element.value}${choices.length > 0 ? (counts(element) ? ' counts' : ' chooses') : ''}`, ...inner]
  })
}

/** The forms that a language counts with and a plural leaves out. */
function missingForms(language: PublicLanguage, elements: readonly Element[]): string[] {
  const needed = FORMS[language]
  return elements.flatMap(element => {
    const choices = choicesOf(element)
    const given = choices.map(([form]) => form)
    const inner = choices.flatMap(([, choice]) => missingForms(language, choice.value))
    return [...(counts(element) ? needed.filter(form => !given.includes(form)) : []), ...inner]
  })
}

/** Keys of English that a language lacks, of those that it owes. */
export const missing = (owed: readonly string[], words: Catalogue): string[] => owed.filter(key => !words.has(key))

/** Keys that English does not have, so that nothing can ask for them. */
export const leftOver = (english: Catalogue, words: Catalogue): string[] =>
  [...words.keys()].filter(key => !english.has(key))

/** Signs and abbreviations that are written alike everywhere. */
const ALIKE = new Set(['—', 'Aman', 'API', 'ID', 'QR', 'PDF', 'CSV', 'SMS'])
const alike = (text: string) => ALIKE.has(text) || !/\p{L}/u.test(text.replaceAll(/\{[^{}]*\}/g, ''))
const lengthInWords = (text: string) => text.match(/\p{L}+/gu)?.length ?? 0
/** Neighbours share many a word with Russian; a sentence they do not. */
const SENTENCE = 4

/** Words that stand as in English, and sentences that stand as in Russian. */
export function untranslated(english: Catalogue, russian: Catalogue | null, words: Catalogue): string[] {
  return [...words]
    .filter(
      ([key, text]) =>
        (text === english.get(key) && !alike(text)) || (text === russian?.get(key) && lengthInWords(text) >= SENTENCE),
    )
    .map(([key]) => key)
}

/** Keys whose message puts in other values than English does, or counts by another. */
export function puttingInOther(english: Catalogue, language: PublicLanguage, words: Catalogue): string[] {
  const differs = ([key, text]: [string, string]) => {
    const original = english.get(key)
    if (original === undefined) return false
    return unique(argumentsOf(astOf(language, text))).join() !== unique(argumentsOf(astOf('en', original))).join()
  }
  return [...words].filter(differs).map(([key]) => key)
}

/** Messages that cannot be read, and plurals without a form that the language counts with. */
export function miscounted(language: PublicLanguage, words: Catalogue): string[] {
  return [...words].flatMap(([key, text]) => {
    try {
      return missingForms(language, astOf(language, text)).map(form => `${key}: no form "${form}"`)
    } catch {
      return [`${key}: not a message`]
    }
  })
}

/** Names under which a number is put in. */
const NUMBERS = /^(count|days|hours|minutes|weeks|months|years|times|[a-z]+Count)$/

/** Numbers of English that stand before a noun as it is: "{count} files" is wrong for one file. Other languages count what English counts. */
export const uncounted = (english: Catalogue): string[] =>
  [...english].flatMap(([key, text]) => {
    const elements = astOf('en', text)
    const before = elements.filter((element, at) => {
      const next = elements[at + 1]
      const noun = next?.type === 0 && /^\s+\p{L}/u.test(next.value)
      return element.type === 1 && NUMBERS.test(element.value) && noun
    })
    return before.length > 0 ? [key] : []
  })

export const KINDS = ['button', 'heading', 'tab', 'short'] as const
export type Kind = (typeof KINDS)[number]

/** As long as a value is that is put in: a name, a number, a day. */
const VALUE = 8

/** How many characters a message shows at most, the longest choice taken. */
function shown(elements: readonly Element[]): number {
  return elements.reduce((sum, element) => {
    const choices = choicesOf(element).map(([, choice]) => shown(choice.value))
    if (choices.length > 0) return sum + Math.max(...choices)
    return sum + (element.type === 0 && 'value' in element ? element.value.length : VALUE)
  }, 0)
}

export type Bounds = Record<Kind, number> & { sentence: number }

/** Words that are too long for where they stand: a button breaks into lines, a tab is cut, a part of an SMS is two. */
export function tooLong(
  language: PublicLanguage,
  words: Catalogue,
  kinds: ReadonlyMap<string, Kind>,
  bounds: Bounds,
): string[] {
  return [...words].flatMap(([key, text]) => {
    const kind = kinds.get(key) ?? 'sentence'
    const length = shown(astOf(language, text))
    return length > bounds[kind] ? [`${key}: ${length}, a ${kind}`] : []
  })
}

export type Use = { keys: ReadonlySet<string>; beginnings: ReadonlySet<string>; patterns: readonly RegExp[] }

/** Keys that nothing asks for. */
export function unused(english: Catalogue, use: Use): string[] {
  const begins = (key: string) => [...use.beginnings].some(each => key === each || key.startsWith(`${each}-`))
  return [...english.keys()].filter(
    key => !use.keys.has(key) && !begins(key) && !use.patterns.some(each => each.test(key)),
  )
}
