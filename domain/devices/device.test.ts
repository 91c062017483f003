import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addHours } from '#domain/shared/dates.ts'
import { inGroups } from '#domain/shared/typed-signs.ts'
import { CODE_BYTES, codeFrom, codeIn, type DeviceFacts, deviceState } from './device.ts'

const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
const maybe = fc.option(instant)
const facts: fc.Arbitrary<DeviceFacts> = fc.record({
  carried: fc.boolean(),
  lastSeenAt: instant,
  revokedAt: maybe,
  wipedAt: maybe,
})

test('a code is read back as it was shown, however it is typed', () => {
  const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES })
  fc.assert(
    fc.property(bytes, fc.constantFrom(' ', '-', '', ' — '), (each, mark) => {
      const code = codeFrom(each)
      expect(codeIn(` ${inGroups(code).toLowerCase().replaceAll('-', mark)} `)).toBe(code)
    }),
  )
  expect(() => codeFrom(new Uint8Array(7))).toThrow()
  expect(codeIn('7KQW-3NX')).toBeNull()
})

test('a device may keep what it has while nobody ended it and its owner may screen, and only then', () => {
  fc.assert(
    fc.property(facts, instant, (device, now) => {
      const keeps = ['in-use', 'silent'].includes(deviceState(device, now))
      expect(keeps).toBe(device.carried && !device.revokedAt && !device.wipedAt)
    }),
  )
})

test('from being wiped a device does not come back, whatever becomes of its owner', () => {
  fc.assert(
    fc.property(facts, instant, instant, (device, wipedAt, now) => {
      expect(deviceState({ ...device, wipedAt }, now)).toBe('wiped')
    }),
  )
})

test('a device is silent from the thirtieth day on which nobody heard of it', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 2000 }), (lastSeenAt, hours) => {
      const device = { carried: true, lastSeenAt, revokedAt: null, wipedAt: null }
      expect(deviceState(device, addHours(lastSeenAt, hours))).toBe(hours < 720 ? 'in-use' : 'silent')
    }),
  )
})
