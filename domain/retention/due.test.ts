import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Retention } from '#knowledge/schema/practice.ts'
import { after, dueOn, type Ended, RETAINED, standing } from './due.ts'

const day = fc
  .integer({ min: 0, max: 40_000 })
  .map(days => new Date(Date.UTC(1990, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const term = fc.oneof(
  fc.record({ years: fc.integer({ min: 1, max: 75 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 3660 }) }),
)
const retention: fc.Arbitrary<Retention> = fc.record({
  terms: fc.record({
    'closed-case': term,
    'lone-screening': term,
    'screening-draft': term,
    'withdrawn-draft': term,
    'lone-contact': term,
  }),
  announceDays: fc.integer({ min: 1, max: 60 }),
  erasureWaitDays: fc.constant(7),
  destroyCopiesDays: fc.constant(14),
  basis: fc.constant('practice' as const),
  source: fc.constant('invented'),
  status: fc.constant('unverified' as const),
})
const ended: fc.Arbitrary<Ended> = fc.record({
  kind: fc.constantFrom(...RETAINED),
  endedOn: day,
  keptUntil: fc.option(day, { nil: null }),
  announced: fc.option(fc.record({ dueOn: day, goesOn: day }), { nil: null }),
})

test('a term of years ends on the same day, and one from 29 February never a day early', () => {
  expect(after('2021-11-24', { years: 5 })).toBe('2026-11-24')
  expect(after('2024-02-29', { years: 5 })).toBe('2029-03-01')
  expect(after('2024-02-29', { years: 4 })).toBe('2028-02-29')
  expect(after('2026-12-31', { days: 1 })).toBe('2027-01-01')
})

test('nothing goes before its term is over, nor before the day until which it is kept', () => {
  fc.assert(
    fc.property(ended, retention, day, (record, rules, today) => {
      const at = standing(record, rules, today)
      expect(at.dueOn >= after(record.endedOn, rules.terms[record.kind])).toBe(true)
      expect(record.keptUntil === null || at.dueOn >= record.keptUntil).toBe(true)
      expect(at.goesOn >= at.dueOn || record.announced?.dueOn === at.dueOn).toBe(true)
    }),
  )
})

test('nothing goes that was not announced for this very day of due', () => {
  fc.assert(
    fc.property(ended, retention, day, (record, rules, today) => {
      if (standing(record, rules, today).state !== 'goes') return
      expect(record.announced?.dueOn).toBe(dueOn(record, rules))
      expect((record.announced?.goesOn ?? '9') <= today).toBe(true)
    }),
  )
})

test('from its announcement to its going pass the days of announcement, and then it goes and stays gone', () => {
  fc.assert(
    fc.property(ended, retention, day, fc.integer({ min: 0, max: 400 }), (record, rules, today, passed) => {
      const first = standing({ ...record, announced: null }, rules, today)
      if (first.state !== 'due') return
      expect(first.goesOn).toBe(after(today, { days: rules.announceDays }))
      const announced = { ...record, announced: { dueOn: first.dueOn, goesOn: first.goesOn } }
      const later = standing(announced, rules, after(today, { days: passed }))
      expect(later.state).toBe(passed >= rules.announceDays ? 'goes' : 'announced')
    }),
  )
})

test('keeping it longer voids the notice, whenever that was decided', () => {
  fc.assert(
    fc.property(ended, retention, day, fc.integer({ min: 1, max: 3650 }), (record, rules, today, more) => {
      const due = dueOn(record, rules)
      const announced = { ...record, announced: { dueOn: due, goesOn: today } }
      const kept = { ...announced, keptUntil: after(due, { days: more }) }
      expect(['kept', 'due']).toContain(standing(kept, rules, today).state)
    }),
  )
})
