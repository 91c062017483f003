import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corridorsOf } from '#domain/guides/corridors.ts'
import { rulesOn } from '#domain/guides/rules-on.ts'
import { FIRST_ASKED, STAGES, TOPICS_AT } from '#domain/guides/stages.ts'
import { noonOf } from '#domain/shared/dates.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { ask } from '#tests/support/browser-public.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import { guideRoutes } from './routes.ts'

/** What a public page may weigh beside the stylesheet. */
const MOST = 7500
const TODAY = START.toISOString().slice(0, 10)

let house: TestHouse
let app: App
beforeAll(async () => {
  house = await openTestHouse()
  app = appOf(house)
}, 60_000)
afterAll(() => house.close())

const paths = () => guideRoutes.flatMap(each => each.each?.(house.house) ?? [each.path])
const main = (html: string) => /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? ''
const rulesIn = (html: string) => [...html.matchAll(/<li data-rule="([^"]+)">(.*?)<\/li>/gs)]
const plain = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/&[a-z#0-9]+;/g, ' ')

async function open(path: string, language: PublicLanguage = 'en'): Promise<string> {
  const { response, text } = await ask(app, { path: `/${language}${path}` })
  expect(response.status, path).toBe(200)
  return text
}

describe.each(PUBLIC_LANGUAGES)('every guide and every step of it, in %s', language => {
  test('opens, is light, and has one title that tells a stranger nothing', async () => {
    const titles = new Set<string | undefined>()
    const heavy: string[] = []
    for (const path of paths()) {
      const text = await open(path, language)
      titles.add(/<title>(.*?)<\/title>/.exec(text)?.[1])
      const brotli = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length
      const gzip = gzipSync(text, { level: 6 }).length
      if (Math.max(brotli, gzip) > MOST) heavy.push(`${path}: ${brotli}, ${gzip}`)
    }
    expect([...titles]).toEqual([house.house.words.in(language)('guides.tab')])
    expect(heavy).toEqual([])
  })

  test('shows each rule of the day with its source under it, and no other number', async () => {
    const t = house.house.words.in(language)
    const { guides } = house.house.knowledge
    for (const corridor of corridorsOf(guides)) {
      const stated = rulesOn(guides, corridor, TODAY)
      for (const stage of [undefined, ...STAGES]) {
        const path = `/guides/${corridor.slug}${stage ? `/${stage}` : ''}`
        const topics = stage ? TOPICS_AT[stage] : corridor.destination === null ? [] : FIRST_ASKED
        const body = main(await open(path, language))
        const shown = rulesIn(body)
        const expected = stated.filter(each => topics.includes(each.rule.topic)).map(each => each.rule.id)
        expect(shown.map(each => each[1]).toSorted(), path).toEqual(expected.toSorted())
        for (const [, id, inner = ''] of shown) {
          const { name } = stated.find(each => each.rule.id === id)?.source ?? {}
          expect(/<p class="caution">(.*)<\/p>$/s.exec(inner)?.[1], `${path} ${id}`).toContain(
            typeof name === 'string' ? name : name?.[language].replaceAll('"', '&quot;'),
          )
        }
        const rest = plain(shown.reduce((text, [whole]) => text.replace(whole, ''), body))
        expect(rest.replaceAll(t.day(noonOf(TODAY)), '').replaceAll(`?on=`, ''), path).not.toMatch(/\d/)
      }
    }
  })
})

test('a rule whose day of review has passed says of which day it is and that it is being checked, in six languages', async () => {
  const said = {
    en: 'Rule of Jan 1, 2025, being checked.',
    ru: 'Правило от 1 янв. 2025 г., проверяется.',
    kk: 'күнгі ереже, тексерілуде.',
    uz: 'kungi qoida, tekshirilmoqda.',
    ky: 'күнкү эреже, текшерилүүдө.',
    tg: 'санҷида мешавад.',
  }
  for (const language of PUBLIC_LANGUAGES)
    expect(await open('/guides/tjk-rus', language), language).toContain(said[language])
})

test('what nobody has confirmed says so beside the rule', async () => {
  const text = await open('/guides/tjk-kaz')
  expect(rulesIn(text).find(each => each[1] === 'visit-tjk')?.[2]).toContain('Nobody has confirmed this yet.')
  expect(rulesIn(text).find(each => each[1] === 'longer-than-a-visit')?.[2]).not.toContain('<strong>')
})

test('what is not known is said where somebody looks for it, and who to ask', async () => {
  const text = await open('/guides/tkm-rus')
  expect(text).toContain('We do not know this rule for that day')
  expect(await open('/guides/kaz-rus')).not.toContain('We do not know this rule')
  for (const stage of STAGES)
    expect(await open(`/guides/uzb-other/${stage}`)).toContain('The law of that country is not known here.')
})

test('another day gives the rules of that day, says so, and goes along to the next page', async () => {
  const text = await open('/guides/uzb-kaz?on=2020-06-01')
  expect(text).toContain('You are reading the guide of Jun 1, 2020.')
  expect(rulesIn(text).map(each => each[1])).toEqual([
    'visit',
    'host-tells-police',
    'longer-than-a-visit',
    'household-permit',
    'employer-permit',
  ])
  expect(text).toContain('href="/en/guides/uzb-kaz/stranded?on=2020-06-01"')
  expect(text).toMatch(/href="\/tg\/guides\/uzb-kaz\?on=2020-06-01"/)
  expect(rulesIn(await open('/guides/uzb-kaz/stranded?on=2020-06-01')).map(each => each[1])).toContain('borders-closed')
  expect(rulesIn(await open('/guides/uzb-kaz/stranded')).map(each => each[1])).not.toContain('borders-closed')
})

test('a day that is none gives the guide of today and says so, whatever was sent', async () => {
  const today = rulesIn(await open('/guides/uzb-kaz')).map(each => each[0])
  for (const on of ['2020-02-30', '1.6.2020', '<b>', '2020-06-01%00', '9'.repeat(5000)]) {
    const text = await open(`/guides/uzb-kaz?on=${on}`)
    expect(text).toContain('There is no such day. You are reading today’s guide.')
    expect(rulesIn(text).map(each => each[0])).toEqual(today)
    expect(text).not.toContain('?on=')
  }
  expect(await open(`/guides/uzb-kaz?on=${TODAY}`)).not.toContain('You are reading')
})

test('each end of each road has a name in each language', () => {
  const { words, knowledge } = house.house
  const ends = new Set(corridorsOf(knowledge.guides).flatMap(each => each.slug.split('-')))
  const nameless = PUBLIC_LANGUAGES.flatMap(each =>
    [...ends].filter(end => words.in(each).coded('guides.country', end) === end),
  )
  expect(nameless).toEqual([])
})

test('an address that leads to no guide shows those that there are', async () => {
  for (const path of [
    '/guides/uzb-uzb',
    '/guides/kaz-kaz',
    '/guides/tjk-rus/later',
    '/guides/%00',
    '/guides/UZB-KAZ',
  ]) {
    const { response, text } = await ask(app, { path: `/ru${path}` })
    expect(response.status, path).toBe(404)
    expect(text).toContain('Такого путеводителя нет')
    expect(text).toContain('href="/ru/guides/tjk-rus"')
  }
})

test('each step leads to the next and back, to help, to rights, to a message without a name, and can be passed on', async () => {
  const text = await open('/guides/tjk-rus/way', 'tg')
  for (const to of ['/guides/tjk-rus/work', '/guides/tjk-rus/before', '/guides/tjk-rus', '/help', '/rights', '/tip'])
    expect(text).toContain(`href="/tg${to}"`)
  expect(text).toContain('href="/tg/share/guides/tjk-rus/way"')
  expect(await open('/guides/tjk-rus/work', 'tg')).toContain('href="/tg/help/not-paid"')
  expect(await open('/guides/tjk-rus/before')).not.toContain('Back:')
  expect(await open('/guides/tjk-rus/ban')).not.toContain('Next:')
})
