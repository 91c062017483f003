import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { ROOT } from './source-files.ts'

/*
 * The sentences of these pages are advice and signposts. A number is a fact: a term, a telephone, an article, a sum. Facts stand in
 * `knowledge/` with their source, and reach a page through an argument or a rule.
 */
const CATALOGUES = ['guides', 'help', 'law-gaps', 'rights', 'self-check', 'tiers'] as const

/** The age below which somebody is a child (Palermo Protocol, art. 3(d); knowledge/law/palermo.json): what a person is asked, and says. */
const CHILD = /\b18\b/g

/** Keys whose digits are no fact, each with its reason. */
const NO_FACT: Readonly<Record<string, string>> = {
  'rights.on-bad': 'an example of how a day is typed',
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** What is written in a message in so many words: without the names of its arguments and the forms it chooses by. */
const written = (elements: readonly Element[]): string =>
  elements
    .map(element => {
      if (element.type === 0) return element.value
      return 'options' in element
        ? Object.values(element.options)
            .map(each => written(each.value))
            .join(' ')
        : ' '
    })
    .join('')

const statesNumber = (language: string, message: string): boolean =>
  /\p{Nd}/u.test(
    written(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst()).replaceAll(CHILD, ''),
  )

const wordsOf = (language: string, catalogue: string): [key: string, text: string][] =>
  Object.entries(JSON.parse(readFileSync(join(ROOT, 'knowledge/words', language, `${catalogue}.json`), 'utf8')))

describe.each(PUBLIC_LANGUAGES)('%s', language => {
  test.each(CATALOGUES)(
    'no sentence of %s states a number: what has a number has a source, and stands in knowledge/',
    catalogue => {
      const stating = wordsOf(language, catalogue)
        .filter(([key, text]) => !(`${catalogue}.${key}` in NO_FACT) && statesNumber(language, text))
        .map(([key, text]) => `${catalogue}.${key}: ${text}`)
      expect(stating).toEqual([])
    },
  )
})

test('what is excepted exists and would otherwise be found', () => {
  const idle = Object.keys(NO_FACT).filter(key => {
    const [catalogue = '', name] = key.split('.')
    return !wordsOf('en', catalogue).some(([each, text]) => each === name && statesNumber('en', text))
  })
  expect(idle).toEqual([])
})

test('a number is found in words, in a plural and in other digits, and not in the syntax of a message', () => {
  for (const stated of ['up to 30 days', '{n, plural, =0 {none} one {# of 9} other {#}}', '٣ days', 'law of 2018'])
    expect(statesNumber('en', stated), stated).toBe(true)
  for (const plain of [
    '{n, plural, =0 {none} one {# day} other {# days}}',
    '{day2} and {a, select, x1 {b} other {c}}',
    'no',
  ])
    expect(statesNumber('en', plain), plain).toBe(false)
})
