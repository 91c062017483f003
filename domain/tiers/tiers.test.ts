import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Law } from '#knowledge/schema/law.ts'
import type { TierHistory } from '#knowledge/schema/tiers.ts'
import { mayBeOnWatchList } from './by-hand.fixture.ts'
import { type CountryListing, checkRows, misplaced } from './check.ts'
import { rowsByCountry } from './history.ts'
import { judgeAll } from './judge.ts'
import { outlookOf } from './outlook.ts'
import type { Listed } from './standing.ts'
import { statutesOf } from './statute.ts'

const read = (file: string) => JSON.parse(readFileSync(`knowledge/${file}`, 'utf8'))
const law: Law = read('law/usa-tvpa.json')
const history: TierHistory = read('tiers/history.json')
const rows = rowsByCountry(history)
const statutes = statutesOf(law)

const outlook = (country: string, asOf: number, by = statutes) => {
  const found = outlookOf({ country, asOf, rows: rows.get(country) ?? [] }, by)
  return found.ok ? found.value : found
}

/** "2009 2WL 2WL 3" as rows of consecutive years; "-" is a year that nobody knows. */
const sequence = (text: string) => {
  const [first, ...tiers] = text.split(' ')
  return tiers.flatMap((tier, at) => (tier === '-' ? [] : [{ year: Number(first) + at, tier: tier as Listed }]))
}
const reasons = (text: string) =>
  judgeAll(sequence(text), statutes).judged.map(each => (each.consistent ? each.reason : `${each.reason}!`))

