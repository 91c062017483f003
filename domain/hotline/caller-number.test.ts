import { expect, test } from 'vitest'
import { e164 } from './caller-number.ts'

const home = { code: '7', trunk: '8' }

test.each([
  '+7 701 555 01 23',
  '8 (701) 555-01-23',
  '7015550123',
  '77015550123',
  '007 701 5550123',
  'tel:+77015550123',
])('"%s" is one and the same caller', typed => expect(e164(typed, home)).toBe('+77015550123'))

test('a number from abroad stays what it is', () => {
  expect(e164('+998 90 123 45 67', home)).toBe('+998901234567')
  expect(e164('00998901234567', home)).toBe('+998901234567')
})

test.each(['anonymous', '', '101', '+', '+1234567890123456', "1'; --"])('"%s" is no number', typed =>
  expect(e164(typed, home)).toBeNull(),
)
