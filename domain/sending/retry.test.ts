import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryAfterMs, waitMs } from './retry.ts'

const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

test('waits longer each time, never past a quarter of an hour, and as long as the server asks up to an hour', () => {
  fc.assert(
    fc.property(fc.nat(5_000), chance, fc.nat(10 * 3_600_000), (tries, drawn, asked) => {
      const wait = waitMs(tries, drawn, asked)
      expect(wait).toBeGreaterThanOrEqual(Math.max(2_500, Math.min(asked, 3_600_000)))
      expect(wait).toBeLessThanOrEqual(Math.max(15 * 60_000, Math.min(asked, 3_600_000)))
    }),
  )
  expect(waitMs(0, 0)).toBeLessThan(waitMs(3, 0))
})

test('two telephones that failed at one moment do not come back at one moment', () => {
  expect(waitMs(4, 0.1)).not.toBe(waitMs(4, 0.9))
})

test.each([
  ['120', 120_000],
  ['Tue, 24 Nov 2026 06:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 05:00:00 GMT', 0],
  ['soon', 0],
  ['-5', 0],
  [null, 0],
])('Retry-After %s', (header, ms) => {
  expect(retryAfterMs(header, Date.parse('2026-11-24T06:00:00Z'))).toBe(ms)
})