describe('what the next report may say', () => {
  test('Kazakhstan after 2020: two years on the Watch List, so Tier 2 by merit, a waiver, or Tier 3', () => {
    expect(outlook('KAZ', 2020)).toEqual({
      country: 'KAZ',
      asOf: 2020,
      consecutiveWatchListYears: 2,
      waiverYearsUsed: 0,
      next: {
        year: 2021,
        allowed: ['1', '2', '2WL-by-waiver', '3'],
        ifWatchListMerit: '2WL-by-waiver-or-3',
        rule: '22 U.S.C. 7107(b)(2)(D)',
      },
    })
  })

  test.each([
    ['UZB', 2012, 4, 2, ['1', '2', '3'], '3', '(D)'],
    ['CHN', 2012, 4, 2, ['1', '2', '3'], '3', '(D)'],
    ['RUS', 2012, 4, 2, ['1', '2', '3'], '3', '(D)'],
    ['MYS', 2013, 4, 2, ['1', '2', '3'], '3', '(D)'],
    ['VEN', 2013, 2, 0, ['1', '2', '2WL-by-waiver', '3'], '2WL-by-waiver-or-3', '(D)'],
    ['TKM', 2015, 4, 2, ['1', '2', '3'], '3', '(D)'],
    ['UZB', 2011, 3, 1, ['1', '2', '2WL-by-waiver', '3'], '2WL-by-waiver-or-3', '(D)'],
    ['UZB', 2020, 3, 1, ['1', '2', '3'], '3', '(D)'],
    ['KAZ', 2019, 1, 0, ['1', '2', '2WL', '3'], '2WL', '(A)(iii)'],
    ['KAZ', 2021, 0, 0, ['1', '2', '2WL', '3'], '2WL', '(A)(iii)'],
    ['RUS', 2008, 0, 0, ['1', '2', '2WL', '3'], '2WL', '(A)(iii)'],
    ['KGZ', 2025, 2, 0, ['1', '2', '2WL-by-waiver', '3'], '2WL-by-waiver-or-3', '(D)'],
    ['TKM', 2025, 1, 0, ['1', '2', '3'], '3', '(F)'],
    ['TJK', 2025, 0, 0, ['1', '2', '2WL', '3'], '2WL', '(A)(iii)'],
  ])('%s after %i', (country, asOf, years, waived, allowed, merit, rule) => {
    const found = outlook(country, asOf)
    expect(found).toMatchObject({
      consecutiveWatchListYears: years,
      waiverYearsUsed: waived,
      next: { year: asOf + 1, allowed, ifWatchListMerit: merit, rule: `22 U.S.C. 7107(b)(2)${rule}` },
    })
    expect(found).not.toHaveProperty('gap')
  })

  test('what came later is not looked at', () => {
    const cut = (rows.get('KAZ') ?? []).filter(each => each.year <= 2020)
    expect(outlookOf({ country: 'KAZ', asOf: 2020, rows: cut }, statutes)).toEqual({
      ok: true,
      value: outlook('KAZ', 2020),
    })
  })

  test('years that nobody knows are not guessed over: what hangs on them is left open', () => {
    expect(outlook('HKG', 2022)).toEqual({
      country: 'HKG',
      asOf: 2022,
      consecutiveWatchListYears: 1,
      waiverYearsUsed: 0,
      next: {
        year: 2023,
        allowed: ['1', '2', '2WL', '3'],
        ifWatchListMerit: null,
        rule: expect.stringContaining('7107(b)(2)'),
      },
      gap: { lastUnknownYear: 2021, consecutiveWatchListYearsAtMost: 3 },
    })
  })

  test('a waiver that was granted tells that the run began no earlier than it can have', () => {
    expect(outlook('MYS', 2020)).toMatchObject({ consecutiveWatchListYears: 3, next: { ifWatchListMerit: '3' } })
    expect(outlook('MYS', 2020)).not.toHaveProperty('gap')
  })

  test('of a report that nobody knows nothing follows', () => {
    expect(outlook('MYS', 2021)).toMatchObject({ ok: false, code: 'tiers.year-not-known', detail: { last: 2020 } })
    expect(outlook('KAZ', 2000)).toMatchObject({ ok: false, detail: { last: null } })
    expect(outlook('KAZ', 2030)).toMatchObject({ ok: false, detail: { last: 2025 } })
  })

  test('before there was a Watch List it is not offered', () => {
    expect(outlook('KAZ', 2001)).toMatchObject({ next: { allowed: ['1', '2', '3'], ifWatchListMerit: null } })
  })

  test('a change of law is a change of data: with two years of waiver again, Uzbekistan had one left in 2021', () => {
    const rules = law.rules.map(each =>
      each.id === 'watch-list-waiver' && each.until === null
        ? { ...each, value: { kind: 'duration' as const, amount: 2, unit: 'years' as const } }
        : each,
    )
    expect(outlook('UZB', 2020, statutesOf({ ...law, rules }))).toMatchObject({
      next: { ifWatchListMerit: '2WL-by-waiver-or-3' },
    })
    const later = law.rules.map(each => (each.id === 'watch-list-limit' ? { ...each, from: '2011-01-01' } : each))
    expect(outlook('UZB', 2012, statutesOf({ ...law, rules: later }))).toMatchObject({ consecutiveWatchListYears: 2 })
  })
})

