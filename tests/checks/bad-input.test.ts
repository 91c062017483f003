import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#domain/access/roles.ts'
import type { Actor } from '#server/db/transact.ts'
import type { Endpoint } from '#server/http/endpoint.ts'
import { parts } from '#start/parts.ts'
import { type Answer, type App, appOf, type Call, caller, tokenFor } from '#tests/support/client.ts'
import { agencyWithRecords, type Holdings } from '#tests/support/holdings.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import {
  coerced,
  fieldsOf,
  kindsOf,
  NOBODY,
  OPEN_TO_OTHERS,
  paramsOf,
  roleFor,
  sampleInput,
  wrongFor,
} from '#tests/support/samples.ts'
import { snapshotOf } from '#tests/support/tables.ts'
import { openedCase } from '#tests/support/thread.ts'

const MARK = 'markermarker'
const LONG = `${MARK}${'x'.repeat(100_000)}`
const DEEP = 100_000

let house: TestHouse
let app: App
const actors = new Map<Role, Actor>()
const tokens = new Map<Role, string>()

beforeAll(async () => {
  house = await openTestHouse()
  app = appOf(house)
  for (const role of ROLES) {
    const actor = await addActor(house, role)
    actors.set(role, actor)
    tokens.set(role, await tokenFor(house, actor))
  }
})
afterAll(() => house.close())

const callFor = (each: Endpoint): Call => caller(app, tokens.get(roleFor(each.access)) ?? null)
const named = (list: readonly Endpoint[]) => list.map(each => [`${each.method} ${each.path}`, each] as const)
const writing = parts.endpoints.filter(each => each.method !== 'get')
const reading = parts.endpoints.filter(each => each.method === 'get')

/** Refused as promised: one of these statuses, a code, the fields and why, and not a word of what was sent. */
function expectRefused({ status, body, text }: Answer, statuses: readonly number[], what: string) {
  expect(statuses, `${what}: ${text.slice(0, 300)}`).toContain(status)
  expect(
    Object.keys(body).filter(key => key !== 'detail'),
    what,
  ).toEqual(['code', 'fields'])
  expect(body.code, what).toMatch(/^[a-z-]+\.[a-z-]+$/)
  for (const field of body.fields as object[]) {
    expect(field, what).toMatchObject({ at: expect.any(String), why: expect.stringMatching(/^[a-z-]+$/) })
    expect(
      Object.keys(field).every(key => ['at', 'why', 'max'].includes(key)),
      what,
    ).toBe(true)
  }
  expect(text.includes(MARK), `${what} repeats what was sent`).toBe(false)
}

const deeply = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** Whole bodies that no operation takes, as they travel. */
const BODIES: [what: string, body: string, headers: Record<string, string>, statuses: number[]][] = [
  ['cut off', `{"a":"${MARK}`, {}, [400]],
  ['a list', `["${MARK}"]`, {}, [400]],
  ['null', 'null', {}, [400]],
  ['a number', '7', {}, [400]],
  ['a text', `"${MARK}"`, {}, [400]],
  ['empty', '', {}, [400]],
  ['two values', '{}{}', {}, [400]],
  ['with a comment', '{} // no', {}, [400]],
  ['nested without end', deeply(DEEP), {}, [400]],
  ['nested without end in a field', `{"deep":${deeply(DEEP)}}`, {}, [400]],
  ['nested without end and cut off', '{"a":'.repeat(DEEP), {}, [400]],
  ['without a type', '{}', { 'content-type': '' }, [415]],
  ['as plain text', '{}', { 'content-type': 'text/plain' }, [415]],
  ['as a form', `a=${MARK}`, { 'content-type': 'application/x-www-form-urlencoded' }, [415]],
  ['as another JSON', '{}', { 'content-type': 'application/json-patch+json' }, [415]],
  ['over 1 MB', JSON.stringify({ a: 'x'.repeat(1_000_000) }), {}, [413]],
  ['with an unknown field', `{"unknown":"${MARK}"}`, {}, [400]],
  ['with "__proto__"', `{"__proto__":{"role":"${MARK}"}}`, {}, [400]],
  ['with "constructor"', `{"constructor":{"prototype":{"role":"${MARK}"}}}`, {}, [400]],
]

