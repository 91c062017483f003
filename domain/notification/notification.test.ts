import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  factsOf,
  NOTIFICATION_FIELDS,
  notificationNumber,
  notificationState,
  owesNotification,
} from './notification.ts'

const KNOWN = { openedAt: new Date('2026-11-23T20:00:00Z'), region: 'KZ-61', ageGroup: 'adult' }

test('what goes out is what the country asks for, and nothing else', () => {
  fc.assert(
    fc.property(fc.subarray([...NOTIFICATION_FIELDS]), fields => {
      const facts = factsOf(fields, KNOWN, { exploitation: 'labour', persons: 2 }, 'Asia/Almaty')
      const filled = Object.values(facts).filter(value => value !== null)
      expect(filled).toHaveLength(fields.length)
    }),
  )
})

test('the day is that of the country, and what was not said stays empty', () => {
  const facts = factsOf(NOTIFICATION_FIELDS, KNOWN, { exploitation: null, persons: 1 }, 'Asia/Almaty')
  expect(facts).toEqual({
    turnedOn: '2026-11-24',
    region: 'KZ-61',
    exploitation: null,
    ageGroup: 'adult',
    persons: 1,
  })
})

test('sent stays sent; nobody who owes nothing is told to send', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean(), (owed, told, sent, identity) => {
      const state = notificationState(owed, { told, sent, identity })
      if (sent) expect(['sent', 'with-identity']).toContain(state)
      else if (!owed) expect(state).toBe('not-due')
      else expect(state).toBe(told ? 'told-person' : 'due')
    }),
  )
})

test('the duty is of the kinds that the country names, while its rule is in force', () => {
  expect(owesNotification({ of: ['ngo'] }, 'ngo', true)).toBe(true)
  expect(owesNotification({ of: ['ngo'] }, 'ngo', false)).toBe(false)
  expect(owesNotification({ of: ['ngo'] }, 'shelter', true)).toBe(false)
})

test('the number has its year and twelve digits of chance', () => {
  expect(notificationNumber('2026', '0123456789abcdef')).toBe('2026-4567-89AB-CDEF')
})
