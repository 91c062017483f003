import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inGroups } from '#domain/shared/typed-signs.ts'
import { RECEIPT_BYTES, receiptFrom, receiptIn } from './receipt.ts'

const receipt = fc.uint8Array({ minLength: RECEIPT_BYTES, maxLength: RECEIPT_BYTES }).map(receiptFrom)

test('a number is read back as it was shown, in small letters, with spaces or without', () => {
  fc.assert(
    fc.property(receipt, fc.constantFrom(' ', '-', '', ' — ', '.'), (each, mark) => {
      expect(receiptIn(inGroups(each))).toBe(each)
      expect(receiptIn(` ${inGroups(each).toLowerCase().replaceAll('-', mark)} `)).toBe(each)
    }),
  )
})

test('it has twelve signs of thirty-two, each as likely: sixty bits', () => {
  const signs = new Set<string>()
  for (let byte = 0; byte < 256; byte++) signs.add(receiptFrom(new Uint8Array(RECEIPT_BYTES).fill(byte))[0] ?? '')
  expect(signs.size).toBe(32)
  expect([...signs].join('')).not.toMatch(/[ILOU]/)
  expect(() => receiptFrom(new Uint8Array(11))).toThrow()
})

test('a look-alike and the same shape on a Cyrillic keyboard are the sign that they look like', () => {
  expect(receiptIn('OIL1-0000-ABCE')).toBe('01110000ABCE')
  expect(receiptIn('АВЕК-МНОР-СТУХ')).toBe('ABEKMH0PCTYX')
})

test('anything else is none', () => {
  fc.assert(
    fc.property(fc.string(), typed => {
      const read = receiptIn(typed)
      if (read !== null) expect(read).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
    }),
  )
  for (const typed of ['', '7KQW-3NXA-90T', '7KQW-3NXA-90TBB', '7KQW-3NXA-90TU', 'ЖЖЖЖЖЖЖЖЖЖЖЖ']) {
    expect(receiptIn(typed)).toBeNull()
  }
})
