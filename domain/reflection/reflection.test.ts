import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayIn, daysBetween, startOfDay } from '#domain/shared/dates.ts'
import { judge, readClaims } from './certificate.ts'
import { certificateNumber, groupedNumber, readCertificateNumber } from './certificate-number.ts'
import { mayPlanInterview } from './interview.ts'
import { clockOf, extended, lastDay, overAt, REMINDERS, reflectionStatus, reminderFor } from './period.ts'
import { INSTITUTIONS, reflectionSeenBy, SIGHT_PARTS } from './sight.ts'

const ZONES = ['Asia/Almaty', 'Asia/Tashkent', 'America/St_Johns', 'Pacific/Kiritimati', 'Europe/Berlin']
const zone = fc.constantFrom(...ZONES)
const day = fc.integer({ min: 0, max: 7000 }).map(count => addDays('2020-01-01', count))

describe('the length', () => {
  test('30 days from 24 November, the first counted, end on 23 December', () => {
    const asked = { today: '2026-11-24', startedOn: '2026-11-24', days: 30, least: { days: 30 } }
    expect(lastDay(asked)).toEqual({ ok: true, value: '2026-12-23' })
  })

  test('is never less than the least, and counts exactly the days that were asked for', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 366 }), fc.integer({ min: 1, max: 366 }), (startedOn, days, least) => {
        const last = lastDay({ today: startedOn, startedOn, days, least: { days: least } })
        expect(last.ok).toBe(days >= least)
        if (last.ok) expect(daysBetween(startedOn, last.value) + 1).toBe(days)
      }),
    )
  })

  test('an extension only ever lengthens', () => {
    fc.assert(
      fc.property(day, day, (lastOn, until) => {
        const answer = extended({ startedOn: '2020-01-01', lastOn }, until)
        expect(answer.ok).toBe(until > lastOn && daysBetween(lastOn, until) <= 366)
      }),
    )
  })
})

describe('the clock', () => {
  test('a period ends when its last day ends in the country, whatever its time zone', () => {
    fc.assert(
      fc.property(zone, day, (timeZone, lastOn) => {
        const end = overAt(timeZone, lastOn)
        const period = { overAt: end, endedAt: null, endedHow: null }
        expect(dayIn(timeZone, end)).toBe(addDays(lastOn, 1))
        expect(dayIn(timeZone, new Date(end.getTime() - 1))).toBe(lastOn)
        expect(reflectionStatus(period, new Date(end.getTime() - 1))).toBe('running')
        expect(reflectionStatus(period, end)).toBe('ended-by-time')
      }),
    )
  })

  test('a day begins at its first instant, also where clocks are turned', () => {
    expect(startOfDay('Asia/Almaty', '2024-03-01').toISOString()).toBe('2024-02-29T19:00:00.000Z')
    fc.assert(fc.property(zone, day, (timeZone, each) => dayIn(timeZone, startOfDay(timeZone, each)) === each))
  })

  test('her word ends it at once, and is told apart from a mistake', () => {
    const period = { overAt: new Date('2026-12-23T19:00:00Z'), endedAt: new Date('2026-12-01T00:00:00Z') }
    const now = new Date('2026-12-02T00:00:00Z')
    expect(reflectionStatus({ ...period, endedHow: 'by-choice' }, now)).toBe('ended-by-choice')
    expect(reflectionStatus({ ...period, endedHow: 'revoked' }, now)).toBe('revoked')
  })

  test('gone and left always make the whole, and no day is counted twice', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 366 }),
        fc.integer({ min: -10, max: 400 }),
        (startedOn, days, after) => {
          const period = { startedOn, lastOn: addDays(startedOn, days - 1), leastDays: 1 }
          const clock = clockOf(period, addDays(startedOn, after))
          expect(clock.gone + clock.left).toBe(days)
          expect(clock.left).toBe(Math.min(days, Math.max(0, days - after)))
        },
      ),
    )
  })

  test('reminds at 7, 3 and 1 days before the end, and never once it is over', () => {
    expect([8, 7, 4, 3, 2, 1, 0].map(reminderFor)).toEqual([null, 7, 7, 3, 3, 1, null])
    const { reminders } = clockOf({ startedOn: '2026-11-24', lastOn: '2026-12-23', leastDays: 30 }, '2026-11-24')
    expect(reminders.map(each => each.on)).toEqual(['2026-12-17', '2026-12-21', '2026-12-23'])
    expect(reminders.map(each => each.before)).toEqual([...REMINDERS])
  })
})

