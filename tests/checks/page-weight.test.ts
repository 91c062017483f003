import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { stylesheet } from '#server/http/assets.ts'
import { ask, publicPages, type Shown } from '#tests/support/browser-public.ts'
import { appOf } from '#tests/support/client.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { MOST, WAYS } from '#tests/support/weight.ts'

const PROTECTIVE: Record<string, string> = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'strict-transport-security': 'max-age=31536000',
}

const houses: TestHouse[] = []
const shown: Shown[] = []

beforeAll(async () => {
  // Without the demonstration the second factor is asked for; with it a banner stands over each page.
  for (const demo of [true, false]) {
    const house = await openTestHouse({ demo })
    houses.push(house)
    for (const language of STAFF_LANGUAGES) shown.push(...(await publicPages(house, appOf(house), language)))
  }
}, 120_000)
afterAll(async () => {
  for (const house of houses) await house.close()
})

test('every public address is among the pages that are weighed', () => {
  const addresses = publicRoutes.filter(each => each.method === 'get').map(each => each.path)
  const seen = new Set(
    shown.filter(each => each.name.startsWith('get') && each.response.status === 200).map(each => each.name),
  )
  expect(addresses.filter(path => ![...seen].some(name => name.includes(`${path} `)))).toEqual([])
})

test.each(Object.entries(WAYS))('every public page and its stylesheet fit into 14,000 bytes by %s', (_, weigh) => {
  const style = weigh(stylesheet.body)
  const heavy = shown
    .map(({ name, text }) => `${name}: ${style + weigh(text)}`)
    .filter(line => Number(line.split(': ')[1]) > MOST)
  expect(heavy).toEqual([])
})

test('every answer carries the protective headers: pages, redirects, refusals, the stylesheet, the interface', async () => {
  const app = appOf(houses[0] as TestHouse)
  const others = [
    '/',
    '/nowhere',
    '/en/nowhere',
    '/en/cases',
    '/en',
    '/api',
    '/api/openapi.json',
    '/api/v1/cases',
    '/api/v1/nowhere',
    stylesheet.href,
  ]
  const answers = [...shown, ...(await Promise.all(others.map(path => ask(app, { path }))))]
  const lacking = answers.flatMap(({ name, response }) =>
    Object.entries(PROTECTIVE)
      .filter(([header, value]) => response.headers.get(header) !== value)
      .map(([header]) => `${name}: ${header}`),
  )
  expect(lacking).toEqual([])
  const kept = answers
    .filter(({ response }) => response.headers.get('cache-control') !== 'no-store')
    .map(each => each.name)
  expect(kept).toEqual([`get ${stylesheet.href} 200`])
})

test('the stylesheet, as it is served, leaves a public page most of its bytes', () => {
  expect(WAYS.brotli?.(stylesheet.body)).toBeLessThan(5500)
})
