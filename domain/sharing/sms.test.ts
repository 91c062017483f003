import { expect, test } from 'vitest'
import { messagesOf } from './sms.ts'

test('a text in basic letters goes 160 to a message, and 153 where there are several', () => {
  expect([0, 1, 160, 161, 306, 307].map(length => messagesOf('a'.repeat(length)))).toEqual([0, 1, 1, 2, 2, 3])
})

test('one Cyrillic letter, or the ʻ of Uzbek, makes it 70, and 67 where there are several', () => {
  expect([70, 71, 134, 135].map(length => messagesOf('я'.repeat(length)))).toEqual([1, 2, 2, 3])
  expect(messagesOf(`Oʻ${'a'.repeat(68)}`)).toBe(1)
  expect(messagesOf(`Oʻ${'a'.repeat(69)}`)).toBe(2)
})

test('a few signs of the basic alphabet are as long as two', () => {
  expect(messagesOf('€'.repeat(80))).toBe(1)
  expect(messagesOf('€'.repeat(81))).toBe(2)
})
