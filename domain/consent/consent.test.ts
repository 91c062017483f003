import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Consent, consentFor, DEPTHS, depthReaches, PURPOSES, purposeOf, valid } from './consent.ts'

const MINUTE = 60_000
const START = Date.parse('2026-11-24T06:00:00Z')
const instant = fc.integer({ min: 0, max: 6 }).map(minutes => new Date(START + minutes * MINUTE))
const agency = fc.constantFrom('agency-a', 'agency-b')

const consent = fc.record({
  purpose: fc.constantFrom(...PURPOSES),
  recipientAgencyId: fc.option(agency),
  depth: fc.constantFrom(...DEPTHS),
  agreed: fc.boolean(),
  validFrom: instant,
  validUntil: instant,
  withdrawnAt: fc.option(instant),
  supersededAt: fc.option(instant),
  ownView: fc.boolean(),
  genuine: fc.boolean(),
})
const consents = fc
  .array(consent, { maxLength: 12 })
  .map(list => list.map((each, index): Consent => ({ id: `0000${index}`.slice(-4), ...each })))

/** The rule told again, minute by minute and without its code. */
function counts(each: Consent, now: Date): boolean {
  if (!each.agreed || !each.genuine) return false
  if (each.supersededAt !== null && now.getTime() >= each.supersededAt.getTime()) return false
  if (now.getTime() < each.validFrom.getTime()) return false
  if (now.getTime() >= each.validUntil.getTime()) return false
  if (each.withdrawnAt === null) return true
  return now.getTime() < each.withdrawnAt.getTime()
}
const RANK = { existence: 0, coded: 1, identity: 2, full: 3 }

describe('a consent', () => {
  test('counts while it was given, is not taken back, and its time runs', () => {
    fc.assert(
      fc.property(
        consents,
        instant,
        (list, now) => void expect(list.map(each => valid(each, now))).toEqual(list.map(each => counts(each, now))),
      ),
    )
  })

  test('once it has ended it does not count again', () => {
    fc.assert(
      fc.property(consents, instant, instant, (list, one, two) => {
        const [early, late] = one <= two ? [one, two] : [two, one]
        for (const each of list.filter(given => given.validFrom <= early && !valid(given, early)))
          expect(valid(each, late)).toBe(false)
      }),
    )
  })

  test('a no, and what was taken back in the same moment, never count', () => {
    const given = {
      id: '1',
      purpose: 'referral',
      recipientAgencyId: 'a',
      depth: 'full',
      validFrom: new Date(START),
      validUntil: new Date(START + 9),
      supersededAt: null,
      ownView: false,
      genuine: true,
    } as const
    expect(valid({ ...given, agreed: false, withdrawnAt: null }, given.validFrom)).toBe(false)
    expect(valid({ ...given, agreed: true, withdrawnAt: given.validFrom }, given.validFrom)).toBe(false)
    expect(valid({ ...given, agreed: true, withdrawnAt: null }, given.validFrom)).toBe(true)
    expect(valid({ ...given, agreed: true, withdrawnAt: null }, given.validUntil)).toBe(false)
  })
})

describe('the consent that permits a referral', () => {
  test('names the agency and the purpose, counts now, is the deepest, and the newest among equals', () => {
    fc.assert(
      fc.property(consents, agency, fc.constantFrom(...PURPOSES), instant, (list, to, purpose, now) => {
        const found = consentFor(list, to, purpose, now)
        const fitting = list.filter(
          each =>
            counts(each, now) &&
            !each.ownView &&
            each.recipientAgencyId === to &&
            each.purpose === purpose &&
            RANK[each.depth] > 0,
        )
        expect(found === null).toBe(fitting.length === 0)
        if (!found) return
        expect(fitting).toContain(found)
        for (const each of fitting) {
          expect(RANK[each.depth]).toBeLessThanOrEqual(RANK[found.depth])
          if (each.depth === found.depth) expect(each.id <= found.id).toBe(true)
        }
      }),
    )
  })

  test('is the same in whatever order they are read, and leaves them as they are', () => {
    fc.assert(
      fc.property(consents, agency, instant, fc.nat(), (list, to, now, turn) => {
        const before = structuredClone(list)
        const turned = [...list.slice(turn % (list.length || 1)), ...list.slice(0, turn % (list.length || 1))].reverse()
        expect(consentFor(turned, to, 'referral', now)?.id).toBe(consentFor(list, to, 'referral', now)?.id)
        expect(list).toEqual(before)
      }),
    )
  })

  test('a report to the police is a question of its own; everything else is help', () => {
    expect(purposeOf('police-report')).toBe('police-report')
    for (const service of ['case-management', 'shelter', 'legal', 'return', 'police'])
      expect(purposeOf(service)).toBe('referral')
  })
})

test('a depth reaches itself and what lies above it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DEPTHS), fc.constantFrom(...DEPTHS), (held, asked) => {
      expect(depthReaches(held, asked)).toBe(RANK[held] >= RANK[asked])
    }),
  )
})
