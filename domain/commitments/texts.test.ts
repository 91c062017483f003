import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitReport } from './split-report.ts'
import { textDifference } from './text-difference.ts'

const letters = (text: string) => text.match(/\p{L}/gu)?.join('') ?? ''
const words = (text: string) => text.match(/\S+/g) ?? []

describe('the text of a report is parted into recommendations', () => {
  test('at semicolons, at sentences and at the entries of a list', () => {
    const text = `Increase efforts to identify people in forced labour; train inspectors.
      Amend art. 128 of the U.S. Code, incl. No. 5. Fund shelters!

      • Screen foreigners at
        the border
      2) Give time to reflect
      - Refer everybody`
    expect(splitReport(text)).toEqual([
      'Increase efforts to identify people in forced labour',
      'train inspectors.',
      'Amend art. 128 of the U.S. Code, incl. No. 5.',
      'Fund shelters!',
      'Screen foreigners at the border',
      'Give time to reflect',
      'Refer everybody',
    ])
  })
  test('in Russian as well', () => {
    expect(splitReport('Изменить ст. 128 УК. Обучать инспекторов; выделить средства.')).toEqual([
      'Изменить ст. 128 УК.',
      'Обучать инспекторов',
      'выделить средства.',
    ])
  })
  test('and loses no letter, whatever the text; nothing without a letter is a candidate', () => {
    const piece = fc.oneof(
      fc.constantFrom('. ', '; ', '\n', '\r\n\n', '- ', '• ', '1) ', 'art. ', ' ', '! ', '»'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map(parts => parts.join('')),
        text => {
          const found = splitReport(text)
          expect(letters(found.join(''))).toBe(letters(text))
          for (const each of found) expect([each.trim(), /\p{L}/u.test(each)]).toEqual([each, true])
        },
      ),
    )
  })
})

describe('the difference between two wordings', () => {
  test('names what went and what came', () => {
    expect(textDifference('Amend the law on trafficking', 'Amend the penal law')).toEqual([
      { kind: 'same', text: 'Amend the' },
      { kind: 'new', text: 'penal' },
      { kind: 'same', text: 'law' },
      { kind: 'gone', text: 'on trafficking' },
    ])
  })
  test('gives back both texts, word for word, and the same text has none', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'закон', 'и'), { maxLength: 25 }).map(list => list.join(' '))
    fc.assert(
      fc.property(text, text, (earlier, later) => {
        const pieces = textDifference(earlier, later)
        const side = (kind: 'gone' | 'new') => pieces.filter(each => each.kind !== kind).map(each => each.text)
        expect(words(side('new').join(' '))).toEqual(words(earlier))
        expect(words(side('gone').join(' '))).toEqual(words(later))
        expect(pieces.every((each, at) => each.kind !== pieces[at + 1]?.kind)).toBe(true)
        if (earlier === later) expect(pieces.every(each => each.kind === 'same')).toBe(true)
      }),
    )
  })
  test('of endless texts is told at once, as one gone and one new', () => {
    const long = (word: string) => `${word} `.repeat(20_000).trim()
    expect(textDifference(long('one'), long('two')).map(each => each.kind)).toEqual(['gone', 'new'])
  })
})