describe('an interview by the police', () => {
  const word = fc.record({ at: fc.date({ noInvalidDate: true }), yes: fc.boolean() })

  test('outside a period nothing here forbids it; within one silence is no yes', () => {
    expect(mayPlanInterview({ running: false }, [])).toBe(true)
    expect(mayPlanInterview({ running: true }, [])).toBe(false)
  })

  test('her latest word decides, in whatever order the words are read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, selector: each => each.at.getTime() }), words => {
        const latest = words.toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
        expect(mayPlanInterview({ running: true }, words)).toBe(latest?.yes)
        expect(mayPlanInterview({ running: true }, words.toReversed())).toBe(latest?.yes)
      }),
    )
  })
})

test('who sees what: five institutions, five depths', () => {
  const seen = (institution: (typeof INSTITUTIONS)[number], told: readonly ('clock' | 'choice')[] = []) =>
    reflectionSeenBy(institution, 'full', told)
  expect(seen('border', ['clock', 'choice'])).toEqual([])
  expect(seen('police')).toEqual([])
  expect(seen('police', ['choice'])).toEqual(['choice'])
  expect(seen('shelter')).toEqual(['clock', 'choice', 'certificate'])
  expect(seen('case-work')).toEqual(['clock', 'choice', 'certificate'])
  expect(seen('consulate')).toEqual([])
  expect(seen('consulate', ['clock'])).toEqual(['clock'])
  for (const institution of INSTITUTIONS) {
    expect(reflectionSeenBy(institution, null, SIGHT_PARTS)).toEqual([])
    expect(reflectionSeenBy(institution, 'existence', SIGHT_PARTS)).toEqual([])
  }
})

describe('the number of a certificate', () => {
  const number = fc.uint8Array({ minLength: 11, maxLength: 11 }).map(certificateNumber)

  test('is read back as it is written, with small letters, blanks and look-alikes', () => {
    fc.assert(
      fc.property(number, each => {
        expect(each).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
        expect(readCertificateNumber(groupedNumber(each))).toBe(each)
        const sloppy = groupedNumber(each).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')
        expect(readCertificateNumber(sloppy)).toBe(each)
      }),
    )
  })

  test('one sign mistyped is noticed', () => {
    fc.assert(
      fc.property(number, fc.nat(11), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (each, at, sign) => {
        fc.pre(each[at] !== sign)
        expect(readCertificateNumber(each.slice(0, at) + sign + each.slice(at + 1))).toBeNull()
      }),
    )
  })

  test('no text breaks its reading', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(() => readCertificateNumber(text)).not.toThrow()
      }),
    )
  })
})

test('claims of any other shape are no certificate', () => {
  const claims = { n: certificateNumber(new Uint8Array(11)), d: '2026-12-24', c: 'KZ', t: '116 16', i: 1, x: 2 }
  expect(readClaims(claims)).toEqual(claims)
  for (const [name, value] of Object.entries({ n: 'X', d: '2026-13-01', c: 'kz', t: '<b>', i: 3, x: 1.5 })) {
    expect(readClaims({ ...claims, [name]: value }), name).toBeNull()
  }
  fc.assert(fc.property(fc.anything(), value => readClaims(value) === null))
  const here = { country: 'KZ', now: new Date(1500), revoked: () => false }
  expect(judge({ ...claims, i: 1, x: 2 }, here)).toBe('valid')
  expect(judge(claims, { ...here, now: new Date(2000) })).toBe('over')
  expect(judge(claims, { ...here, revoked: () => true })).toBe('revoked')
  expect(judge(claims, { ...here, country: 'UZ' })).toBe('other-country')
})
