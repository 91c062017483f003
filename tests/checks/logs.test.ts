import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { formToken } from '#server/auth/kept-form.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { requiredText } from '#server/http/fields.ts'
import type { Page } from '#server/http/page.ts'
import { parts } from '#start/parts.ts'
import { caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { bodyOf, type Pair } from '#tests/support/forms.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'

/** What must never be read where operators read: a person's data, and what opens an account. */
const SECRETS = {
  name: 'Markerova Invented',
  phone: '+999 555 8181',
  wish: 'wishmarker to sleep',
  note: 'notemarker at the gate',
  email: 'marker.person@agency.example',
  password: 'passwordmarker 1234',
}
const MARK = 'faultmarker'
const FORM = 'application/x-www-form-urlencoded'

let house: TestHouse
let app: ReturnType<typeof buildApp>
let worker: Actor
let token = ''
let cookie = ''
let lines: string[] = []
/** Everything that was answered with an error, and that was written to the terminal. */
let errors: string[] = []
const secrets = () => [...Object.values(SECRETS), MARK, token, cookie.split('=')[1] ?? '', worker.userId]

/** Faults of each kind: ours, the database's with a value in its message, with one in its detail. */
const FAULTS: Record<string, (text: string) => unknown> = {
  ours: text => Promise.reject(new TypeError(`cannot read ${text}`)),
  nested: text => Promise.reject(new Error('outer', { cause: new Error(text) })),
  named: text => Promise.reject(Object.assign(new Error(text), { name: text, code: text, detail: text })),
  framed: text => Promise.reject(new Error(`first line\n    at ${text} (file:///x.ts:1:1)`)),
  reworded: text => Promise.reject(Object.assign(new Error(`${text}\n    at ${text}`), { message: 'other' })),
}

const broken = endpoint({
  method: 'post',
  path: '/api/v1/broken',
  summary: 'Fails',
  access: 'signed-in',
  input: z.strictObject({ kind: z.string(), text: requiredText(200) }),
  output: z.object({}),
  run: async (ctx, { kind, text }) => {
    if (kind === 'value') await sql`select ${text}::uuid`.execute(ctx.tx)
    if (kind === 'detail')
      await sql`insert into aman.agency (id, kind, name) values (${ctx.newId()}, ${text}, ${text})`.execute(ctx.tx)
    await FAULTS[kind]?.(text)
    throw new Error(text)
  },
})

const brokenPage: Page = {
  path: '/broken',
  access: 'signed-in',
  show: async (_, visit) => {
    throw new Error(`no word for ${visit.query.text}`)
  },
}

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  const log = pino({ level: 'debug' }, { write: line => void lines.push(line) })
  const { endpoints, pages, actions, publicRoutes } = parts
  app = buildApp(
    { ...house.house, log },
    { endpoints: [...endpoints, broken], pages: [...pages, brokenPage], actions, publicRoutes },
  )
  worker = await addActor(house, 'case-worker')
  await house.owner.query('update aman.staff set email = $1, name = $2 where user_id = $3', [
    SECRETS.email,
    SECRETS.name,
    worker.userId,
  ])
  token = await tokenFor(house, worker)
  cookie = await cookieFor(house, worker)
})
afterAll(() => house.close())

beforeEach(() => {
  lines = []
  errors = []
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    vi.spyOn(stream, 'write').mockImplementation((...given: unknown[]) => {
      errors.push(String(given[0]))
      return (write as (...all: unknown[]) => boolean)(...given)
    })
  }
  for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, way).mockImplementation((...given) => void errors.push(given.map(String).join(' ')))
  }
  return () => vi.restoreAllMocks()
})

function expectSilence() {
  for (const secret of secrets()) {
    for (const line of lines) expect(line, secret).not.toContain(secret)
    for (const line of errors) expect(line, secret).not.toContain(secret)
  }
}

const send = caller
/** As a program asks; what is refused or failed is remembered. */
async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await send(app, token)(method, path, body, headers)
  if (answer.status >= 400) errors.push(answer.text)
  return answer
}

async function post(path: string, pairs: readonly Pair[], headers: Record<string, string> = {}) {
  const response = await app.request(path, {
    method: 'POST',
    headers: { 'content-type': FORM, ...headers },
    body: bodyOf(pairs),
  })
  return { status: response.status, html: await response.text() }
}

const CASE = {
  openedFrom: 'walk-in',
  ageGroup: 'adult',
  personGroup: 'women',
  identity: { name: SECRETS.name, phone: SECRETS.phone },
  wish: SECRETS.wish,
}

