import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, inForce } from '#domain/shared/dates.ts'
import crimesFile from '#knowledge/law/kaz-crimes.json' with { type: 'json' }
import type { Release } from '#knowledge/schema/crime.ts'
import { type Law, lawProblems, type Rule } from '#knowledge/schema/law.ts'
import { elementsOn, penaltyOn, rulesOf } from './crime.ts'
import { gravityOf, reconciliationOn } from './reconciliation.ts'

const crimes = crimesFile as Law
const laws = [crimes]
const day = fc.integer({ min: 0, max: 5000 }).map(count => addDays('2015-01-01', count))
const part = fc.record({ offence: fc.constantFrom('128', '135'), part: fc.integer({ min: 1, max: 4 }) })

const years = (offence: string, at: number, on: Day) => {
  const found = penaltyOn(laws, { offence, part: at }, on)
  return found.ok ? [found.value.value.leastYears, found.value.value.mostYears] : found.code
}

describe('penalties', () => {
  test.each([
    ['128', '2014-12-31', Array(4).fill('law.penalty-unknown')],
    [
      '128',
      '2015-01-01',
      [
        [3, 5],
        [5, 7],
        [7, 10],
        [10, 15],
      ],
    ],
    [
      '128',
      '2020-01-10',
      [
        [3, 5],
        [5, 7],
        [7, 10],
        [10, 15],
      ],
    ],
    [
      '128',
      '2020-01-11',
      [
        [4, 7],
        [7, 9],
        [9, 12],
        [12, 15],
      ],
    ],
    [
      '128',
      '2026-11-26',
      [
        [4, 7],
        [7, 9],
        [9, 12],
        [12, 15],
      ],
    ],
    [
      '135',
      '2020-01-10',
      [
        [5, 7],
        [7, 10],
        [10, 12],
        [12, 15],
      ],
    ],
    [
      '135',
      '2020-01-11',
      [
        [5, 9],
        [9, 12],
        [10, 15],
        [12, 18],
      ],
    ],
  ])('of article %s on %s', (offence, on, expected) => {
    expect([1, 2, 3, 4].map(at => years(offence, at, on))).toEqual(expected)
  })

  test('each takes property as well, and each part threatens more than the one before', () => {
    expect(rulesOf(laws, 'imprisonment').every(each => each.value.confiscation)).toBe(true)
    fc.assert(
      fc.property(day, fc.constantFrom('128', '135'), fc.integer({ min: 2, max: 4 }), (on, offence, at) => {
        const [before, after] = [years(offence, at - 1, on), years(offence, at, on)] as [number[], number[]]
        expect(Number(after[0])).toBeGreaterThan(Number(before[0]))
        expect(Number(after[1])).toBeGreaterThan(Number(before[1]))
      }),
    )
  })
})

describe('reconciliation', () => {
  const told: [string, number, Day, Release | string][] = [
    ['128', 1, '2019-03-31', 'law.reconciliation-unknown'],
    ['128', 1, '2019-04-01', 'due'],
    ['128', 1, '2020-01-10', 'due'],
    ['128', 1, '2020-01-11', 'possible-for-some'],
    ['128', 1, '2024-09-04', 'possible-for-some'],
    ['128', 1, '2024-09-05', 'none'],
    ['128', 3, '2020-01-11', 'possible-for-some'],
    ['128', 4, '2020-01-10', 'none'],
    ['135', 1, '2020-01-10', 'possible-for-some'],
    ['135', 3, '2020-01-10', 'possible-for-some'],
    ['135', 3, '2020-01-11', 'none'],
    ['135', 1, '2024-09-05', 'none'],
    ['128', 9, '2020-01-11', 'law.penalty-unknown'],
  ]
  test.each(told)('after article %s(%i) on %s: %s', (offence, at, on, expected) => {
    const found = reconciliationOn(laws, { offence, part: at }, on)
    expect(found.ok ? found.value.release : found.code).toBe(expected)
  })

  test('the answer names the rules that it follows from', () => {
    const before = reconciliationOn(laws, { offence: '128', part: 1 }, '2020-01-10')
    expect(before.ok && before.value.because.map(each => each.cite.article)).toEqual([
      'art. 128(1)',
      'art. 11(3)',
      'art. 68(1)',
    ])
    const today = reconciliationOn(laws, { offence: '128', part: 1 }, '2026-11-26')
    expect(today).toMatchObject({ value: { gravity: null, because: [{ id: 'no-reconciliation' }] } })
  })

  test('a heavier penalty never makes reconciliation easier', () => {
    const rank: Release[] = ['due', 'possible-for-some', 'none']
    const threatening = (mostYears: number): Law => ({
      ...crimes,
      rules: crimes.rules
        .filter(each => each.id !== 'no-reconciliation')
        .map((rule): Rule => {
          const { value } = rule
          return value.kind === 'imprisonment' ? { ...rule, value: { ...value, leastYears: 0, mostYears } } : rule
        }),
    })
    const rankOf = (most: number, on: Day) => {
      const found = reconciliationOn([threatening(most)], { offence: '128', part: 1 }, on)
      return found.ok ? rank.indexOf(found.value.release) : -1
    }
    const later = fc.integer({ min: 0, max: 3000 }).map(count => addDays('2019-04-01', count))
    fc.assert(
      fc.property(later, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (on, one, more) => {
        expect(rankOf(one, on)).toBeGreaterThanOrEqual(0)
        expect(rankOf(one + more, on)).toBeGreaterThanOrEqual(rankOf(one, on))
      }),
    )
  })
})

describe('what is written of one matter', () => {
  test('two wordings never hold on one day', () => {
    fc.assert(
      fc.property(day, part, (on, { offence, part: at }) => {
        const standing = elementsOn(laws, offence, on).map(each => each.value.element)
        expect(new Set(standing).size).toBe(standing.length)
        const threatened = rulesOf(laws, 'imprisonment').filter(
          each => each.value.offence === offence && each.value.part === at && inForce(each, on),
        )
        expect(threatened).toHaveLength(1)
      }),
    )
  })

  test('every length of imprisonment belongs to exactly one class', () => {
    const classes = rulesOf(laws, 'gravity')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), most => {
        const fitting = classes.filter(
          ({ value }) => most > value.aboveYears && (value.upToYears === null || most <= value.upToYears),
        )
        expect(fitting).toEqual([gravityOf(laws, most, '2026-11-26')])
      }),
    )
  })

  test('a file that says two things of one part at one time is refused, whatever the rules are called', () => {
    const [first] = rulesOf(laws, 'imprisonment')
    const double = { ...crimes, rules: [...crimes.rules, { ...first, id: 'another-name' }] }
    expect(lawProblems(double).map(each => each.why)).toEqual(['overlaps in time with another another-name'])
  })

  test('a file that speaks of an article that it does not list is refused', () => {
    const strange = { ...crimes, offences: [{ article: '128', against: 'adults' }] }
    expect(lawProblems(strange)[0]?.why).toBe('speaks of article 135, which is no offence here')
  })
})
