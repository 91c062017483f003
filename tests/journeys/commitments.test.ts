import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { type App, appOf, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import { type PlainBrowser, plainBrowser } from '#tests/support/plain-browser.ts'
import { openedCase } from '#tests/support/thread.ts'

/*
 * Without script: a coordinator takes a report in, enters a measure that answers one of its recommendations, adds evidence and publishes
 * it; a colleague of another agency calls it proved; and the scoreboard shows it to everybody, with what was counted.
 */

let house: TestHouse
let app: App
let author: Actor
let peer: Actor
let desk: PlainBrowser
let other: PlainBrowser

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  author = await addActor(house, 'coordinator', { kind: 'ministry' })
  peer = await addActor(house, 'coordinator', { kind: 'ministry' })
  desk = await plainBrowser(house, author)
  other = await plainBrowser(house, peer)
})
afterAll(() => house.close())

const shownTo = async (path: string) => (await app.request(path)).text()

/** The upload form as a browser sends it. */
async function upload(path: string, fields: Record<string, string>): Promise<Response> {
  const cookie = await cookieFor(house, author)
  const page = await (await app.request(`/en${path}`, { headers: { cookie } })).text()
  const form = new FormData()
  form.append('_form', /name="_form" value="([^"]+)"/.exec(page)?.[1] ?? '')
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob(['%PDF-1.7 invented list of inspectors']), 'list.pdf')
  return app.request(`/en${path}`, { method: 'POST', headers: { cookie }, body: form })
}

let measure = ''

test('a report is parted into candidates, and what a person ticks and mends is kept for its year', async () => {
  const split = await desk.send(await desk.open('/recommendations/import'), '/recommendations/import', {
    year: '2026',
    document: 'Invented report',
    language: 'en',
    report: 'Train labour inspectors; fund shelters. This is how the year went.',
  })
  expect(split.status).toBe(200)
  expect(split.text).toContain('>Train labour inspectors</textarea>')
  expect(split.text).not.toContain('checked')
  const half = await desk.send(split, '/recommendations/import/keep', {
    year: '2026',
    document: 'Invented report',
    language: 'en',
    'keep[]': 'r1',
    'words[r1]': 'Train all labour inspectors',
  })
  expect([half.status, half.text.includes('Train all labour inspectors')]).toEqual([422, true])
  const kept = await desk.send(half, '/recommendations/import/keep', {
    year: '2026',
    document: 'Invented report',
    language: 'en',
    'keep[]': 'r1',
    'words[r1]': 'Train all labour inspectors',
    'theme[r1]': 'labour-inspection',
  })
  expect(kept.location).toBe('/recommendations')
  const list = await desk.open('/recommendations')
  expect(list.text).toContain('Train all labour inspectors')
  expect(list.text).not.toContain('This is how the year went')
  expect(list.text).toContain('These lists are not complete')
})

test('it is followed from an earlier year, with what changed in the wording', async () => {
  const page = await desk.open('/recommendations/kaz-2025-definition')
  const linked = await desk.send(page, '/link', { other: 'kaz-2024-definition' })
  const shown = await desk.open(linked.location)
  expect(shown.text).toContain('<del>')
  expect(shown.text).toContain('<ins>and raise </ins>')
  expect(shown.text).toContain('href="/en/recommendations/kaz-2024-definition"')
})

test('a measure with a target is entered, reported on, given evidence and published; nobody sees it before', async () => {
  const entered = await desk.send(await desk.open('/measures/new'), '/measures/new', {
    'title[en]': 'Screen at every border post',
    sector: 'government',
    promisedBy: 'Invented Border Service',
    dueOn: '2027-03-31',
    indicator: 'cases-opened',
    target: '10',
    'recommendations[]': 'kaz-2024-screen',
  })
  measure = entered.location
  expect(measure).toMatch(/^\/measures\/[0-9a-f-]{36}$/)
  expect(await shownTo('/en/commitments')).not.toContain('Screen at every border post')
  await desk.send(await desk.open(measure), '/report', { words: 'Ten posts have begun.' })
  expect((await upload(`${measure}/evidence/new`, { shows: 'The list of posts' })).status).toBe(303)
  await desk.send(await desk.open(measure), '/publish', {})
  const page = await desk.open(measure)
  for (const text of ['Ten posts have begun.', 'The list of posts', 'Screen people in vulnerable groups'])
    expect(page.text).toContain(text)
  expect(page.text).toContain('Another coordinator says whether it is proved')
  expect(page.text).not.toContain(`action="/en${measure}/prove"`)
})

test('a coordinator of another agency reads the evidence and calls it proved; the count comes with the end of the month', async () => {
  const worker = await addActor(house, 'case-worker')
  for (let at = 0; at < 12; at++) await openedCase(house, worker)
  const page = await other.open(measure)
  const file = /href="\/en(\/measures\/[^"]+\/file)"/.exec(page.text)?.[1] ?? ''
  const opened = await app.request(`/en${file}`, { headers: { cookie: await cookieFor(house, peer) } })
  expect(await opened.text()).toBe('%PDF-1.7 invented list of inspectors')
  expect((await other.send(page, '/prove', {})).location).toBe(measure)
  house.setTime(new Date('2026-12-02T06:00:00Z'))
  const public_ = await shownTo('/en/commitments')
  expect(public_).toContain('Screen at every border post')
  expect(public_).toContain('kept and proved')
  expect(public_).toContain('10 so far, 10 promised')
  expect(public_).toContain('Answers recommendations of 2024.')
  expect(await shownTo('/tg/commitments')).toContain('иҷро ва исбот шуд')
  house.setTime(START)
})

test('programs read measures with a token, and the scoreboard without one', async () => {
  const call = caller(app, await tokenFor(house, author))
  const made = await call('post', '/api/v1/measures', {
    sector: 'ngo',
    promisedBy: 'Invented centre',
    title: { ru: 'Новый приют' },
    dueOn: '2027-01-31',
  })
  expect(made.status).toBe(201)
  const read = await call('get', `/api/v1/measures/${made.body.id}`)
  expect(read.body).toMatchObject({ state: 'promised', title: { ru: 'Новый приют' }, evidence: [] })
  const { body } = await caller(app, null)('get', '/commitments.json')
  expect(body).toMatchObject({ board: { all: { total: 1, counts: { proved: 1 } } } })
  expect((await caller(app, null)('get', '/api/v1/measures')).status).toBe(401)
})
