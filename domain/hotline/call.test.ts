import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LONGEST_WAIT_MINUTES, minutesSince, rangAt } from './call.ts'

const moment = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-01-01T00:00:00Z'),
  noInvalidDate: true,
})

test('whatever an exchange says, a call never rang in the future, nor longer ago than anybody waits', () => {
  fc.assert(
    fc.property(fc.option(moment), moment, (said, received) => {
      const rang = rangAt(said, received)
      expect(rang.getTime()).toBeLessThanOrEqual(received.getTime())
      expect(minutesSince(rang, received)).toBeLessThanOrEqual(LONGEST_WAIT_MINUTES)
    }),
  )
})

test('an honest clock is believed', () => {
  const said = new Date('2026-11-24T06:00:00Z')
  expect(rangAt(said, new Date('2026-11-24T06:00:40Z'))).toEqual(said)
})
