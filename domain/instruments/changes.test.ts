import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { changesBetween } from './changes.ts'
import { DRAFT_STATUSES, type DraftStep, mayStep } from './states.ts'

const text = fc.record({ en: fc.string(), ru: fc.string(), kk: fc.string() })
const sign = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  weight: fc.constantFrom('strong' as const, 'medium' as const, 'weak' as const),
  question: text,
})
const dimension = fc.record({
  key: fc.constantFrom('one', 'two', 'three'),
  title: text,
  indicators: fc.uniqueArray(sign, { selector: each => each.id, minLength: 1 }),
})
const instrument: fc.Arbitrary<Instrument> = fc.record({
  id: fc.constant('card'),
  version: fc.constant(1),
  age: fc.constantFrom('adult' as const, 'child' as const, 'any' as const),
  title: text,
  description: text,
  situations: fc.constant(['border' as const]),
  source: fc.string(),
  status: fc.constantFrom('verified' as const, 'unverified' as const),
  licence: fc.string(),
  review: fc.constant({ en: 'reviewed' as const, ru: 'reviewed' as const, kk: 'unreviewed' as const }),
  dimensions: fc.uniqueArray(dimension, { selector: each => each.key, minLength: 1 }),
})

test('an instrument does not differ from itself', () => {
  fc.assert(fc.property(instrument, one => changesBetween(one, one).length === 0))
})

test('what is left unsaid does not differ from what it means, nor a list from the same in another order', () => {
  fc.assert(
    fc.property(instrument, one => {
      const said = { asker: 'official', scoring: { kind: 'ilo-delphi' }, languages: ['kk', 'en', 'ru'] } as const
      const other: Instrument = { ...one, ...said, languages: [...said.languages] }
      expect(changesBetween(one, other)).toEqual([])
      const counted: Instrument = { ...one, scoring: { kind: 'count', refer: 2, referNow: 5 } }
      expect(changesBetween(one, counted).map(each => each.kind)).toEqual(['scoring', 'refer', 'refer-now'])
    }),
  )
})

test('what differs is told, and there and back it is the same number of changes', () => {
  fc.assert(
    fc.property(instrument, instrument, (one, other) => {
      const there = changesBetween(one, other)
      expect(changesBetween(other, one)).toHaveLength(there.length)
      if (JSON.stringify(one.title) !== JSON.stringify(other.title))
        expect(there.some(each => each.kind === 'title')).toBe(true)
    }),
  )
})

test('nobody takes a step as author and as reviewer of one draft', () => {
  const steps: DraftStep[] = ['write', 'send', 'publish', 'return', 'drop']
  for (const status of DRAFT_STATUSES) {
    for (const step of steps) {
      const both = ['her', 'another'].filter(who => mayStep({ status, author: 'her' }, step, who) === 'yes')
      expect(both.length).toBeLessThan(2)
    }
  }
  expect(mayStep({ status: 'in-review', author: 'her' }, 'publish', 'her')).toBe('own')
})