describe('why a country stood where it did', () => {
  test.each([
    ['2009 2WL 2WL 3', ['watch-list', 'watch-list', 'automatic-downgrade']],
    [
      '2009 2WL 2WL 2WL 2WL 3',
      ['watch-list', 'watch-list', 'watch-list-by-waiver', 'watch-list-by-waiver', 'automatic-downgrade'],
    ],
    [
      '2012 2 2WL 2WL 2WL 2WL 2WL',
      ['merit', 'watch-list', 'watch-list', 'watch-list-by-waiver', 'watch-list-by-waiver', 'watch-list-by-waiver!'],
    ],
    ['2009 2WL 2WL 2WL 2WL 2', ['watch-list', 'watch-list', 'watch-list-by-waiver', 'watch-list-by-waiver', 'merit']],
    ['2018 2 2WL 2WL 2WL 2WL', ['merit', 'watch-list', 'watch-list', 'watch-list-by-waiver', 'watch-list-by-waiver!']],
    ['2015 2 2WL 2WL 2WL 2WL', ['merit', 'watch-list', 'watch-list', 'watch-list-by-waiver', 'watch-list-by-waiver!']],
    ['2015 2 - 2WL 2WL 2WL', ['merit', 'watch-list', 'unknown-gap', 'watch-list-by-waiver']],
    ['2004 2WL 2WL 2WL 2WL 2WL 2WL 2WL 2WL', [...Array(7).fill('watch-list'), 'watch-list-by-waiver']],
    ['2004 2WL 2WL 2WL 3', ['watch-list', 'watch-list', 'watch-list', 'merit']],
    ['2009 3 3 1 2 3', ['merit', 'merit', 'merit', 'merit', 'merit']],
    [
      '2009 2WL 2WL SC 2WL 2WL 3',
      ['watch-list', 'watch-list', 'merit', 'watch-list', 'watch-list', 'automatic-downgrade'],
    ],
    ['2009 2WL 2 2WL 3', ['watch-list', 'merit', 'watch-list', 'merit']],
    [
      '2014 2 2WL 2WL 2WL 3 2WL 3',
      [
        'merit',
        'watch-list',
        'watch-list',
        'watch-list-by-waiver',
        'automatic-downgrade',
        'watch-list',
        'special-rule-f',
      ],
    ],
    [
      '2014 2 2WL 2WL 2WL 3 2WL 2WL',
      ['merit', 'watch-list', 'watch-list', 'watch-list-by-waiver', 'automatic-downgrade', 'watch-list', 'watch-list!'],
    ],
    [
      '2014 2 2WL 2WL 3 3 2WL 2WL 2WL',
      [
        'merit',
        'watch-list',
        'watch-list',
        'automatic-downgrade',
        'merit',
        'watch-list',
        'watch-list',
        'watch-list-by-waiver',
      ],
    ],
    [
      '2014 2 2WL 2WL 2WL 3 2 2WL 2WL',
      [
        'merit',
        'watch-list',
        'watch-list',
        'watch-list-by-waiver',
        'automatic-downgrade',
        'merit',
        'watch-list',
        'watch-list',
      ],
    ],
    [
      '2009 2WL 2WL 2WL 3 2WL 2WL 3',
      [
        'watch-list',
        'watch-list',
        'watch-list-by-waiver',
        'automatic-downgrade',
        'watch-list',
        'watch-list',
        'automatic-downgrade',
      ],
    ],
    ['2012 2WL 2WL 3', ['unknown-gap', 'unknown-gap', 'automatic-downgrade']],
    ['2018 2 - 2WL - 3', ['merit', 'watch-list', 'unknown-gap']],
    ['2009 - 2WL 3', ['watch-list', 'unknown-gap']],
    ['2001 - - 3', ['merit']],
  ])('%s', (text, expected) => {
    expect(reasons(text)).toEqual(expected)
  })

  test('rows are judged country by country and answered in the order in which they came', () => {
    const listed: CountryListing[] = [
      { country: 'UZB', year: 2013, tier: '3' },
      { country: 'KAZ', year: 2020, tier: '2WL' },
      ...sequence('2009 2WL 2WL 2WL 2WL').map(each => ({ country: 'UZB', ...each })),
      ...sequence('2018 2 2WL').map(each => ({ country: 'KAZ', ...each })),
    ]
    const judged = checkRows(listed, statutes)
    expect(judged.map(({ country, year, tier }) => ({ country, year, tier }))).toEqual(listed)
    expect(judged.slice(0, 2).map(each => each.reason)).toEqual(['automatic-downgrade', 'watch-list'])
  })

  test('a year before the first report, far from now, or told twice has its place', () => {
    const row = { country: 'KAZ', year: 2020, tier: '2' } as const
    expect(misplaced([row, { ...row, country: 'UZB' }], statutes)).toBeNull()
    expect(misplaced([row, { ...row, year: 2000 }], statutes)).toEqual({ at: 1, why: 'year' })
    expect(misplaced([{ ...row, year: 20_200 }], statutes)).toEqual({ at: 0, why: 'year' })
    expect(misplaced([row, { ...row, tier: '3' }], statutes)).toEqual({ at: 1, why: 'twice' })
  })
})

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
