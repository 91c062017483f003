import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { buildApp } from '#server/http/app.ts'
import { pictures } from '#server/http/assets.ts'
import { parts } from '#start/parts.ts'
import { type App, appOf, cookieFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'

let house: TestHouse
let app: App
let cookie: string

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  cookie = await cookieFor(house, await addActor(house, 'case-worker'))
})
afterAll(() => house?.close())

const open = async (path: string, headers: Record<string, string> = {}) => {
  const response = await app.request(path, { headers })
  return { status: response.status, to: response.headers.get('location'), text: await response.text(), response }
}

test('a first visitor is sent nowhere, whatever the browser says of itself, and finds help in six languages', async () => {
  const { status, text } = await open('/', { 'accept-language': 'ru-RU,ru;q=0.9' })
  expect(status).toBe(200)
  for (const language of PUBLIC_LANGUAGES) {
    expect(text).toContain(`<span lang="${language}">`)
    expect(text).toContain(`<a href="/${language}/chosen" hreflang="${language}">`)
    expect(text).toContain(house.house.words.in(language)('home.front-help'))
  }
})

test('a choice leads to its language, with a cookie of the session that holds the code and nothing else', async () => {
  const { to, response } = await open('/tg/chosen')
  expect(to).toBe('/tg')
  expect(response.headers.getSetCookie()).toEqual(['language=tg; Path=/; HttpOnly; SameSite=Lax'])
  expect((await open('/', { cookie: 'other=1; language=tg' })).to).toBe('/tg')
  expect((await open('/tip', { cookie: 'language=ky', 'accept-language': 'en' })).to).toBe('/ky/tip')
})

test('behind https the choice travels over https only, and a cookie that names no language is none', async () => {
  const { settings } = house.house
  const secure = buildApp({ ...house.house, settings: { ...settings, origin: 'https://aman.example.org' } }, parts)
  const set = (await secure.request('/kk/chosen')).headers.getSetCookie()
  expect(set).toEqual(['language=kk; Path=/; HttpOnly; SameSite=Lax; Secure'])
  for (const value of ['xx', '//evil.example', '', 'kk/../x']) {
    expect((await open('/', { cookie: `language=${value}` })).status, value).toBe(200)
  }
})

test('a colleague comes to her work from the first page and from the page of a language', async () => {
  const first = await open('/', { cookie, 'accept-language': 'kk' })
  expect([first.status, first.to]).toEqual([303, '/kk'])
  expect((await open('/', { cookie: `${cookie}; language=uz` })).to).toBe('/en')
  expect((await open('/kk', { cookie })).text).toContain('class="signed-in"')
})

test('whoever is not signed in finds help first, and a colleague the sign-in in one step', async () => {
  for (const language of PUBLIC_LANGUAGES) {
    const { text } = await open(`/${language}`)
    expect(text.indexOf(`href="/${language}/help"`)).toBeGreaterThan(0)
    expect(text.indexOf(`href="/${language}/help"`)).toBeLessThan(text.indexOf(`href="/${language}/guides"`))
    expect(text.indexOf('href="tel:11616"')).toBeLessThan(text.indexOf(`href="/${language}/guides"`))
    const [, signIn = ''] = /<a href="([^"]*\/sign-in)"/.exec(text) ?? []
    const reached = await open(signIn)
    expect(reached.to ? (await open(reached.to)).text : reached.text).toContain('name="password"')
  }
})

test('a mistyped address among the public pages leads to no sign-in', async () => {
  for (const language of PUBLIC_LANGUAGES) {
    const { status, text } = await open(`/${language}/about/nothing`)
    expect(status).toBe(404)
    expect(text).toContain(house.house.words.in(language)('shell.not-found'))
  }
  expect((await open('/en/cases/nothing')).to).toBe('/en/sign-in')
})

test('the pictures come from here, keep their place, and stay in the browser’s store', async () => {
  const { text } = await open('/en/about')
  const shown = [...text.matchAll(/<img src="([^"]+)" width="(\d+)" height="(\d+)" alt(?:="")? loading="lazy"/g)]
  expect(shown.map(([, src]) => src).toSorted()).toEqual(
    Object.values(pictures)
      .map(each => each.href)
      .toSorted(),
  )
  for (const [, src = ''] of shown) {
    const { response } = await open(src)
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
  for (const { bytes } of Object.values(pictures)) expect(bytes.length).toBeLessThan(30_000)
})
