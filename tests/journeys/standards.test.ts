import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { appOf, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type PlainBrowser, plainBrowser } from '#tests/support/plain-browser.ts'

/*
 * Without script: a coordinator looks at a report's twelve criteria, enters a number that it lacks for two years, and sees what was missing
 * go and the change appear; a colleague of another agency reads it, and cannot withdraw it.
 */

let house: TestHouse
let author: Actor
let desk: PlainBrowser
let other: PlainBrowser

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  author = await addActor(house, 'coordinator', { kind: 'ministry' })
  desk = await plainBrowser(house, author)
  other = await plainBrowser(house, await addActor(house, 'coordinator', { kind: 'ministry' }))
})
afterAll(() => house.close())

/** The part of the page that is about one criterion, without its tags. */
function criterionIn(text: string, number: number): string {
  const [, rest = ''] = text.split(`aria-labelledby="criterion-${number}"`)
  return (rest.split('</section>')[0] ?? '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&quot;', '"')
}

const enter = async (year: number, fields: Record<string, string>) =>
  desk.send(await desk.open(`/standards/${year}/evidence/new?criterion=1`), '/evidence/new', {
    shows: 'Courts took these cases on.',
    source: 'Invented letter no. 12',
    datedOn: '2026-10-01',
    ...fields,
  })

test('the years lead to the latest report that was read and to the one that runs', async () => {
  const page = await desk.open('/standards')
  expect(page.text).toContain('href="/en/standards/2025"')
  expect(page.text).toContain('Running now: 2027')
  expect(page.text).toContain('nobody has read it here')
})

test('a report says what was known, what fell, and what is presumed where nothing was given', async () => {
  const { text } = await desk.open('/standards/2020')
  expect(criterionIn(text, 2)).toContain('People identified by the government (2019) 40 83 fewer than the year before')
  expect(criterionIn(text, 1)).toContain('Missing: Investigations; Prosecutions; Convictions.')
  expect(criterionIn(text, 1)).toContain('presumes that nothing was done')
  expect(criterionIn(text, 8)).toContain('8%; the year before 2%')
  expect(criterionIn(text, 11)).toContain('fewer than the year before')
  expect((await desk.open('/standards/2025')).text).toContain('not checked')
})

test('a number that is entered is no longer missing, and stands beside the one of the year before', async () => {
  const half = await enter(2027, { figure: 'prosecutions' })
  expect(half.status).toBe(422)
  expect(half.text).toContain('A number needs its value')
  expect(half.text).toContain('Courts took these cases on.')
  expect((await enter(2026, { figure: 'prosecutions', value: '9' })).location).toBe('/standards/2026')
  const page = await desk.open((await enter(2027, { figure: 'prosecutions', value: '12' })).location)
  const first = criterionIn(page.text, 1)
  expect(first).toContain('Prosecutions (2026) 12 9 more than the year before')
  expect(first).toContain('Missing: Investigations; Convictions.')
  expect(first).toContain('Invented letter no. 12')
})

test('a coordinator of another agency reads it and finds no way to withdraw it; its own finds one, and the number is missing again', async () => {
  const read = await other.open('/standards/2027')
  expect(criterionIn(read.text, 1)).toContain('Courts took these cases on.')
  expect(read.text).not.toContain('/withdraw"')
  const page = await desk.open('/standards/2027')
  const way = /href="\/en(\/standards\/2027\/evidence\/[^"]+\/withdraw)"/.exec(page.text)?.[1] ?? ''
  expect((await other.open(way)).status).toBe(404)
  const asked = await desk.open(way)
  expect((await desk.send(asked, '/withdraw', { why: '' })).status).toBe(422)
  const done = await desk.send(asked, '/withdraw', { why: 'The letter was of another year.' })
  const after = criterionIn((await desk.open(done.location)).text, 1)
  expect(after).toContain('Missing: Investigations; Prosecutions; Convictions.')
  expect(after).toContain('The letter was of another year.')
})

test('another country has its reports and no form, and where nobody has read them the page says so', async () => {
  const page = await desk.open('/standards/2020?country=UZB')
  expect(page.text).toContain('Nobody has read the report of 2020 here')
  expect(page.text).not.toContain('/evidence/new')
  expect((await desk.open('/standards?country=UZB')).text).toContain('Nobody has read the reports of this country here')
  expect((await desk.open('/standards/2020?country=QQQ')).status).toBe(404)
  expect((await desk.open('/standards/2099')).status).toBe(404)
})

test('programs read the scorecard with a coordinator’s token, enter evidence and withdraw it', async () => {
  const app = appOf(house)
  const call = caller(app, await tokenFor(house, author))
  const made = await call('post', '/api/v1/standards/2027/entries', {
    criterion: 4,
    shows: 'Two requests of a neighbour were answered.',
    source: 'Invented register',
    datedOn: '2026-09-01',
  })
  expect(made.status).toBe(201)
  const fourth = async () => {
    const { criteria } = (await call('get', '/api/v1/standards/2027')).body as { criteria: object[] }
    return criteria[3]
  }
  expect(await fourth()).toMatchObject({ number: 4, empty: false, entries: [{ id: made.body.id }] })
  const path = `/api/v1/standards/2027/entries/${made.body.id}/withdraw`
  expect((await call('post', path, { why: 'Entered twice' })).status).toBe(200)
  expect((await call('post', path, { why: 'Entered twice' })).body.code).toBe('standards-entry.already-withdrawn')
  expect(await fourth()).toMatchObject({ empty: true, entries: [{ withdrawnWhy: 'Entered twice' }] })
  const worker = caller(app, await tokenFor(house, await addActor(house, 'case-worker')))
  expect((await worker('get', '/api/v1/standards/2027')).status).toBe(403)
})
