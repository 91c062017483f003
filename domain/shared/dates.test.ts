import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addHours, dayIn, inForce, isDay } from './dates.ts'

const HOUR = 3_600_000
const two = (value: number) => String(value).padStart(2, '0')

/** The length of a month by the rule of the calendar, apart from any clock. */
function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

describe('a day', () => {
  test('is one when the calendar has it', () => {
    const part = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), part, part, (year, month, day) => {
        const there = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
        expect(isDay(`${year}-${two(month)}-${two(day)}`)).toBe(there)
      }),
    )
  })
  test('the last of February is there in leap years only', () => {
    for (const [text, there] of [
      ['2024-02-29', true],
      ['2023-02-29', false],
      ['2000-02-29', true],
      ['1900-02-29', false],
    ] as const) {
      expect(isDay(text), text).toBe(there)
    }
  })
  test('any other writing is none', () => {
    for (const text of [
      '',
      '2026-1-1',
      '26-01-01',
      '2026-11-24T00:00:00Z',
      '2026/11/24',
      ' 2026-11-24',
      '2026-11-24\n',
      '+002026-11-24',
      '２０２６-11-24',
    ]) {
      expect(isDay(text), text).toBe(false)
    }
  })
})

describe('the day that a moment falls on', () => {
  // Kazakhstan has kept one time, five hours before Greenwich, since 1 March 2024.
  const since = fc.date({ min: new Date('2024-03-02'), max: new Date('2035-01-01'), noInvalidDate: true })
  test('in Almaty begins five hours before that of Greenwich', () => {
    fc.assert(
      fc.property(since, at => {
        expect(dayIn('Asia/Almaty', at)).toBe(new Date(at.getTime() + 5 * HOUR).toISOString().slice(0, 10))
        expect(dayIn('UTC', at)).toBe(at.toISOString().slice(0, 10))
      }),
    )
  })
  test('was counted by the hour that was kept then', () => {
    expect(dayIn('Asia/Almaty', new Date('2023-05-31T18:00:00Z'))).toBe('2023-06-01')
    expect(dayIn('Asia/Almaty', new Date('2025-05-31T18:00:00Z'))).toBe('2025-05-31')
    expect(dayIn('Asia/Almaty', new Date('2025-05-31T19:00:00Z'))).toBe('2025-06-01')
  })
  test('is a day, and never an earlier one for a later moment', () => {
    fc.assert(
      fc.property(since, since, (one, other) => {
        expect(isDay(dayIn('Asia/Almaty', one))).toBe(true)
        if (one <= other) expect(dayIn('Asia/Almaty', one) <= dayIn('Asia/Almaty', other)).toBe(true)
      }),
    )
  })
})

test('hours are added as they pass, also over a change of clocks, and the moment given stays as it is', () => {
  const at = new Date('2026-03-28T12:00:00Z')
  expect(addHours(at, 24).toISOString()).toBe('2026-03-29T12:00:00.000Z')
  expect(at.toISOString()).toBe('2026-03-28T12:00:00.000Z')
  const hours = fc.integer({ min: -10_000, max: 10_000 })
  fc.assert(
    fc.property(hours, hours, (a, b) => addHours(addHours(at, a), b).getTime() === addHours(at, a + b).getTime()),
  )
})

describe('a rule in force', () => {
  const day = fc
    .integer({ min: 0, max: 60 })
    .map(count => new Date(Date.UTC(2024, 0, 1) + count * 24 * HOUR).toISOString().slice(0, 10))
  test('holds from its first day to the day before its end, or without end', () => {
    fc.assert(
      fc.property(day, fc.option(day), day, (from, until, on) => {
        const [a, b, c] = [
          Date.parse(from),
          until === null ? Number.POSITIVE_INFINITY : Date.parse(until),
          Date.parse(on),
        ]
        expect(inForce({ from, until }, on)).toBe(c >= a && c < b)
      }),
    )
  })
  test('of two wordings that follow each other one holds on each day', () => {
    fc.assert(
      fc.property(day, day, (change, on) => {
        const held = [
          { from: '0001-01-01', until: change },
          { from: change, until: null },
        ].filter(rule => inForce(rule, on))
        expect(held).toHaveLength(1)
      }),
    )
  })
})
