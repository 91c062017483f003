import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MOST_IN_PART } from '#domain/prevention/short-parts.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import { helpRoutes, helpShared } from './routes.ts'
import { helpShort } from './short.ts'

let served: TestHouse
let app: App

beforeAll(async () => {
  served = await openTestHouse()
  app = appOf(served)
})
afterAll(() => served.close())

async function page(language: PublicLanguage, path: string): Promise<string> {
  const response = await app.request(`/${language}${path}`)
  expect(response.status, `${language} ${path}`).toBe(200)
  return (await response.text()).replaceAll('&amp;', '&').replaceAll('&quot;', '"')
}

const wordsIn = (language: PublicLanguage) => served.house.words.in(language)
const paths = () => helpRoutes.flatMap(route => route.each?.(served.house) ?? [route.path])

describe.each(PUBLIC_LANGUAGES)('in %s', language => {
  test('every situation can be chosen, and says all that there is to say about it, in this language', async () => {
    const first = await page(language, '/help')
    for (const { id, label, about, lead, now, avoid } of served.house.knowledge.situations) {
      expect(first).toContain(`href="/${language}/help/${id}"`)
      expect(first).toContain(about[language])
      const text = await page(language, `/help/${id}`)
      for (const each of [label, lead, ...now, ...avoid]) expect(text, id).toContain(each[language])
      for (const { text: right } of served.house.knowledge.helpIn(served.house.country)?.allowed[id] ?? [])
        expect(text, id).toContain(right[language])
    }
  })

  test('a number that nobody has confirmed never stands without its caution, and each names its source', async () => {
    const { knowledge } = served.house
    const caution = wordsIn(language)('shell.unverified')
    const lines = knowledge.countryFacts.flatMap(each => each.hotlines)
    const unsure = new Set(lines.filter(each => each.status === 'unverified').map(each => each.number))
    expect([...unsure].toSorted()).toEqual(['1148', '116 16', '1313', '189'])
    for (const path of paths()) {
      const [, ...boxes] = (await page(language, path)).split('<div class="call-box">')
      if (path !== '/help/near') expect(boxes.length, path).toBeGreaterThan(2)
      for (const box of boxes) {
        const number = /<strong dir="ltr">([^<]+)</.exec(box)?.[1] ?? ''
        const whole = box.slice(0, box.indexOf('</div></div>'))
        expect([path, number, whole.includes(caution)]).toEqual([path, number, unsure.has(number)])
        expect(lines.filter(each => each.number === number).some(each => whole.includes(each.source))).toBe(true)
      }
    }
  })

  test('the title tells a stranger nothing', async () => {
    for (const path of paths()) {
      const title = /<title>([^<]*)</.exec(await page(language, path))?.[1]
      expect(title).toBe(wordsIn(language)('help.tab'))
    }
  })

  test('every situation fits into text messages: whom to call first, with the caution, and not one character too many', () => {
    const t = wordsIn(language)
    for (const { id, short } of served.house.knowledge.situations) {
      const parts = helpShort(t, served.house, id)
      expect(parts.filter(each => each.length > MOST_IN_PART)).toEqual([])
      expect(parts.length).toBeLessThanOrEqual(3)
      expect(parts[0]).toContain('112')
      const whole = parts.join(' ')
      for (const each of short) expect(whole).toContain(each[language])
      if (whole.includes('116 16')) expect(whole).toContain(t('help.short-unconfirmed', { number: '116 16' }))
    }
  })
})

test('text messages fit into 160 characters', () => {
  const t = wordsIn('tg')
  for (const path of helpShared.each(served.house))
    expect(helpShared.short({ t, house: served.house }, path)).toEqual(
      helpShort(t, served.house, path.slice('/help/'.length)),
    )
  expect(MOST_IN_PART).toBe(160)
  expect(helpShort(wordsIn('en'), served.house, 'no-such-situation')).toEqual([])
})

test('the number that helps most in a situation stands first', async () => {
  const firstIn = async (path: string) => /<strong dir="ltr">([^<]+)</.exec(await page('en', path))?.[1]
  expect(await firstIn('/help')).toBe('112')
  expect(await firstIn('/help/not-free')).toBe('112')
  expect(await firstIn('/help/not-paid')).toBe('116 16')
  expect(await firstIn('/help/child')).toBe('111')
})

test('where no number is known, the page says so in place of one', async () => {
  const t = wordsIn('en')
  const [, abroad = ''] = (await page('en', '/help')).split(`<summary>${t('help.abroad')}`)
  const of = (name: string) => abroad.slice(abroad.indexOf(`<h3>${name}`)).split('</section>')[0] ?? ''
  expect(of('Turkmenistan')).toContain(t('help.no-number'))
  expect(of('Turkmenistan')).not.toContain('call-box')
  expect(of('Russia')).toContain(t('help.no-hotline'))
  expect(of('Kyrgyzstan')).not.toContain(t('help.no-hotline'))
  expect(abroad).not.toContain('<h3>Kazakhstan')
})

test('a region without a known place says so, and gives the numbers and the offices; one with a place gives no address', async () => {
  const t = wordsIn('ru')
  const without = await page('ru', '/help/near/kz-10')
  expect(without).toContain(t('help.no-place'))
  expect(without).toContain('116 16')
  for (const { name, cite } of served.house.country.offices) {
    expect(without).toContain(`<h3>${name.ru}`)
    expect(without).toContain(cite.article)
  }
  const shymkent = await page('ru', '/help/near/kz-79')
  expect(shymkent).not.toContain(t('help.no-place'))
  expect(shymkent).toContain('Sana Sezim')
  expect(shymkent).toContain(t('help.place-reached', { number: '116 16' }))
  expect(shymkent).toContain(t('help.place-as-of', { year: '2016' }))
  expect(shymkent).toContain(t('help.unchecked'))
})

test('a situation or a region that is not known is not found, in the language of the address', async () => {
  for (const path of ['/help/no-such-situation', '/help/near/kz-00', '/help/near/KZ-79%00', '/help/__proto__']) {
    const response = await app.request(`/ky${path}`)
    expect([path, response.status]).toEqual([path, 404])
    expect(await response.text()).toContain(wordsIn('ky')('shell.not-found'))
  }
})

test('what the law does not give yet on a day is not told on that day', async () => {
  const points = served.house.knowledge.helpIn(served.house.country)?.allowed['not-free']
  const days = points?.find(each => each.rule === 'reflection-minimum')?.text.en ?? 'missing'
  expect(await page('en', '/help/not-free')).toContain(days)
  served.setTime(new Date('2020-09-17T06:00:00Z'))
  const then = await page('en', '/help/not-free')
  const secret = await page('en', '/help/someone')
  served.setTime(START)
  expect(then).not.toContain(days)
  expect(then).toContain('art. 126(3)(2)')
  expect(secret).toContain(wordsIn('en')('help.allowed-unknown'))
})

test('a length of time is said as the law has it, in every language', () => {
  const { knowledge, country } = served.house
  const rules = knowledge.lawsOf(country).flatMap(each => each.rules)
  const points = Object.values(knowledge.helpIn(country)?.allowed ?? {}).flat()
  const lengths = points.flatMap(({ text, rule: id }) => {
    const value = rules.find(each => each.id === id)?.value
    return value?.kind === 'duration' ? [{ text, amount: String(value.amount) }] : []
  })
  expect(lengths.length).toBeGreaterThan(1)
  for (const { text, amount } of lengths)
    expect(Object.values(text).filter(each => each.match(/\d+/)?.[0] !== amount)).toEqual([])
})
