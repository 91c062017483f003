import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { PUBLIC_CATALOGUES, PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { ROOT } from './source-files.ts'
import { useOf } from './word-use.ts'

type Catalogue = Map<string, string>

const FOLDER = join(ROOT, 'knowledge/words')
const filesIn = (language: string) =>
  readdirSync(join(FOLDER, language))
    .filter(name => name.endsWith('.json') && !name.startsWith('_'))
    .toSorted()

function catalogueOf(language: string): Catalogue {
  const pairs = filesIn(language).flatMap(name => {
    const words: Record<string, string> = JSON.parse(readFileSync(join(FOLDER, language, name), 'utf8'))
    return Object.entries(words).map(([key, text]): [string, string] => [`${name.slice(0, -5)}.${key}`, text])
  })
  return new Map(pairs)
}

const catalogues = new Map(PUBLIC_LANGUAGES.map(language => [language, catalogueOf(language)]))
const english = catalogues.get('en') ?? new Map<string, string>()
const features = filesIn('en').map(name => name.slice(0, -5))
const others = PUBLIC_LANGUAGES.filter(language => language !== 'en')
const isForDesk = (language: PublicLanguage) => STAFF_LANGUAGES.some(each => each === language)

/** The files that a language has to have, and of English the words in them. */
const filesFor = (language: PublicLanguage) =>
  isForDesk(language) ? filesIn('en') : PUBLIC_CATALOGUES.map(each => `${each}.json`).toSorted()
const englishFor = (language: PublicLanguage) =>
  [...english.keys()].filter(key => filesFor(language).includes(`${key.slice(0, key.indexOf('.'))}.json`))

/** Only a language that nobody has reviewed says so. */
const MAY_BE_EMPTY = ['en shell.unreviewed']
/** Signs and abbreviations that are written alike everywhere. */
const ALIKE = new Set(['—', 'Aman', 'API', 'ID', 'QR', 'PDF', 'CSV'])
const LONGEST = 400
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

const unique = (list: readonly string[]) => [...new Set(list)].toSorted()

describe.each(others)('%s', language => {
  const words = catalogues.get(language) ?? new Map<string, string>()

  test('has every key of English and no other', () => {
    expect(filesIn(language)).toEqual(filesFor(language))
    expect(
      englishFor(language).filter(key => !words.has(key)),
      'missing',
    ).toEqual([])
    expect(
      [...words.keys()].filter(key => !english.has(key)),
      'too many',
    ).toEqual([])
  })

  test('is translated', () => {
    const alike = (text: string) => ALIKE.has(text) || !/\p{L}/u.test(text.replaceAll(/\{[^{}]*\}/g, ''))
    const same = [...words].filter(([key, text]) => text === english.get(key) && !alike(text))
    expect(same).toEqual([])
  })

  test('puts in what English puts in', () => {
    const differing = [...words].filter(([key, text]) => {
      const original = english.get(key)
      if (original === undefined) return false
      return unique(argumentsOf(astOf(language, text))).join() !== unique(argumentsOf(astOf('en', original))).join()
    })
    expect(differing.map(([key]) => key)).toEqual([])
  })
})

describe.each(PUBLIC_LANGUAGES)('%s', language => {
  const words = [...(catalogues.get(language) ?? [])]

  test('can be read as messages, and counts as the language counts', () => {
    const wrong = words.flatMap(([key, text]) => {
      try {
        return missingForms(language, astOf(language, text)).map(form => `${key}: no form "${form}"`)
      } catch {
        return [`${key}: not a message`]
      }
    })
    expect(wrong).toEqual([])
  })

  test('leaves nothing empty and nothing endless', () => {
    const empty = words.filter(([key, text]) => text.trim() === '' && !MAY_BE_EMPTY.includes(`${language} ${key}`))
    expect(empty.map(([key]) => key)).toEqual([])
    expect(words.filter(([, text]) => text.length > LONGEST).map(([key]) => key)).toEqual([])
    expect(words.filter(([, text]) => text !== text.trim()).map(([key]) => key)).toEqual([])
  })

  test('never calls a person by what was done to her', () => {
    expect(
      words.filter(([, text]) => /victim|жертв|құрбан|qurbon|курман|қурбон/iu.test(text)).map(([key]) => key),
    ).toEqual([])
  })
})

describe('the code and its words', () => {
  const use = useOf(features)
  const codes = unique([...use.codes].map(code => code.replaceAll('.', '-')))
  const begins = (key: string) => [...use.beginnings].some(each => key === each || key.startsWith(`${each}-`))

  test('every word asked for exists', () => {
    expect([...use.keys].filter(key => !english.has(key))).toEqual([])
    const keys = [...english.keys()]
    const nowhere = [...use.beginnings].filter(
      each => !english.has(each) && !keys.some(key => key.startsWith(`${each}-`)),
    )
    expect(nowhere.filter(each => !use.codes.has(each))).toEqual([])
    expect(use.patterns.filter(pattern => !keys.some(key => pattern.test(key))).map(String)).toEqual([])
  })

  test('every word is asked for', () => {
    const unused = [...english.keys()].filter(
      key =>
        !key.startsWith('refusals.') &&
        !use.keys.has(key) &&
        !begins(key) &&
        !use.patterns.some(each => each.test(key)),
    )
    expect(unused).toEqual([])
  })

  test('every refusal has its sentence, and no sentence is left over', () => {
    const sentences = [...english.keys()]
      .filter(key => key.startsWith('refusals.'))
      .map(key => key.slice('refusals.'.length))
    expect(
      codes.filter(code => !sentences.includes(code)),
      'without a sentence',
    ).toEqual([])
    expect(
      sentences.filter(sentence => !codes.includes(sentence)),
      'left over',
    ).toEqual([])
  })
})
