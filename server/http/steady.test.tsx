import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { buildApp } from '#server/http/app.ts'
import { parts } from '#start/parts.ts'
import type { App } from '#tests/support/client.ts'
import { openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import type { PublicAnswer, PublicRoute } from './public-route.ts'

let house: TestHouse
let app: App
let made = 0

const route = (path: `/${string}`, more: Partial<PublicAnswer & { kind: 'screen' }> = {}): PublicRoute => ({
  method: 'get',
  path,
  languages: PUBLIC_LANGUAGES,
  run: async () => {
    made += 1
    return { kind: 'screen', title: 'Invented', body: <p>made {made}</p>, ...more }
  },
})

beforeAll(async () => {
  house = await openTestHouse()
  const invented = [route('/plain'), route('/mine', { own: true }), route('/gone', { status: 404 })]
  app = buildApp(house.house, { ...parts, publicRoutes: [...parts.publicRoutes, ...invented] })
})
afterAll(() => house?.close())

/** How often a page was made while these were asked for. */
async function makings(...addresses: string[]): Promise<number> {
  const before = made
  for (const each of addresses) await app.request(each)
  return made - before
}

test('a page serves the next reader for a minute, in its own language, and is made anew afterwards', async () => {
  expect(await makings('/uz/plain', '/uz/plain', '/uz/plain')).toBe(1)
  expect(await makings('/ky/plain', '/uz/plain')).toBe(1)
  house.setTime(new Date(START.getTime() + 60_000))
  expect(await makings('/uz/plain', '/uz/plain')).toBe(1)
  house.setTime(new Date(START.getTime() - 1))
  expect(await makings('/uz/plain')).toBe(1)
})

test('what is asked with a query, is somebody’s own or is not there is made each time', async () => {
  expect(await makings('/uz/plain?on=2020-03-01', '/uz/plain?on=2020-03-01')).toBe(2)
  expect(await makings('/uz/mine', '/uz/mine')).toBe(2)
  expect(await makings('/uz/gone', '/uz/gone')).toBe(2)
})
