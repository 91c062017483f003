import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  openSteps,
  overdue,
  REFERRAL_STATUSES,
  REFERRAL_STEPS,
  type ReferralStatus,
  type StoredStatus,
  statusAt,
  takeStep,
} from './referral.ts'

/** Every step that is open, written down a second time from the description of the work. */
const OPEN: readonly [from: string, step: string, to: string][] = [
  ['draft', 'send', 'sent'],
  ['draft', 'withdraw', 'withdrawn'],
  ['sent', 'accept', 'accepted'],
  ['sent', 'decline', 'declined'],
  ['sent', 'withdraw', 'withdrawn'],
  ['accepted', 'complete', 'completed'],
  ['accepted', 'withdraw', 'withdrawn'],
  ['expired', 'withdraw', 'withdrawn'],
]
const OVER = ['declined', 'withdrawn', 'completed'] as const
const status = fc.constantFrom(...REFERRAL_STATUSES)
const stored = fc.constantFrom(...REFERRAL_STATUSES.filter((each): each is StoredStatus => each !== 'expired'))
const step = fc.constantFrom(...REFERRAL_STEPS)
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })

describe('the table of steps', () => {
  test.each(REFERRAL_STATUSES.flatMap(from => REFERRAL_STEPS.map(each => [from, each] as const)))(
    '%s, %s',
    (from, each) => {
      const open = OPEN.find(one => one[0] === from && one[1] === each)
      const expected = open
        ? { ok: true, value: open[2] }
        : { ok: false, code: 'referral.step-not-open', detail: { from, step: each } }
      expect(takeStep(from, each)).toEqual(expected)
    },
  )

  test('the steps that are offered are those that can be taken', () => {
    for (const from of REFERRAL_STATUSES) {
      expect([...openSteps(from)].sort()).toEqual(REFERRAL_STEPS.filter(each => takeStep(from, each).ok).sort())
    }
  })

  test('whatever is tried, in whatever order, no referral comes back to where it was, and none leaves its end', () => {
    fc.assert(
      fc.property(stored, fc.array(step, { maxLength: 20 }), (begin, tries) => {
        const seen: ReferralStatus[] = [begin]
        for (const each of tries) {
          const from = seen.at(-1) ?? begin
          const taken = takeStep(from, each)
          if (!taken.ok) continue
          expect(seen).not.toContain(taken.value)
          expect(OVER).not.toContain(from)
          seen.push(taken.value)
        }
        expect(seen.length).toBeLessThanOrEqual(4)
      }),
    )
  })

  test('help is only completed by who accepted it, and only accepted after it was sent', () => {
    for (const from of REFERRAL_STATUSES) {
      expect(takeStep(from, 'complete').ok).toBe(from === 'accepted')
      expect(takeStep(from, 'accept').ok).toBe(from === 'sent')
    }
  })
})

describe('time', () => {
  test('a referral that was sent and not answered is expired from the very moment its time has passed', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -1e9, max: 1e9 }), (expiresAt, late) => {
        const now = new Date(expiresAt.getTime() + late)
        expect(statusAt({ status: 'sent', expiresAt }, now)).toBe(late >= 0 ? 'expired' : 'sent')
      }),
    )
  })

  test('nothing but an unanswered referral expires, and one without a time never', () => {
    fc.assert(
      fc.property(stored, fc.option(instant), instant, (before, expiresAt, now) => {
        if (before !== 'sent' || expiresAt === null) expect(statusAt({ status: before, expiresAt }, now)).toBe(before)
      }),
    )
  })

  test('an answer is overdue from its moment on, while it is still owed', () => {
    fc.assert(
      fc.property(status, instant, fc.integer({ min: -1e9, max: 1e9 }), (at, answerDueAt, late) => {
        const now = new Date(answerDueAt.getTime() + late)
        expect(overdue({ status: at, answerDueAt }, now)).toBe(at === 'sent' && late >= 0)
        expect(overdue({ status: at, answerDueAt: null }, now)).toBe(false)
      }),
    )
  })

  test('what has expired is not overdue as well', () => {
    fc.assert(
      fc.property(instant, instant, (expiresAt, now) => {
        const seen = statusAt({ status: 'sent', expiresAt }, now)
        expect(seen === 'expired' && overdue({ status: seen, answerDueAt: expiresAt }, now)).toBe(false)
      }),
    )
  })
})
