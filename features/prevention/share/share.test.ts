import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { buildApp } from '#server/http/app.ts'
import type { Shareable } from '#server/http/shareable.ts'
import { parts } from '#start/parts.ts'
import type { App } from '#tests/support/client.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codesOn } from '#tests/support/read-code.ts'
import { shareRoutes } from './routes.tsx'

const SAID = ['Invented first part & more.', 'Ойдан шығарылған екінші бөлік.']
const page: Shareable = { each: () => ['/invented/one', '/invented/two'], short: (_, path) => [...SAID, path] }

let house: TestHouse
let app: App

beforeAll(async () => {
  house = await openTestHouse({ origin: 'https://aman.example.org' })
  const others = parts.publicRoutes.filter(each => !each.path.startsWith('/share/'))
  app = buildApp(house.house, { ...parts, publicRoutes: [...others, ...shareRoutes([page])] })
})
afterAll(() => house?.close())

const open = async (path: string) => {
  const response = await app.request(path)
  return { status: response.status, text: await response.text() }
}

test('a page is handed on as a link, plain text, and text messages that open with their words', async () => {
  const { status, text } = await open('/uz/share/invented/two')
  const link = `${house.house.settings.origin}/uz/invented/two`
  expect(status).toBe(200)
  expect(text).toContain(`<a href="${link}">`)
  expect(text).toContain(`${SAID.join('\n').replace('&', '&amp;')}\n/invented/two\n${link}</textarea>`)
  const bodies = [...text.matchAll(/href="sms:\?body=([^"]*)"/g)].map(([, body = '']) => decodeURIComponent(body))
  expect(bodies).toEqual([...SAID, '/invented/two', link])
  expect(text).toContain('27 ta belgi, 1 ta SMS')
})

test('the code on the page leads a camera to the page itself', async () => {
  const { text } = await open('/ky/share/invented/one')
  const [svg = ''] = /<svg.*?<\/svg>/s.exec(text) ?? []
  const drawn = sharp(Buffer.from(svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')), { density: 200 })
  const { data, info } = await drawn
    .flatten({ background: '#fff' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(codesOn({ ...info, data: new Uint8ClampedArray(data), png: data })).toEqual([
    `${house.house.settings.origin}/ky/invented/one`,
  ])
})

test('what is no page to hand on is not found, in every language', async () => {
  for (const language of PUBLIC_LANGUAGES) {
    for (const path of ['invented', 'invented/three', 'cases/1', '%2F%2Fevil.example', 'sign-in']) {
      const { status } = await open(`/${language}/share/${path}`)
      expect(status, path).toBe(404)
    }
  }
})
