import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rows, statutes } from '#tests/support/known-tiers.ts'
import { mayBeOnWatchList } from './by-hand.fixture.ts'
import { judgeAll } from './judge.ts'
import { outlookOf } from './outlook.ts'
import type { Listed } from './standing.ts'

describe('every row that is known', () => {
  const judged = new Map([...rows].map(([iso3, list]) => [iso3, judgeAll(list, statutes).judged]))
  const where = (year: number, reason: string) =>
    [...judged]
      .filter(([, list]) => list.some(each => each.year === year && each.reason === reason))
      .map(([iso3]) => iso3)

  test('was allowed', () => {
    const wrong = [...judged].flatMap(([iso3, list]) => list.filter(each => !each.consistent).map(each => [iso3, each]))
    expect(wrong).toEqual([])
  })

  test('Tier 3 after two or more years on the Watch List is explained by the rule that brought it about', () => {
    const tiersOf = new Map([...rows].map(([iso3, list]) => [iso3, new Map(list.map(each => [each.year, each.tier]))]))
    for (const [iso3, list] of judged)
      for (const { year, tier, reason } of list) {
        const tier3 = tier === '3' && year >= 2011
        const known = tiersOf.get(iso3)
        if (tier3 && known?.get(year - 1) === '2WL' && known.get(year - 2) === '2WL')
          expect([iso3, year, reason]).toEqual([iso3, year, 'automatic-downgrade'])
      }
    expect(where(2011, 'automatic-downgrade')).toEqual([
      'CAF',
      'DZA',
      'FSM',
      'GNB',
      'GNQ',
      'LBN',
      'LBY',
      'TKM',
      'VEN',
      'YEM',
    ])
    expect(where(2013, 'automatic-downgrade')).toEqual(expect.arrayContaining(['CHN', 'RUS', 'UZB']))
    expect(where(2014, 'automatic-downgrade')).toEqual(expect.arrayContaining(['MYS', 'THA', 'VEN']))
    expect(where(2015, 'automatic-downgrade')).toEqual(expect.arrayContaining(['BDI', 'BLR', 'COM']))
    expect(where(2016, 'automatic-downgrade')).toEqual(['TKM'])
  })

  test('a third and a fourth year were by waiver', () => {
    const third = ['AZE', 'BGD', 'CHN', 'CMR', 'COG', 'GIN', 'IRQ', 'MLI', 'QAT', 'RUS', 'TUN', 'UZB', 'VCT']
    expect(where(2011, 'watch-list-by-waiver')).toEqual(third)
    expect(where(2012, 'watch-list-by-waiver')).toEqual(
      expect.arrayContaining(['AZE', 'CHN', 'COG', 'IRQ', 'RUS', 'UZB']),
    )
    expect(where(2020, 'watch-list-by-waiver')).toEqual(
      expect.arrayContaining(['BIH', 'FJI', 'GNB', 'KGZ', 'MDV', 'MYS', 'SDN', 'UZB']),
    )
  })

  test('the region has no gap in what the clock needs', () => {
    for (const iso3 of ['KAZ', 'KGZ', 'TJK', 'TKM', 'UZB', 'RUS'])
      expect(judged.get(iso3)?.filter(each => each.reason === 'unknown-gap')).toEqual([])
  })
})

describe('whatever is reported', () => {
  const FIRST = 2001
  const tiers = fc.array(fc.constantFrom<Listed>('1', '2', '2WL', '2WL', '2WL', '2WL', '3', '3', 'SC'), {
    minLength: 1,
    maxLength: 35,
  })
  const rowsOf = (list: readonly Listed[]) => list.map((tier, at) => ({ year: FIRST + at, tier }))

  test('the clock allows what the statute allows, written down by hand, and nothing else', () => {
    fc.assert(
      fc.property(tiers, list => {
        const { judged } = judgeAll(rowsOf(list), statutes)
        for (const [at, { tier, consistent }] of judged.entries())
          expect(consistent).toBe(tier !== '2WL' || mayBeOnWatchList(list, FIRST, at))
      }),
      { numRuns: 2000 },
    )
  })

  test('a sequence that goes only where the outlook leads breaks no rule', () => {
    const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 35 })
    fc.assert(
      fc.property(picks, choices => {
        const list: Listed[] = ['2']
        for (const pick of choices) {
          const row = (tier: Listed, at: number) => ({
            year: FIRST + at,
            tier: tier as '2',
            basis: 'reported' as const,
            source: '',
          })
          const asOf = FIRST + list.length - 1
          const found = outlookOf({ country: 'KAZ', asOf, rows: list.map(row) }, statutes)
          const allowed = found.ok ? found.value.next.allowed : []
          const chosen = allowed[pick % allowed.length] ?? '2'
          if (chosen.startsWith('2WL')) expect(mayBeOnWatchList(list, FIRST, list.length)).toBe(true)
          list.push(chosen === '2WL-by-waiver' ? '2WL' : chosen)
        }
        expect(judgeAll(rowsOf(list), statutes).judged.every(each => each.consistent)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('forgetting years makes nothing wrong that was right, and changes no reason that is given', () => {
    fc.assert(
      fc.property(tiers, fc.infiniteStream(fc.boolean()), (list, coin) => {
        const whole = judgeAll(rowsOf(list), statutes).judged
        const until = whole.findIndex(each => !each.consistent)
        const legal = until < 0 ? whole : whole.slice(0, until)
        const kept = legal.filter(() => coin.next().value)
        for (const each of judgeAll(kept, statutes).judged) {
          expect(each.consistent).toBe(true)
          const known = legal.find(({ year }) => year === each.year)
          if (each.reason !== 'unknown-gap') expect(each.reason).toBe(known?.reason)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
