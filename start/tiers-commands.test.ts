import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkTierFile, tierHistory, tierOutlook } from './tiers-commands.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-tiers-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function table(content: string | Buffer): Promise<string> {
  const path = join(folder, 'tiers.csv')
  await writeFile(path, content)
  return path
}

describe('tiers history', () => {
  test('gives each report with its list and where that is known from', async () => {
    const rows = JSON.parse((await tierHistory('KAZ', { json: true })).out)
    expect(rows[0]).toEqual({ year: 2001, tier: '3', basis: 'reported', source: 'Kelley & Heiss' })
    expect(rows.at(-1)).toMatchObject({ year: 2025, tier: '2' })
    expect((await tierHistory('kaz', {})).out.split('\n')).toHaveLength(25)
  })

  test('a code that is none, and a country that no report names, are told apart in one line', async () => {
    expect(await tierHistory('XX\u001b[2J', {})).toMatchObject({ out: '', exitCode: 2 })
    expect((await tierHistory('ZZZ', {})).err).toBe('aman: "ZZZ" is no country by ISO 3166-1 alpha-3')
    expect((await tierHistory('VAT', {})).err).toBe('aman: "VAT" is in no report that is known here')
  })
})

describe('tiers outlook', () => {
  test('the interview’s case, by exactly the promised keys', async () => {
    const { out, exitCode } = await tierOutlook('KAZ', { asOf: '2020', json: true })
    expect(exitCode).toBe(0)
    expect(JSON.parse(out)).toEqual({
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

  test('in words', async () => {
    const { out } = await tierOutlook('UZB', { asOf: '2012' })
    expect(out).toContain('of these by waiver: 2')
    expect(out).toContain('2013 may be: 1, 2, 3\nif its efforts alone put it on the Watch List: 3')
  })

  test('a year that is none, or of which nothing is known, is not guessed', async () => {
    expect((await tierOutlook('KAZ', { asOf: 'soon' })).err).toBe('aman: "soon" is not a year')
    expect((await tierOutlook('KAZ', { asOf: '1999' })).err).toContain('is not known here, and is not guessed')
    expect((await tierOutlook('KAZ', { asOf: '2030' })).exitCode).toBe(2)
  })
})

describe('tiers check', () => {
  test('says of each row why, and whether the law allowed it', async () => {
    const years = [2009, 2010, 2011, 2012, 2013, 2014].map(year => `\r\n"KAZ",${year},2wl,a source`)
    const file = await table(`\uFEFFcountry_iso3,year,tier,source${years.join('')}\r\n`)
    const judged = JSON.parse((await checkTierFile(file, { json: true })).out)
    expect(Object.keys(judged[0])).toEqual(['country', 'year', 'tier', 'reason', 'consistent'])
    expect(judged.map((each: { reason: string; consistent: boolean }) => [each.reason, each.consistent])).toEqual([
      ['watch-list', true],
      ['watch-list', true],
      ['watch-list-by-waiver', true],
      ['watch-list-by-waiver', true],
      ['watch-list-by-waiver', false],
      ['watch-list-by-waiver', false],
    ])
    expect((await checkTierFile(file, {})).out).toContain('KAZ 2013  2WL  watch-list-by-waiver  not as the law has it')
  })

  test.each([
    ['nothing', '', 'lacks the column "country_iso3"'],
    ['a head alone', 'country_iso3,year,tier\n', 'has no rows below its head'],
    ['another head', 'country,year,tier\nKAZ,2019,2', 'lacks the column "country_iso3"'],
    ['a column twice', 'country_iso3,year,tier,tier\nKAZ,2019,2,2', 'has a column twice: "tier"'],
    ['a short row', 'country_iso3,year,tier\nKAZ,2019', 'is not a table in CSV: "line 2"'],
    ['an open quote', 'country_iso3,year,tier\nKAZ,2019,"2', 'is not a table in CSV'],
    ['an empty value', 'country_iso3,year,tier\nKAZ,,2', 'lacks a value: "line 2 year"'],
    ['a year that is none', 'country_iso3,year,tier\nKAZ,20190,2', 'has a year that is none: "line 2"'],
    ['a year without a report', 'country_iso3,year,tier\nKAZ,1999,2', 'in which there was no report: "line 2"'],
    ['a tier that is none', 'country_iso3,year,tier\nKAZ,2019,2\nKAZ,2020,4', 'not 1, 2, 2WL, 3 or SC: "line 3"'],
    ['no country', 'country_iso3,year,tier\nKAX,2019,2', 'no country’s by ISO 3166-1 alpha-3: "line 2"'],
    ['one twice', 'country_iso3,year,tier\nKAZ,2019,2\nKAZ,2019,3', 'has a country and year twice: "line 3"'],
    ['no text', Buffer.from([0xff, 0xfe, 0x00]), 'is not UTF-8 text'],
    ['too much', 'x'.repeat(1024 * 1024 + 1), 'is larger than 1 MB'],
  ])('%s is refused in one line', async (_, content, why) => {
    const { out, err, exitCode } = await checkTierFile(await table(content), { json: true })
    expect([out, exitCode]).toEqual(['', 2])
    expect(err).toContain(why)
    expect(err).not.toContain('\n')
  })

  test('so are a file that is not there and a folder', async () => {
    expect((await checkTierFile(join(folder, 'none.csv'), {})).err).toContain('is not there')
    expect((await checkTierFile(folder, {})).err).toContain('is a folder')
  })
})
