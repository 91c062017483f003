import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CRITERIA } from '#knowledge/schema/standards.ts'
import { OWN_COUNTS, type OwnYear, ownStandingsOf } from './own-counts.ts'
import { periodOf, yearRunningOn } from './period.ts'

const COUNTED = fc.oneof(fc.constant(null), fc.integer({ min: 5, max: 20 }), fc.constant(0))
const yearOf = (since: string, until: string) =>
  fc
    .tuple(...OWN_COUNTS.map(() => COUNTED))
    .map(values => ({ since, until, counts: Object.fromEntries(OWN_COUNTS.map((name, at) => [name, values[at]])) }))
    .map(each => each as OwnYear)

const [now, before] = [periodOf(2027), periodOf(2026)]
const criteria = Array.from({ length: CRITERIA }, (_, at) => at + 1)
const allOf = (own: { now: OwnYear | null; before: OwnYear | null }) =>
  criteria.flatMap(number => ownStandingsOf(number, 2027, own))

test('31 March belongs to the report of its own year, 1 April to the next', () => {
  expect(['2026-03-31', '2026-04-01', '2026-12-31', '2027-01-01'].map(yearRunningOn)).toEqual([2026, 2027, 2027, 2027])
})

test('every count stands under one criterion', () => {
  fc.assert(
    fc.property(yearOf(now.from, now.until), own => {
      const names = allOf({ now: own, before: null }).map(each => each.name)
      expect(names.toSorted()).toEqual([...OWN_COUNTS].sort())
    }),
  )
})

test('a change is told between two whole periods and two numbers that are shown, and never otherwise', () => {
  const days = fc.constantFrom(now, { from: now.from, until: '2026-11-01' }, { from: '2026-05-09', until: now.until })
  const daysBefore = fc.constantFrom(before, { from: '2025-10-22', until: before.until })
  const both = fc
    .tuple(days, daysBefore)
    .chain(([these, last]) => fc.tuple(yearOf(these.from, these.until), yearOf(last.from, last.until)))
  fc.assert(
    fc.property(both, ([these, last]) => {
      const whole = these.since === now.from && these.until === now.until && last.since === before.from
      for (const { value, before: was, change } of allOf({ now: these, before: last })) {
        const told = whole && value !== null && was !== null
        expect(change !== 'unknown').toBe(told)
        if (told) expect(change).toBe(value > was ? 'more' : value < was ? 'fewer' : 'same')
      }
    }),
  )
})
