import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayIn } from '#domain/shared/dates.ts'
import { byDay, type LogEntry } from './access-log.ts'

const ZONE = 'Asia/Almaty'
const entry: fc.Arbitrary<LogEntry> = fc.record({
  seq: fc.integer({ min: 1, max: 1_000_000 }),
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-06'), noInvalidDate: true }),
  agency: fc.constantFrom('Shelter A', 'Police B'),
  role: fc.constantFrom('case-worker', 'investigator'),
  action: fc.constantFrom('case.read', 'case.changed'),
  parts: fc.subarray(['facts', 'identity']),
  basis: fc.constantFrom('lead', 'consent', null),
  agreedAt: fc.constant(null),
  lawfulBasis: fc.constant(null),
})
const newestFirst = fc
  .uniqueArray(entry, { selector: each => each.seq, maxLength: 60 })
  .map(list => list.toSorted((a, b) => b.at.getTime() - a.at.getTime()))

describe('a log by days', () => {
  test('tells every entry once, on its own day, and counts right', () => {
    fc.assert(
      fc.property(newestFirst, entries => {
        const days = byDay(entries, ZONE)
        expect(days.flatMap(each => each.told).reduce((sum, each) => sum + each.times, 0)).toBe(entries.length)
        for (const { day, told } of days) {
          const those = entries.filter(each => dayIn(ZONE, each.at) === day)
          expect(told.reduce((sum, each) => sum + each.times, 0)).toBe(those.length)
          for (const each of told) expect(those).toContain(each.entry)
        }
      }),
    )
  })
  test('stays newest first', () => {
    fc.assert(
      fc.property(newestFirst, entries => {
        const days = byDay(entries, ZONE)
        expect(days.map(each => each.day)).toEqual([...new Set(entries.map(each => dayIn(ZONE, each.at)))])
        for (const { told } of days) {
          const times = told.map(each => each.entry.at.getTime())
          expect(times).toEqual(times.toSorted((a, b) => b - a))
        }
      }),
    )
  })
  test('joins only what is the same in who, what and why', () => {
    fc.assert(
      fc.property(newestFirst, entries => {
        for (const { told } of byDay(entries, ZONE)) {
          const shapes = told.map(({ entry: { seq: _, at: __, ...rest } }) => JSON.stringify(rest))
          expect(new Set(shapes).size).toBe(shapes.length)
        }
      }),
    )
  })
})
