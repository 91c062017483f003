import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MOST_FOLLOWED } from '#server/db/live.ts'
import type { Actor } from '#server/db/transact.ts'
import { islands, leaving } from '#server/http/assets.ts'
import { type App, appOf, cookieFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { announceCall } from './announce-call.ts'
import { AnnounceCall } from './record.ts'

const EVENTS = '/en/hotline/queue/events'

let house: TestHouse
let app: App
let operator: Actor
let cookie: string

beforeEach(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  operator = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  cookie = await cookieFor(house, operator)
})
afterEach(() => house.close())

const announce = (externalId: string, who = operator) =>
  run(house, who, announceCall, AnnounceCall.parse({ externalId, callerNumber: '+7 701 555 01 23', language: 'uz' }))

const open = (as = cookie) => app.request(EVENTS, { headers: { cookie: as } })

/** Reads a stream and keeps what came. */
function listen(response: Response) {
  const heard = { text: '', over: false }
  const reader = response.body?.getReader()
  const read = async () => {
    for (;;) {
      const part = await reader?.read()
      if (!part || part.done) break
      heard.text += new TextDecoder().decode(part.value)
    }
    heard.over = true
  }
  read()
  return { heard, leave: () => reader?.cancel() }
}

test('who follows hears that something changed and nothing of what; another agency hears nothing', async () => {
  const other = await addActor(house, 'shift-lead', { kind: 'hotline' })
  const [own, theirs] = [listen(await open()), listen(await open(await cookieFor(house, other)))]
  await expect.poll(() => own.heard.text).toContain('retry:')
  const before = theirs.heard.text
  must(await announce('one'))
  await expect.poll(() => own.heard.text).toMatch(/data: changed/)
  expect(own.heard.text.replaceAll(/retry: \d+|data: changed|\n/g, '')).toBe('')
  expect(theirs.heard.text).toBe(before)
})

test('nobody follows without a session, in another role, or more often than a desk has screens', async () => {
  expect((await app.request(EVENTS)).status).toBe(401)
  const officer = await cookieFor(house, await addStaff(house, operator.agencyId, 'officer'))
  expect((await open(officer)).status).toBe(403)
  const streams = []
  for (let n = 0; n < MOST_FOLLOWED; n++) streams.push(listen(await open()))
  expect((await open()).status).toBe(429)
  await streams[0]?.leave()
  expect((await open()).status).toBe(200)
})

test('a lost database connection is made anew, and whoever follows is told to look', async () => {
  const own = listen(await open())
  await expect.poll(() => own.heard.text).toContain('retry:')
  const before = own.heard.text.length
  await house.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`,
  )
  await expect.poll(() => own.heard.text.length).toBeGreaterThan(before)
  await new Promise(done => setTimeout(done, 2500))
  const mended = own.heard.text.length
  must(await announce('after'))
  await expect.poll(() => own.heard.text.length).toBeGreaterThan(mended)
}, 15_000)

test('when the server stops, streams end and browsers come back by themselves', async () => {
  const own = listen(await open())
  await expect.poll(() => own.heard.text).toContain('retry:')
  house.house.live.close()
  await expect.poll(() => own.heard.over).toBe(true)
})

test('a stream ends soon after its session, and soon after a change of role', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const lead = await addStaff(house, operator.agencyId, 'shift-lead')
    const theirs = await cookieFor(house, lead)
    const [own, changed] = [listen(await open()), listen(await open(theirs))]
    vi.advanceTimersByTime(15_000)
    await expect.poll(() => own.heard.text).toContain(':\n\n')
    expect([own.heard.over, changed.heard.over]).toEqual([false, false])
    await house.house.auth.signOut({ headers: new Headers({ cookie }), ip: '10.0.0.1' })
    await house.owner.query(`update aman.staff set role = 'officer' where user_id = $1`, [lead.userId])
    vi.advanceTimersByTime(15_000)
    await expect.poll(() => [own.heard.over, changed.heard.over]).toEqual([true, true])
  } finally {
    vi.useRealTimers()
  }
})

test('a page that asks by itself prolongs no session, and is on record once as followed, not each time', async () => {
  const noted = async (action: string) =>
    (await house.owner.query('select count(*)::int as n from aman.audit_event where action = $1', [action])).rows[0].n
  const queue = (headers: Record<string, string> = {}) =>
    app.request('/en/hotline/queue', { headers: { cookie, ...headers } })
  // Without a stream that is open, the same header hides nothing.
  await queue({ 'x-by-itself': '1' })
  expect(await noted('queue.read')).toBe(1)
  const own = listen(await open())
  await expect.poll(() => own.heard.text).toContain('retry:')
  expect(await noted('queue.followed')).toBe(1)
  for (let minute = 1; minute < 31; minute += 5) {
    house.setTime(new Date(Date.parse('2026-11-24T06:00:00Z') + minute * 60_000))
    const page = await queue({ 'x-by-itself': '1' })
    expect(page.status).toBe(200)
    expect(page.headers.getSetCookie()).toEqual([])
  }
  expect(await noted('queue.read')).toBe(1)
  house.setTime(new Date('2026-11-24T06:31:00Z'))
  expect((await queue({ 'x-by-itself': '1' })).status).toBe(303)
})

test('the queue’s page alone may run its one file, which is small and kept for long', async () => {
  const page = await app.request('/en/hotline/queue', { headers: { cookie } })
  const { href, body } = islands['live-queue']
  const here = (path: string) => `${house.house.settings.origin}${path}`
  expect(page.headers.get('content-security-policy')).toContain(
    `; script-src ${here(leaving.href)} ${here(href)}; connect-src 'self'`,
  )
  expect((await page.text()).match(/<script[^>]*>/g)).toEqual(
    [leaving.href, href].map(each => `<script src="${each}" defer>`),
  )
  expect(body.length).toBeLessThan(2000)
  const file = await app.request(href)
  expect(file.headers.get('content-type')).toContain('text/javascript')
  expect(file.headers.get('cache-control')).toContain('immutable')
  const desk = await app.request('/en/hotline', { headers: { cookie } })
  expect(desk.headers.get('content-security-policy')).toMatch(new RegExp(`script-src ${here(leaving.href)}$`))
})
