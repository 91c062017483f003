import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isId, uuidv7 } from './ids.ts'

const LAST = 2 ** 48 - 1
const time = fc.oneof(
  fc.integer({ min: 0, max: LAST }),
  fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2100-01-01') }),
)
const chance = fc.uint8Array({ minLength: 10, maxLength: 16 })

test('is a UUID of version 7 that tells its moment', () => {
  fc.assert(
    fc.property(time, chance, (at, bytes) => {
      const id = uuidv7(at, bytes)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(isId(id)).toBe(true)
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at)
    }),
  )
})

test('the example of RFC 9562, appendix A.6', () => {
  const bytes = Uint8Array.of(0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f)
  expect(uuidv7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('later ids sort after earlier ones, as text', () => {
  fc.assert(
    fc.property(time, time, chance, chance, (one, two, first, second) => {
      fc.pre(one < two)
      expect(uuidv7(one, first) < uuidv7(two, second)).toBe(true)
    }),
  )
})

test('74 bits of chance reach the id', () => {
  fc.assert(
    fc.property(
      time,
      fc.uint8Array({ minLength: 10, maxLength: 10 }),
      fc.integer({ min: 0, max: 79 }),
      (at, bytes, bit) => {
        const other = Uint8Array.from(bytes)
        const index = bit >> 3
        other[index] = (other[index] ?? 0) ^ (0x80 >> (bit & 7))
        const fixed = (index === 0 && (bit & 7) < 4) || (index === 2 && (bit & 7) < 2)
        expect(uuidv7(at, bytes) === uuidv7(at, other)).toBe(fixed)
      },
    ),
  )
})

test('what is no id is none', () => {
  const good = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'
  expect(isId(good)).toBe(true)
  for (const text of [
    '',
    'x',
    good.slice(1),
    `${good}0`,
    ` ${good}`,
    `${good}\n`,
    good.toUpperCase(),
    `{${good}}`,
    good.replaceAll('-', ''),
    good.replace('-7cc3', '-9cc3'),
  ]) {
    expect(isId(text), text).toBe(false)
  }
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => !isId(text)))
})
