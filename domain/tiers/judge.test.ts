import { describe, expect, test } from 'vitest'
import { reasons, sequence, statutes } from '#tests/support/known-tiers.ts'
import { type CountryListing, checkRows, misplaced } from './check.ts'

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
