import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PUBLIC_CATALOGUES, PUBLIC_LANGUAGES, type PublicLanguage, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { foreignWords, wrongMarks } from './letters.ts'
import { ROOT } from './source-files.ts'
import { BY_WHAT_WAS_DONE } from './text-rules.ts'
import { kindsOf, sourceTexts } from './word-kinds.ts'
import {
  type Bounds,
  leftOver,
  miscounted,
  missing,
  puttingInOther,
  tooLong,
  uncounted,
  untranslated,
  unused,
} from './word-rules.ts'
import { useOf } from './word-use.ts'

const FOLDER = join(ROOT, 'knowledge/words')
const filesIn = (language: string) =>
  readdirSync(join(FOLDER, language))
    .filter(name => name.endsWith('.json') && !name.startsWith('_'))
    .toSorted()

function catalogueOf(language: string): Map<string, string> {
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
/** In characters that a phone of 320 px and a message of 160 can bear; the desk's sentences are a short paragraph. */
const BOUNDS: Bounds = { tab: 25, button: 60, heading: 140, short: 160, sentence: 400 }
const PUBLIC_BOUNDS: Bounds = { ...BOUNDS, heading: 90, sentence: 300 }

const unique = (list: readonly string[]) => [...new Set(list)].toSorted()
const russian = catalogues.get('ru') ?? new Map<string, string>()
const kinds = kindsOf(sourceTexts(), english.keys())
const isPublic = (key: string) => PUBLIC_CATALOGUES.some(each => key.startsWith(`${each}.`))

describe.each(others)('%s', language => {
  const words = catalogues.get(language) ?? new Map<string, string>()

  test('has every key of English and no other', () => {
    expect(filesIn(language)).toEqual(filesFor(language))
    expect(missing(englishFor(language), words), 'missing').toEqual([])
    expect(leftOver(english, words), 'too many').toEqual([])
  })

  test('is translated', () => {
    expect(untranslated(english, language === 'ru' ? null : russian, words)).toEqual([])
  })

  test('puts in what English puts in', () => {
    expect(puttingInOther(english, language, words)).toEqual([])
  })
})

describe.each(PUBLIC_LANGUAGES)('%s', language => {
  const words = catalogues.get(language) ?? new Map<string, string>()
  const pairs = [...words]
  /** What stands in all six languages. */
  const read = new Map(pairs.filter(([key]) => isPublic(key)))

  test('can be read as messages, and counts as the language counts', () => {
    expect(miscounted(language, words)).toEqual([])
  })

  test('leaves nothing empty and nothing endless, and no button of two lines', () => {
    const empty = pairs.filter(([key, text]) => text.trim() === '' && !MAY_BE_EMPTY.includes(`${language} ${key}`))
    expect(empty.map(([key]) => key)).toEqual([])
    expect(pairs.filter(([, text]) => text !== text.trim()).map(([key]) => key)).toEqual([])
    expect(tooLong(language, words, kinds, BOUNDS)).toEqual([])
    expect(tooLong(language, read, kinds, PUBLIC_BOUNDS)).toEqual([])
  })

  test('is written in its own letters', () => {
    const strange = pairs.flatMap(([key, text]) => {
      const said = text.replaceAll(/\{\w+(, (plural|select),)?|\b(one|few|many|other|=\d+|[\w-]+) \{/g, ' ')
      return [...foreignWords(language, said), ...wrongMarks(language, said)].map(word => `${key}: ${word}`)
    })
    expect(strange).toEqual([])
  })

  test('never calls a person by what was done to her', () => {
    expect(pairs.filter(([, text]) => BY_WHAT_WAS_DONE.test(text)).map(([key]) => key)).toEqual([])
  })
})

test('a number that a public page puts before a noun changes the noun', () => {
  expect(uncounted(new Map([...english].filter(([key]) => isPublic(key))))).toEqual([])
})

describe('the code and its words', () => {
  const use = useOf(features)
  const codes = unique([...use.codes].map(code => code.replaceAll('.', '-')))

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
    expect(unused(english, use).filter(key => !key.startsWith('refusals.'))).toEqual([])
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
