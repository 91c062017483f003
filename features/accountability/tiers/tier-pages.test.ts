import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { stylesheet } from '#server/http/assets.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { MOST, WAYS } from '#tests/support/weight.ts'

let house: TestHouse
let app: App
beforeAll(async () => {
  house = await openTestHouse()
  app = appOf(house)
}, 60_000)
afterAll(() => house.close())

const main = (html: string) => /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? ''
const plain = (html: string) =>
  main(html)
    .replaceAll(/<\/?(bdi|span|b|strong)\b[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')

async function open(path: string, language: PublicLanguage = 'en', status = 200): Promise<string> {
  const response = await app.request(`/${language}/tiers${path}`)
  expect(response.status, path).toBe(status)
  return response.text()
}
const read = async (path: string, status?: number) => plain(await open(path, 'en', status))

describe.each(PUBLIC_LANGUAGES)('in %s', language => {
  test('every country has its page, and none is heavier than a slow line bears', async () => {
    const heavy: string[] = []
    let heaviest = 0
    const style = Object.fromEntries(Object.entries(WAYS).map(([name, weigh]) => [name, weigh(stylesheet.body)]))
    const countries = [...house.house.knowledge.tiers.rows.keys()].map(iso3 => `/${iso3}`)
    for (const path of [
      '',
      '/compare',
      '/compare?a=KAZ&b=UZB',
      '/tier-3',
      '/KAZ?asOf=2020',
      '/HKG?asOf=2022',
      ...countries,
    ]) {
      const text = await open(path, language)
      for (const [name, weigh] of Object.entries(WAYS)) {
        const bytes = weigh(text) + (style[name] ?? 0)
        heaviest = Math.max(heaviest, bytes)
        if (bytes > MOST) heavy.push(`${path} ${name}: ${bytes}`)
      }
    }
    console.log(`${language}: the heaviest weighs ${heaviest}`)
    expect(heavy).toEqual([])
  }, 60_000)

  test('nothing is left that nobody has put into words', async () => {
    for (const path of ['', '/KAZ?asOf=2020', '/TKM', '/tier-3', '/compare?a=KAZ&b=UZB']) {
      const text = plain(await open(path, language))
      expect(text).not.toMatch(/\btier-3-|waiver-|undefined|NaN|\{/)
    }
  })
})

describe('a country', () => {
  test('Kazakhstan after the report of 2020: two years counted, one more only by waiver, and what each list would mean', async () => {
    const html = await open('/KAZ?asOf=2020')
    const text = plain(html)
    expect(text).toContain('You are reading what followed after the report of 2020, and nothing later.')
    expect(text).toContain('2 years in a row on the Watch List count now. No waiver has been used among them.')
    expect(text).toContain('it stays there only by a waiver. Without one it is placed on Tier 3.')
    expect(text).toContain('A waiver needs all of these:')
    expect(text).toContain('22 U.S.C. 7107(b)(2)(D)')
    expect(text).toMatch(/Watch List \(Tier 2\) Tier 3 in place of the Watch List/)
    expect(text).toMatch(/ Tier 2 the Watch List is open/)
    expect(text).not.toContain('2021–2025')
    expect(html).toContain('href="/ru/tiers/KAZ?asOf=2020"')
  })

  test('today it stands elsewhere, and the clock begins anew', async () => {
    const text = await read('/kaz')
    expect(text).toContain('In the report of 2025: Tier 2.')
    expect(text).toContain('No year on the Watch List counts now.')
    expect(text).not.toContain('You are reading what followed')
  })

  test('Turkmenistan has come back from Tier 3 and has had its year; that this is a reading says so', async () => {
    const text = await read('/TKM')
    expect(text).toContain('It has come back from Tier 3')
    expect(text).toContain('at most 1 year in a row, and no waiver helps')
    expect(text).toContain('7107(b)(2)(F)')
    expect(text).toContain('Partly not checked at a source.')
    expect(text).toContain('it is placed on Tier 3 all the same')
  })

  test('what nobody could source and what nobody knows are told, not filled in', async () => {
    const text = await read('/UZB')
    expect(text).toMatch(/2017 Tier 3 not checked: no source at hand/)
    expect(text).toMatch(/2001–2002 not known/)
    expect(text).toMatch(/2013 Tier 3: the years were over/)
    expect(text).toMatch(/2011–2012 Watch List \(Tier 2\): by waiver/)
    expect(await open('/UZB')).toMatch(/stroke-dasharray/)
    const gap = await read('/HKG?asOf=2022')
    expect(gap).toContain('The report of 2021 is not known, so it may be more: up to 3.')
    expect(gap).toContain('hangs on reports that are not known here')
  })

  test('a year whose list is not known leads to the latest that is, and says so', async () => {
    for (const asOf of ['2016', '1990', 'soon', '2020%00', '99999999999'])
      expect(await read(`/MYS?asOf=${asOf}`)).toContain('The list of that year is not known.')
  })

  test('a code that no report has ranked is answered with the choice of those that there are', async () => {
    for (const path of ['/VAT', '/THX', '/%3Cb%3E', '/KAZ%00', '/KAZAKHSTAN']) {
      const text = await open(path, 'en', 404)
      expect(text).toContain('<option value="KAZ"')
      expect(text).not.toContain('<b>')
    }
  })

  test('before years counted, the page says so in place of a clock', async () => {
    expect(await read('/KAZ?asOf=2003')).toContain('In that year no number of years on the Watch List led to Tier 3.')
  })
})

describe('the region', () => {
  test('six ribbons, each with its words, and the table behind them', async () => {
    const html = await open('')
    expect(html.match(/<figure class="lanes">/g)).toHaveLength(6)
    const text = plain(html)
    for (const stood of [
      'Kazakhstan In the report of 2025: Tier 2.',
      'Turkmenistan In the report of 2025: Watch List (Tier 2).',
    ])
      expect(text).toContain(stood)
    expect(html.match(/<tr>/g)?.length).toBe(26)
  })

  test('the choice of a country leads to its page', async () => {
    for (const [asked, to] of [
      ['THA', '/en/tiers/THA'],
      ['kos', '/en/tiers/XKX'],
      ['?', '/en/tiers/%3F'],
    ]) {
      const response = await app.request(`/en/tiers?country=${encodeURIComponent(asked ?? '')}`)
      expect([response.status, response.headers.get('location')]).toEqual([303, to])
    }
  })
})

describe('two countries', () => {
  test('stand one under the other, year by year', async () => {
    const text = await read('/compare?a=KAZ&b=UZB')
    expect(text).toMatch(/2020 Watch List \(Tier 2\) Watch List \(Tier 2\) 2019/)
    expect(text).toMatch(/2013 Tier 2 Tier 3 2012/)
  })

  test('one that is not known leaves the form with what was chosen', async () => {
    const text = await open('/compare?a=UZB&b=nowhere', 'en', 404)
    expect(text).toContain('<option value="UZB" selected>')
    expect((await open('/compare?a=UZB')).includes('<option value="UZB" selected>')).toBe(true)
    expect(await open('/compare?a=UZB&b=UZB')).toContain('<table')
  })
})

test('what Tier 3 sets off comes with what keeps it from coming, each with its place in the law', async () => {
  const html = await open('/tier-3')
  const text = plain(html)
  expect(text).toContain('from 45 to 90 days after the report')
  const { rules } = house.house.knowledge.tiers.law
  for (const { id, exceptions = [], cite } of rules.filter(each => each.exceptions)) {
    expect(exceptions.length, id).toBeGreaterThan(3)
    expect(text).toContain(cite.article)
    for (const each of exceptions) expect(text).toContain(rules.find(rule => rule.id === each)?.cite.article)
  }
  expect(text).toContain('that is never withheld')
  expect(text).toContain('No ranking is permanent')
})
