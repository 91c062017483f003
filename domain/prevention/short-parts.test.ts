import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortParts } from './short-parts.ts'

test('sentences that fit together go together, the others apart', () => {
  expect(shortParts(['Call 112.', 'Say where you are.', 'Wait.'], 30)).toEqual([
    'Call 112. Say where you are.',
    'Wait.',
  ])
  expect(shortParts([], 30)).toEqual([])
})

test('a sentence longer than a part is parted between words', () => {
  expect(shortParts(['one two three four'], 9)).toEqual(['one two', 'three', 'four'])
})

test('no word is lost or moved, and no part is too long', () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'ж', 'ʻ') })
  fc.assert(
    fc.property(fc.array(fc.array(word, { minLength: 1 }).map(each => each.join(' '))), sentences => {
      const parts = shortParts(sentences, 20)
      expect(parts.join(' ')).toBe(sentences.join(' '))
      expect(parts.every(each => each.length <= 20)).toBe(true)
    }),
  )
})
