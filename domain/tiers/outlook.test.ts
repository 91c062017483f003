import { describe, expect, test } from 'vitest'
import { law, outlook, rows, statutes } from '#tests/support/known-tiers.ts'
import { outlookOf } from './outlook.ts'
import { statutesOf } from './statute.ts'

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
