import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
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

const plain = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')

async function open(address: string) {
  const response = await app.request(address)
  const html = await response.text()
  return { status: response.status, to: response.headers.get('location'), html, text: plain(html) }
}

/** The cells of the row that begins with these words. */
function rowOf(html: string, begins: string): string {
  const rows = html.split('<tr>').map(plain)
  return rows.find(each => each.trim().startsWith(begins)) ?? ''
}

describe('the law beside the Protocol', () => {
  test('today deceit only makes the punishment heavier, and a note says that consent under pressure does not count', async () => {
    const { status, html } = await open('/en/law')
    expect(status).toBe(200)
    const deceit = rowOf(html, 'Means: fraud or deception')
    expect(deceit).toContain('in part')
    expect(deceit).toContain('Only makes the punishment heavier.')
    expect(deceit).toContain('heavier. (since Jan 1, 2015) art. 128(2)(8)')
    const consent = rowOf(html, 'Consent:')
    expect(consent).toContain(' met ')
    expect(consent).toContain('(since Sep 5, 2024)')
    expect(consent).toContain('The day is not certain.')
  })

  test('in 2020 consent under pressure stood nowhere, and the page says of which day it speaks', async () => {
    const { html, text } = await open('/en/law?on=2020-09-17')
    expect(rowOf(html, 'Consent:')).toContain('not met')
    expect(text).toContain('as on Sep 17, 2020')
    expect(html).toContain('href="/ru/law?on=2020-09-17"')
  })

  test('what was asked for in 2020: two of three are met today, none was met then', async () => {
    const today = (await open('/en/law')).text
    expect(today).toContain('Met since Apr 1, 2023.')
    expect(today).toContain('Met since Sep 5, 2024.')
    expect(today.match(/Met since/g)).toHaveLength(2)
    // Since when rests on another rule than today's, and that one is named as well.
    expect(today).toContain('Law on Migration and Law on Special Social Services')
    expect((await open('/en/law?on=2020-09-17')).text).not.toContain('Met since')
  })

  test('before the code nothing is concluded', async () => {
    const { text } = await open('/en/law?on=2014-12-31')
    expect(text).toContain('not looked up yet')
    expect(text).not.toContain('Only makes the punishment heavier.')
  })

  test('whoever types a day is led to its own address', async () => {
    const { status, to } = await open('/kk/law?on-day=17&on-month=9&on-year=2020')
    expect([status, to]).toEqual([303, '/kk/law?on=2020-09-17'])
  })

  const wrong: [string, string][] = [
    ['on=2020-02-31', 'There is no such day'],
    ['on=soon', 'There is no such day'],
    ['on-day=31&on-month=2&on-year=2020', 'There is no such day'],
    ['on-day=1&on-month=&on-year=', 'There is no such day'],
    ['on=2999-01-01', 'This day has not come yet'],
    ['on-day=1&on-month=1&on-year=2999', 'This day has not come yet'],
  ]
  test.each(wrong)('%s: %s, and the page of today stays', async (query, sentence) => {
    const { status, text, html } = await open(`/en/law?${query}`)
    expect(status).toBe(422)
    expect(html).toContain('error-summary')
    expect(text).toContain(sentence)
    expect(text).toContain('The law on trafficking in Kazakhstan')
  })

  test('a day that was typed wrong stays in its boxes', async () => {
    const { html } = await open('/en/law?on-day=31&on-month=2&on-year=2020')
    expect(html).toMatch(/name="on-year"[^>]*value="2020"/)
  })
})

describe('punishments', () => {
  test('before and after stand beside each other, as bars and as a table', async () => {
    const { html, text } = await open('/en/law/penalties')
    const parts = html.split('<tr>').map(plain)
    expect(parts.find(each => each.includes('3–5 years'))).toContain('4–7 years')
    expect(html.match(/<rect class="bar"/g)).toHaveLength(16)
    expect(html.match(/opacity="0.5"/g)).toHaveLength(8)
    expect(text).toContain('with confiscation of property')
  })

  test('reconciliation had to release whoever trafficked an adult until January 2020, and releases nobody since September 2024', async () => {
    const { html } = await open('/en/law/penalties')
    const table = html.split('Can reconciliation end the case?')[1] ?? ''
    const first = plain(table.split('<tr>').find(each => plain(each).includes('Part 1')) ?? '')
    expect(first).toMatch(
      /Part 1 has to be released.*art\. 68\(1\).*some may be released.*art\. 68\(2\).*nobody is released.*art\. 68\(4\)\(10\)/,
    )
  })
})

test.each(PUBLIC_LANGUAGES)('in %s every element has its name, and a past day is as light as today', async language => {
  for (const address of [`/${language}/law`, `/${language}/law?on=2020-09-17`, `/${language}/law/penalties`]) {
    const { status, html } = await open(address)
    expect(status).toBe(200)
    expect(html).not.toMatch(/>[^<]*\b(means|purpose|child|consent)-[a-z]+/)
    for (const weigh of Object.values(WAYS)) expect(weigh(html) + weigh(stylesheet.body)).toBeLessThanOrEqual(MOST)
  }
})

describe('without a token', () => {
  const ask = async (path: string) => {
    const response = await app.request(`/api/v1/law/${path}`)
    return { status: response.status, body: await response.json() }
  }

  test('anybody may ask for the gaps of a day, and every rule names its article and its source', async () => {
    const { status, body } = await ask('kaz/gaps?on=2020-09-17')
    expect(status).toBe(200)
    expect(body).toMatchObject({ country: 'KAZ', on: '2020-09-17', standard: 'palermo' })
    const [adults] = body.offences
    expect(adults.elements.find((each: { element: string }) => each.element === 'means-deception')).toMatchObject({
      result: 'partly',
      where: 'aggravating',
      rule: { cite: { article: 'art. 128(2)(8)' }, status: 'verified', from: '2015-01-01' },
    })
    expect(body.asks.map((each: { result: string }) => each.result)).toEqual(['not-met', 'not-met', 'not-met'])
  })

  test('today is asked where no day is named', async () => {
    const { body } = await ask('KAZ/gaps')
    expect(body.asks.map((each: { since: string | null }) => each.since)).toEqual(['2023-04-01', '2024-09-05', null])
  })

  test('of a neighbour that was read in part, what was read is told, and the rest is unknown', async () => {
    const { body } = await ask('UZB/gaps')
    const [adults] = body.offences
    const resultOf = (id: string) => adults.elements.find((each: { element: string }) => each.element === id).result
    expect(resultOf('means-force')).toBe('partly')
    expect(resultOf('purpose-labour')).toBe('unknown')
  })

  test('of a country that nobody looked up nothing is said', async () => {
    expect(await ask('MNG/gaps')).toMatchObject({ status: 404, body: { code: 'law.not-found' } })
    expect(await ask('xxx/gaps')).toMatchObject({ status: 422, body: { code: 'law.country-not-found' } })
    expect(await ask('KAZ/gaps?on=2999-01-01')).toMatchObject({ status: 422, body: { code: 'law.day-to-come' } })
    for (const bad of ['on=soon', 'on=2020-02-31', 'on=2020-01-01&on=2020-01-02', 'x=1'])
      expect((await ask(`KAZ/gaps?${bad}`)).status, bad).toBe(400)
  })
})
