import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addHours } from '#domain/shared/dates.ts'
import { barredUntil, FINDINGS, type Opening, reviewOverdue, stateOf } from './break-glass.ts'

const OPENED = new Date('2026-11-24T06:00:00Z')
const hours = (most: number) => fc.integer({ min: 0, max: most * 60 }).map(minutes => addHours(OPENED, minutes / 60))
const opening: fc.Arbitrary<Opening> = fc.record({
  openedAt: fc.constant(OPENED),
  endsAt: hours(24).filter(each => each > OPENED),
  endedAt: fc.option(hours(24)),
  review: fc.option(fc.record({ finding: fc.constantFrom(...FINDINGS), reviewedAt: hours(200) })),
})

test('runs until its end or until somebody ended it, and is over for ever then', () => {
  fc.assert(
    fc.property(opening, hours(300), hours(300), (one, early, late) => {
      fc.pre(early <= late)
      if (stateOf(one, late) === 'running') expect(stateOf(one, early)).toBe('running')
      if (stateOf(one, early) === 'running') expect(early < one.endsAt).toBe(true)
    }),
  )
})

test('the agency waits for the review, and three days from the opening unless it was justified', () => {
  fc.assert(
    fc.property(opening, one => {
      const until = barredUntil(one)
      if (!one.review) {
        expect(until).toBeNull()
        return
      }
      expect(until && until >= one.review.reviewedAt).toBe(true)
      if (one.review.finding === 'justified') expect(until).toEqual(one.review.reviewedAt)
      else expect(until && until >= addHours(OPENED, 72)).toBe(true)
    }),
  )
})

test('a review is late from the 72nd hour on, and never once it was given', () => {
  const open: Opening = { openedAt: OPENED, endsAt: addHours(OPENED, 4), endedAt: null, review: null }
  expect(reviewOverdue(open, addHours(OPENED, 71.9))).toBe(false)
  expect(reviewOverdue(open, addHours(OPENED, 72))).toBe(true)
  const review = { finding: 'justified' as const, reviewedAt: addHours(OPENED, 80) }
  expect(reviewOverdue({ ...open, review }, addHours(OPENED, 90))).toBe(false)
})
