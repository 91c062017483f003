import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentOf, uuidv7 } from '#domain/shared/ids.ts'
import { byOurClock, EARLIEST, isPlausibleMoment, momentForId } from './clock.ts'

const NOW = Date.parse('2026-11-24T06:00:00Z')
const DAY = 24 * 3_600_000
/** As often a clock that is wrong by less than two years: nearly every one of all moments is farther off. */
const anyMoment = fc.oneof(
  fc.integer({ min: 0, max: Date.parse('2199-12-31T00:00:00Z') }),
  fc.integer({ min: NOW - 700 * DAY, max: NOW + 700 * DAY }),
)

describe('a clock that is wrong', () => {
  test('moves nothing into the future, nothing before the first screening, and nothing out of its order', () => {
    fc.assert(
      fc.property(anyMoment, anyMoment, anyMoment, anyMoment, (started, saved, sent, inId) => {
        const device = { startedAt: new Date(started), savedAt: new Date(saved), sentAt: new Date(sent) }
        const { startedAt, savedAt } = byOurClock(device, new Date(NOW), inId)
        expect(startedAt <= savedAt && savedAt.getTime() <= NOW).toBe(true)
        expect(startedAt.getTime()).toBeGreaterThanOrEqual(EARLIEST)
      }),
    )
  })

  test('keeps how long a screening lasted and how long ago it was, however wrong it is', () => {
    const ago = fc.integer({ min: 0, max: 300 * DAY })
    fc.assert(
      fc.property(anyMoment, ago, ago, (wrong, one, other) => {
        const [long, short] = [Math.max(one, other), Math.min(one, other)]
        const at = (past: number) => new Date(wrong - past)
        const device = { startedAt: at(long), savedAt: at(short), sentAt: at(0) }
        const { startedAt, savedAt } = byOurClock(device, new Date(NOW), momentForId(wrong - long, NOW - long))
        const off = Math.abs(wrong - NOW) <= 2 * 60_000 ? Math.abs(wrong - NOW) : 0
        expect(Math.abs(NOW - short - savedAt.getTime())).toBeLessThanOrEqual(off)
        expect(Math.abs(NOW - long - startedAt.getTime())).toBeLessThanOrEqual(off)
      }),
    )
  })

  test('that was set right before sending makes no record of years ago, which would soon be deleted as one', () => {
    const contact = NOW - 3 * DAY
    const then = Date.parse('2021-01-01T00:00:00Z')
    const device = { startedAt: new Date(then), savedAt: new Date(then + 600_000), sentAt: new Date(NOW) }
    const { startedAt, savedAt } = byOurClock(device, new Date(NOW), momentForId(then, contact))
    expect([startedAt, savedAt]).toEqual([new Date(contact), new Date(NOW)])
  })

  test('makes no id that the server takes for nonsense', () => {
    const since = fc.integer({ min: 0, max: 360 * DAY })
    fc.assert(
      fc.property(anyMoment, since, (deviceNow, ago) => {
        const moment = momentOf(uuidv7(momentForId(deviceNow, NOW - ago), new Uint8Array(10)))
        expect(moment !== null && isPlausibleMoment(moment, NOW)).toBe(true)
      }),
    )
  })
})

test('only a UUIDv7 holds a moment', () => {
  expect(momentOf(uuidv7(NOW, new Uint8Array(10)))).toBe(NOW)
  expect(momentOf('0f8fad5b-d9cb-469f-a165-70867728950e')).toBeNull()
  expect(momentOf('not an id')).toBeNull()
})
