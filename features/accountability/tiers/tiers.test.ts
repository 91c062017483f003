import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, appOf } from '#tests/support/client.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'

let house: TestHouse
let app: App
beforeAll(async () => {
  house = await openTestHouse()
  app = appOf(house)
}, 60_000)
afterAll(() => house.close())

async function ask(path: string, body?: unknown) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await app.request(`/api/v1/tiers/${path}`, body === undefined ? {} : init)
  return { status: response.status, body: await response.json() }
}

test('anybody may ask for the history of a country, and every row names its source', async () => {
  const { status, body } = await ask('KAZ')
  expect(status).toBe(200)
  expect(body.rows).toHaveLength(25)
  expect(body.rows.every((each: { source: string }) => each.source.length > 0)).toBe(true)
  expect(await ask('xxx')).toMatchObject({ status: 422, body: { code: 'tiers.country-not-found' } })
  expect(await ask('VAT')).toMatchObject({ status: 404, body: { code: 'tiers.not-found' } })
  expect((await ask("K'Z")).status).toBe(400)
})

test('what may follow, after the last report or one that is named', async () => {
  expect((await ask('kaz/outlook?asOf=2020')).body).toMatchObject({
    consecutiveWatchListYears: 2,
    next: { year: 2021 },
  })
  expect((await ask('KAZ/outlook')).body).toMatchObject({ asOf: 2025, next: { allowed: ['1', '2', '2WL', '3'] } })
  expect((await ask('KAZ/outlook?asOf=1990')).body.code).toBe('tiers.year-not-known')
  for (const wrong of ['asOf=soon', 'asOf=-1', 'asOf=2020&asOf=2021', 'other=1'])
    expect((await ask(`KAZ/outlook?${wrong}`)).status, wrong).toBe(400)
})

test('rows of anybody’s are judged; one that cannot be is named', async () => {
  const row = { country: 'THA', year: 2014, tier: '3' }
  const before = [2010, 2011, 2012, 2013].map(year => ({ country: 'THA', year, tier: '2WL' }))
  const { status, body } = await ask('check', { rows: [{ country: 'THA', year: 2009, tier: '2' }, ...before, row] })
  expect(status).toBe(200)
  expect(body.rows.at(-1)).toEqual({ ...row, reason: 'automatic-downgrade', consistent: true })
  expect((await ask('check', { rows: [row, row] })).body).toMatchObject({ code: 'tiers.row-twice' })
  expect((await ask('check', { rows: [{ ...row, country: 'THX' }] })).body.code).toBe('tiers.country-not-known')
  expect((await ask('check', { rows: [] })).status).toBe(400)
  expect((await ask('check', { rows: Array(5001).fill(row) })).status).toBe(400)
})

test('all this needs no database', async () => {
  const down = await openTestHouse()
  await down.house.pool.end()
  const answer = await appOf(down).request('/api/v1/tiers/KAZ/outlook')
  expect(answer.status).toBe(200)
  await down.close().catch(() => {})
})