describe.each(named(writing))('%s', (_, each) => {
  const send = (body: unknown, headers: Record<string, string> = {}, path = sampleInput(each).path) =>
    callFor(each)(each.method, path, body, headers)
  const { rest } = sampleInput(each)
  const params = paramsOf(each.path)
  const fields = fieldsOf(each.input).filter(([name]) => !params.includes(name))

  test('the sample that the other tests spoil is one that it takes', () => {
    expect(each.input.safeParse(sampleInput(each).whole).error?.issues ?? []).toEqual([])
  })

  test('bodies that are no bodies are refused and change nothing', async () => {
    const before = await snapshotOf(house)
    for (const [what, body, headers, statuses] of BODIES) expectRefused(await send(body, headers), statuses, what)
    const bytes = await app.request(sampleInput(each).path, {
      method: each.method.toUpperCase(),
      headers: { authorization: `Bearer ${tokens.get(roleFor(each.access))}`, 'content-type': 'application/json' },
      body: Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xff, 0xc0, 0x80), Buffer.from('"}')]),
    })
    expect(bytes.status).toBe(400)
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('a field of the wrong kind is named', async () => {
    const before = await snapshotOf(house)
    for (const [name, schema] of fields.filter(([one]) => !coerced(each.input, one))) {
      for (const value of wrongFor(schema)) {
        const what = `${name} = ${JSON.stringify(value)}`
        const answer = await send({ ...rest, [name]: value })
        expectRefused(answer, [400], what)
        expect(
          (answer.body.fields as { at: string }[]).some(field => field.at.split('.')[0] === name),
          what,
        ).toBe(true)
      }
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('a text that is too long, broken or turned round is refused wherever a text is taken', async () => {
    const before = await snapshotOf(house)
    const texts = [
      LONG,
      `${MARK}\u0000`,
      `${MARK}\ud800`,
      `\udfff${MARK}`,
      `${MARK}\u202e`,
      `\u2066${MARK}`,
      `${MARK}\u0007`,
    ]
    for (const [name] of fields.filter(([, one]) => kindsOf(one).has('string'))) {
      for (const value of texts)
        expectRefused(await send({ ...rest, [name]: value }), [400], `${name} ${value.slice(0, 20)}`)
    }
    for (const [name] of fields.filter(([, one]) => kindsOf(one).has('array'))) {
      for (const value of texts) expectRefused(await send({ ...rest, [name]: [value] }), [400], name)
      expectRefused(await send({ ...rest, [name]: Array(10_000).fill(MARK) }), [400], name)
    }
    for (const [name] of fields.filter(([, one]) => kindsOf(one).has('number'))) {
      for (const value of [-1e9, 1e300, 2 ** 53]) expectRefused(await send({ ...rest, [name]: value }), [400], name)
      expectRefused(
        await send(JSON.stringify({ ...rest, [name]: 0 }).replace(`"${name}":0`, `"${name}":NaN`)),
        [400],
        name,
      )
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('what is missing, doubled or added is refused', async () => {
    const before = await snapshotOf(house)
    for (const name of (each.input.safeParse({}).error?.issues ?? []).map(issue => String(issue.path[0]))) {
      if (params.includes(name)) continue
      const answer = await send({ ...rest, [name]: undefined })
      expectRefused(answer, [400], name)
      const why = coerced(each.input, name) ? 'wrong-type' : 'required'
      expect(answer.body.fields, name).toEqual([{ at: name, why }])
    }
    const added = await send({ ...rest, unknown: MARK })
    expectRefused(added, [400], 'unknown field')
    expect(added.body.fields).toEqual([{ at: 'unknown', why: 'unknown-field' }])
    for (const name of params) expectRefused(await send({ ...rest, [name]: NOBODY }), [400], `body carries ${name}`)
    expectRefused(await send(rest, {}, `${sampleInput(each).path}?limit=1`), [400], 'a query')
    for (const key of ['short', 'with space in it', 'x'.repeat(101), 'naïve-key-1']) {
      expectRefused(await send(rest, { 'idempotency-key': key }), [400], 'Idempotency-Key')
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test('whatever JSON comes, there is an answer', async () => {
    const name = fc.oneof(
      fc.constantFrom(...Object.keys(rest), 'version', '__proto__'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    const value = fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.constantFrom(...Object.values(rest), 2_147_483_646),
    )
    const spoiled = fc.dictionary(name, value, { maxKeys: 4 }).map(some => ({ ...rest, ...some }))
    const body = fc.oneof(
      { weight: 4, arbitrary: spoiled },
      { weight: 1, arbitrary: fc.jsonValue({ stringUnit: 'binary' }) },
    )
    await fc.assert(
      fc.asyncProperty(body, async sent => {
        const { status } = await send(JSON.stringify(sent))
        expect([200, 201, 400, 404, 409, 422]).toContain(status)
      }),
      { numRuns: 60 },
    )
  })
})

const BAD_IDS = [
  '1',
  'not-an-id',
  '%00',
  '%2e%2e',
  '%E0%A4%A',
  "'%20or%201=1",
  NOBODY.slice(0, 35),
  `${NOBODY}0`,
  'x'.repeat(3000),
]

/** Of what a path names, the ids: a number, such as a year, is never one. */
const idsIn = ({ path, input }: Endpoint) => {
  const numbers = fieldsOf(input).flatMap(([name, { type }]) => (type === 'integer' ? [name] : []))
  return paramsOf(path).filter(name => !numbers.includes(name))
}

describe.each(named(parts.endpoints.filter(each => idsIn(each).length > 0)))('%s', (_, each) => {
  const body = each.method === 'get' ? undefined : sampleInput(each).rest
  const at = (id: string) => sampleInput(each, Object.fromEntries(idsIn(each).map(name => [name, id]))).path

  test('an id that is none is refused, and one that nobody has is unknown', async () => {
    const before = await snapshotOf(house)
    for (const id of BAD_IDS) expectRefused(await callFor(each)(each.method, at(id), body), [400, 404], id)
    const unknown = await callFor(each)(each.method, at(NOBODY), body)
    if (unknown.status !== 200 || unknown.text !== '{"items":[]}') expectRefused(unknown, [404, 422], NOBODY)
    expect(await snapshotOf(house)).toEqual(before)
  })
})

describe.each(named(reading))('%s', (_, each) => {
  const { path } = sampleInput(each)
  const call = (query: string) => callFor(each)('get', `${path}?${query}`)
  const names = fieldsOf(each.input)
    .map(([name]) => name)
    .filter(name => !paramsOf(each.path).includes(name))

  test('a wrong question is refused', async () => {
    const wrong = [`unknown=${MARK}`, '__proto__=1', 'constructor=1']
    if (names.includes('limit')) {
      wrong.push(
        ...['0', '-1', '101', '1e9', 'NaN', 'Infinity', '1.5', '', '%20', '0x10', 'true', MARK].map(
          value => `limit=${value}`,
        ),
      )
    }
    if (names.includes('cursor')) {
      wrong.push(...[MARK, '%00', '..', LONG, 'e30%3D', '1', "'"].map(value => `cursor=${value}`))
    }
    for (const query of wrong) expectRefused(await call(query), [400], query.slice(0, 60))
  })

  test('a name that comes twice is refused, since it is unclear which is meant', async () => {
    for (const name of [...names, 'unknown']) expectRefused(await call(`${name}=a&${name}=b`), [400], name)
  })

  test('each part of a question may hold anything', async () => {
    for (const name of names) {
      for (const value of [
        '%00',
        '%ff%fe',
        '%ED%A0%80',
        '%E2%80%AE',
        '%',
        "'%3B--",
        '[]',
        '[object Object]',
        encodeURIComponent(LONG),
      ]) {
        const answer = await call(`${name}=${value}`)
        if (answer.status !== 200) expectRefused(answer, [400, 404], `${name}=${value.slice(0, 20)}`)
      }
    }
  })
})

test.each(named(parts.endpoints))(
  '%s opens to no token that is wrong, over, taken back or only reads',
  async (_, each) => {
    const actor = actors.get(roleFor(each.access)) as Actor
    const [over, revoked, reads] = [
      await tokenFor(house, actor),
      await tokenFor(house, actor),
      await tokenFor(house, actor, ['read']),
    ]
    const ended = async (column: string, token: string) =>
      house.owner.query(`update aman.api_token set ${column} = $1 where hash = sha256($2)`, [
        house.house.clock(),
        Buffer.from(token),
      ])
    await ended('expires_at', over)
    await ended('revoked_at', revoked)
    const { path, rest } = sampleInput(each)
    const body = each.method === 'get' ? undefined : rest
    const before = await snapshotOf(house)
    for (const token of [over, revoked, 'x', MARK, `aman_${'A'.repeat(43)}`, '\u00ff', `${over}${over}`]) {
      expectRefused(await caller(app, token)(each.method, path, body), [401], token.slice(0, 8))
    }
    for (const authorization of ['', 'Bearer', 'Basic YTpi', `Token ${revoked}`]) {
      expectRefused(await caller(app, null)(each.method, path, body, { authorization }), [401], authorization)
    }
    if (each.method !== 'get') expectRefused(await caller(app, reads)(each.method, path, body), [403], 'reads only')
    expect(await snapshotOf(house)).toEqual(before)
  },
)

test('a screening with 10,000 answers is refused', async () => {
  const call = caller(app, tokens.get('officer') ?? null)
  const whole = { instrument: 'ilo-labour-adult', situation: 'border', ageGroup: 'adult', language: 'uz' }
  const many = (value: string) =>
    Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`sign_${index}`, value]))
  for (const [body, at] of [
    [{ ...whole, answers: many('yes') }, 'answers'],
    [{ ...whole, notes: many(MARK) }, 'notes'],
  ] as const) {
    const answer = await call('post', '/api/v1/screenings', body)
    expectRefused(answer, [400], at)
    expect(answer.body.fields).toEqual([{ at, why: 'too-large' }])
  }
})

test('a path or a way that the interface does not have is unknown', async () => {
  const call = caller(app, tokens.get('officer') ?? null)
  for (const path of [
    '/api/v1/nothing',
    '/api/v2/cases',
    '/api/v1/cases/',
    '/api/',
    '/api/v1/../v1/x',
    '/api/v1/cases/%2e%2e/x/y',
  ]) {
    expectRefused(await call('get', path), [404], path)
  }
  for (const method of ['put', 'delete', 'options']) expectRefused(await call(method, '/api/v1/cases'), [404], method)
})

const openToOthers = (path: string, name: string) =>
  OPEN_TO_OTHERS.includes(name) ||
  (path === '/api/v1/holds' && name === 'bedId') ||
  (path === '/api/v1/field/screenings' && name === 'id')

describe("the id of another agency's record", () => {
  let own: Holdings
  let other: Holdings
  beforeAll(async () => {
    own = await agencyWithRecords(house)
    other = await agencyWithRecords(house)
  })

  test.each(named(parts.endpoints))('%s answers it as one that nobody has, byte for byte', async (_, each) => {
    const call = caller(app, await tokenFor(house, own.staff[roleFor(each.access)]))
    const names = fieldsOf(each.input).filter(
      ([name, { format }]) => format === 'uuid' && !openToOthers(each.path, name) && name !== 'cursor',
    )
    const before = await snapshotOf(house)
    for (const [name] of names) {
      const ask = async (id: string | undefined) => {
        const { path, rest } = sampleInput(each, { ...own.ids, [name]: id ?? '' })
        const { status, text } = await call(each.method, path, each.method === 'get' ? undefined : rest)
        return { status, text: text.replaceAll(id ?? '', 'ID') }
      }
      const unknown = await ask(NOBODY)
      expect(await ask(other.ids[name]), name).toEqual(unknown)
      expect([200, 404, 422], `${name}: ${unknown.text}`).toContain(unknown.status)
      if (unknown.status === 200) expect(unknown.text).toBe('{"items":[]}')
    }
    expect(await snapshotOf(house)).toEqual(before)
  })

  test.each(named(reading.filter(each => fieldsOf(each.input).some(([name]) => name === 'cursor'))))(
    '%s: a cursor shows nothing of it',
    async (_, each) => {
      const call = caller(app, await tokenFor(house, own.staff[roleFor(each.access)]))
      const { path } = sampleInput(each, own.ids)
      for (const cursor of Object.values(other.ids).filter(id => /^[\da-f-]{36}$/.test(id))) {
        const { status, text } = await call('get', `${path}?cursor=${cursor}&limit=100`)
        expect(status).toBe(200)
        for (const name of ['caseId', 'screeningId', 'referralId', 'consentId'])
          expect(text.includes(other.ids[name] ?? '?'), name).toBe(false)
      }
    },
  )

  test('an id in capital letters is the same id', async () => {
    const call = caller(app, await tokenFor(house, own.staff['case-worker']))
    const caseId = own.ids.caseId ?? ''
    const plain = await call('get', `/api/v1/cases/${caseId}`)
    expect(plain.body).toMatchObject({
      identity: { name: 'Invented Name' },
      narrative: [{ text: 'To sleep in peace' }],
    })
    expect(await call('get', `/api/v1/cases/${caseId.toUpperCase()}`)).toEqual(plain)
  })

  test('the highest version there can be is stale and no fault', async () => {
    for (const each of writing.filter(one => fieldsOf(one.input).some(([name]) => name === 'version'))) {
      const call = caller(app, await tokenFor(house, own.staff[roleFor(each.access)]))
      const { path, rest } = sampleInput(each, own.ids)
      const answer = await call(each.method, path, { ...rest, version: 2_147_483_646 })
      expect([404, 409, 422], `${each.path}: ${answer.text}`).toContain(answer.status)
    }
  })
})

test('of four who write at once who the person is, one is stored and the others are told', async () => {
  const worker = actors.get('case-worker') as Actor
  const call = caller(app, tokens.get('case-worker') ?? null)
  for (let tries = 0; tries < 5; tries++) {
    const caseId = await openedCase(house, worker, { identity: undefined })
    const write = (name: string) => call('post', `/api/v1/cases/${caseId}/identity`, { version: 0, name })
    const answers = await Promise.all(['One', 'Two', 'Three', 'Four'].map(write))
    expect(answers.map(each => each.status).sort()).toEqual([200, 409, 409, 409])
    for (const each of answers.filter(one => one.status === 409))
      expect(each.body).toMatchObject({ code: 'case.stale', detail: { version: 1 } })
  }
})
