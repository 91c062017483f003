import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Look, THRESHOLDS, type UnusualKind, unusualReading } from './unusual-reading.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const MINUTE = 60_000

const look: fc.Arbitrary<Look> = fc.record({
  at: fc.integer({ min: 0, max: 90 * MINUTE }).map(ago => new Date(NOW.getTime() - ago)),
  found: fc.boolean(),
  related: fc.boolean(),
})
const looks = fc.array(look, { maxLength: 120 })

const kindsIn = (given: readonly Look[]) => unusualReading(given, NOW).map(each => each.kind)
const of = (count: number, each: Partial<Look>): Look[] =>
  Array.from({ length: count }, () => ({ at: NOW, found: true, related: true, ...each }))

describe('unusual reading', () => {
  test('begins exactly at its threshold', () => {
    const shapes: [UnusualKind, Partial<Look>][] = [
      ['many-cases', {}],
      ['no-relation', { related: false }],
      ['probing', { found: false, related: false }],
    ]
    for (const [kind, shape] of shapes) {
      const { count } = THRESHOLDS[kind]
      expect(kindsIn(of(count - 1, shape)), kind).not.toContain(kind)
      expect(kindsIn(of(count, shape)), kind).toContain(kind)
    }
  })
  test('is never what lies before its window', () => {
    for (const kind of ['many-cases', 'no-relation', 'probing'] as const) {
      const { count, minutes } = THRESHOLDS[kind]
      const at = new Date(NOW.getTime() - minutes * MINUTE)
      const given = of(count, { at, found: kind !== 'probing', related: kind === 'many-cases' })
      expect(kindsIn(given), kind).not.toContain(kind)
    }
  })
  test('counts what a plain count counts, within its window', () => {
    fc.assert(
      fc.property(looks, given => {
        for (const { kind, count, since, until } of unusualReading(given, NOW)) {
          const from = NOW.getTime() - THRESHOLDS[kind].minutes * MINUTE
          const counted = given.filter(
            each =>
              each.at.getTime() > from &&
              { 'many-cases': each.found, 'no-relation': each.found && !each.related, probing: !each.found }[kind],
          )
          expect(count).toBe(counted.length)
          expect(count).toBeGreaterThanOrEqual(THRESHOLDS[kind].count)
          expect(since.getTime()).toBeGreaterThan(from)
          expect(until.getTime()).toBeGreaterThanOrEqual(since.getTime())
        }
      }),
    )
  })
  test('stays unusual when more is read, whatever the order', () => {
    fc.assert(
      fc.property(looks, looks, (some, more) => {
        expect(kindsIn([...more, ...some])).toEqual(expect.arrayContaining(kindsIn(some)))
        expect(kindsIn(some.toReversed())).toEqual(kindsIn(some))
      }),
    )
  })
  test('is not the hour: the same reading at night is judged as by day', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: 0, max: 23 }), (given, hours) => {
        const moved = given.map(each => ({ ...each, at: new Date(each.at.getTime() + hours * 60 * MINUTE) }))
        const then = new Date(NOW.getTime() + hours * 60 * MINUTE)
        expect(unusualReading(moved, then).map(each => each.kind)).toEqual(kindsIn(given))
      }),
    )
  })
  test('is not the work on cases of one’s own, below the pace of a machine', () => {
    expect(kindsIn(of(THRESHOLDS['many-cases'].count - 1, { related: true }))).toEqual([])
  })
})