describe('neither the log, the terminal nor an error text holds what was said or what opens', () => {
  test('when all goes well', async () => {
    const made = await ask('post', '/api/v1/cases', CASE, { 'idempotency-key': `${MARK}-key` })
    expect(made.status).toBe(201)
    expect((await ask('get', `/api/v1/cases/${made.body.id}`)).text).toContain(SECRETS.name)
    expect(
      (await ask('post', `/api/v1/cases/${made.body.id}/narrative`, { kind: 'note', text: SECRETS.note })).status,
    ).toBe(201)
    expect((await app.request('/en/cases', { headers: { cookie } })).status).toBe(200)
    expectSilence()
  })

  test('when the input is bad', async () => {
    const bad: [path: string, body: unknown][] = [
      ['/api/v1/cases', { ...CASE, ageGroup: SECRETS.name }],
      ['/api/v1/cases', { ...CASE, wish: `${SECRETS.wish}\u0000` }],
      ['/api/v1/cases', { ...CASE, identity: { ...CASE.identity, birthDate: SECRETS.phone } }],
      ['/api/v1/cases', { ...CASE, languages: [SECRETS.note] }],
      ['/api/v1/cases', { ...CASE, screeningId: SECRETS.email }],
      ['/api/v1/cases', `{"wish":"${SECRETS.wish}"`],
      ['/api/v1/screenings', { answers: { some: SECRETS.name }, notes: { other: [SECRETS.note] } }],
      [`/api/v1/cases/${encodeURIComponent(SECRETS.phone)}/close`, { version: SECRETS.wish }],
    ]
    for (const [path, body] of bad) expect([400, 404], path).toContain((await ask('post', path, body)).status)
    await ask(
      'get',
      `/api/v1/cases?cursor=${encodeURIComponent(SECRETS.name)}&risk=${encodeURIComponent(SECRETS.wish)}`,
    )
    await ask('get', `/api/v1/${encodeURIComponent(SECRETS.name)}`)
    await ask('post', '/api/v1/cases', CASE, { authorization: `Bearer ${token}x` })
    await ask('post', '/api/v1/cases', CASE, { 'idempotency-key': `${SECRETS.email} ` })
    expectSilence()
  })

  test('when somebody signs in, rightly and wrongly', async () => {
    const typed = (email: string, password: string): Pair[] => [
      ['email', email],
      ['password', password],
    ]
    expect((await post('/en/sign-in', typed(SECRETS.email, SECRETS.password))).status).toBe(422)
    expect((await post('/en/sign-in', typed('nobody.marker@agency.example', SECRETS.password))).status).toBe(422)
    expect((await post('/en/sign-in', typed(SECRETS.email, 'correct horse battery'))).status).toBe(303)
    await post('/en/sign-in', [...typed(SECRETS.email, SECRETS.password), ['kept', SECRETS.wish]])
    await app.request(`/en/set-up/${encodeURIComponent(SECRETS.email)}`)
    expectSilence()
  })

  test('when a session has ended in the middle of a form, and when a form is refused', async () => {
    const mine = formToken(house.house.keys.forms, {
      userId: worker.userId,
      id: house.house.newId(),
      at: house.house.clock(),
    })
    const fields: Pair[] = [
      ['identity[name]', SECRETS.name],
      ['wish', SECRETS.wish],
    ]
    const ended = await post('/en/cases/new', [['_form', mine], ...fields])
    const spent = await post('/en/cases/new', [['_form', 'x'], ...fields], { cookie })
    const large = await post('/en/cases/new', [...fields, ['x', 'x'.repeat(1_000_000)]], { cookie })
    const elsewhere = await post('/en/cases/new', fields, { cookie, 'sec-fetch-site': 'cross-site' })
    expect([ended.status, spent.status, large.status, elsewhere.status]).toEqual([200, 403, 413, 403])
    for (const { html } of [ended, large, elsewhere]) errors.push(html)
    expectSilence()
  })

  test.each(['value', 'detail', ...Object.keys(FAULTS)])('when something breaks: %s', async kind => {
    const answer = await ask('post', '/api/v1/broken', { kind, text: `${MARK} ${SECRETS.name}` })
    expect(answer).toMatchObject({ status: 500, body: { code: 'request.fault', fields: [] } })
    expect(Object.keys(answer.body)).toEqual(['code', 'fields'])
    expectSilence()
    expect(lines, 'a fault is noted once').toHaveLength(1)
    const noted = JSON.parse(lines[0] ?? '{}')
    expect(noted).toMatchObject({ msg: 'fault', level: 50 })
  })

  test('when a page breaks: it names the hotline, and nothing that was typed', async () => {
    const response = await app.request(`/ru/broken?text=${MARK}`, { headers: { cookie } })
    const html = await response.text()
    expect(response.status).toBe(500)
    expect(html).toContain('href="tel:')
    errors.push(html)
    expectSilence()
    expect(lines).toHaveLength(1)
  })

  test('when the database is gone', async () => {
    const gone = { ...house.house, log: pino({ level: 'debug' }, { write: line => void lines.push(line) }) }
    const pool = {
      ...house.house.pool,
      connect: () => Promise.reject(new Error(`password authentication failed for ${SECRETS.password}`)),
    }
    const broken = buildApp({ ...gone, pool: Object.assign(Object.create(house.house.pool), pool) }, parts)
    const { status, text } = await send(broken, token)('post', '/api/v1/cases', CASE)
    errors.push(text)
    expect(status).toBe(500)
    expectSilence()
  })
})
