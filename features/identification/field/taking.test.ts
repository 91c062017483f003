import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#domain/shared/ids.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import type { Actor } from '#server/db/transact.ts'
import { type Answer, type Call, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { type FieldDesk, openFieldDesk } from '#tests/support/field-desk.ts'
import { addActor, addAgency, addStaff, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'

const PATH = '/api/v1/field/screenings'
const MINUTE = 60_000

let house: TestHouse
let desk: FieldDesk
let officer: Actor
let call: Call
let colleague: Call
let stranger: Call

beforeAll(async () => {
  desk = await openFieldDesk()
  const { app } = desk
  house = desk.house
  officer = desk.officer
  const of = async (actor: Actor) => caller(app, await tokenFor(house, actor))
  call = await of(officer)
  colleague = await of(await addStaff(house, officer.agencyId, 'case-worker'))
  stranger = await of(await addActor(house, 'officer'))
})
afterAll(() => house.close())

const now = () => house.house.clock().getTime()
const iso = (at: number) => new Date(at).toISOString()
const newId = (at = now()) => uuidv7(at, randomBytes(10))

const body = (given: Record<string, unknown> = {}) => ({
  id: newId(),
  instrument: 'ilo-labour-adult',
  instrumentVersion: house.house.knowledge.latest('ilo-labour-adult')?.version ?? 0,
  situation: 'border',
  ageGroup: 'adult',
  language: 'uz',
  answers: { 'exploitation.excessive_hours': 'yes' },
  notes: { 'exploitation.excessive_hours': 'Marker: slept beside the machine' },
  complete: false,
  base: 0,
  startedAt: iso(now() - 10 * MINUTE),
  savedAt: iso(now() - 5 * MINUTE),
  sentAt: iso(now()),
  ...given,
})

const send = (what: object, edit = newId(), as = call) => as('post', PATH, what, { 'idempotency-key': edit })
const statuses = (answers: readonly Answer[]) =>
  answers.map(each => `${each.status} ${each.body.code ?? each.body.version}`).toSorted()
const stored = async (id: string) =>
  (await house.owner.query('select * from aman.screening where id = $1', [id])).rows[0]

describe('a screening that was taken without a network', () => {
  test('arrives under the id that the device made, is scored here, and its notes are ciphertext', async () => {
    const what = body({ complete: true })
    expect(await send(what)).toMatchObject({ status: 201, body: { id: what.id, version: 1 } })
    const read = await call('get', `/api/v1/screenings/${what.id}`)
    expect(read.body).toMatchObject({ status: 'completed', answers: what.answers, notes: what.notes })
    expect(read.body.finding).toBeTypeOf('string')
    const { rows } = await house.owner.query('select sealed from aman.screening_narrative where screening_id = $1', [
      what.id,
    ])
    expect(rows[0].sealed.toString('latin1')).not.toContain('Marker')
  })

  test('is sent by a device with the token that opens nothing else, and the record names the device', async () => {
    const device = await desk.enrolled()
    const what = body()
    expect((await send(what, newId(), caller(desk.app, device.token))).status).toBe(201)
    expect(await stored(what.id)).toMatchObject({ device_id: device.deviceId, saved_by: officer.userId })
    expect((await caller(desk.app, device.token)('get', `${PATH}/${what.id}`)).status).toBe(200)
    await desk.revoke(officer, device)
    expect((await send(body(), newId(), caller(desk.app, device.token))).status).toBe(401)
  })

  test('is stored once however often it is sent, and the answer is the same', async () => {
    const [what, edit] = [body(), newId()]
    const first = await send(what, edit)
    house.setTime(new Date(now() + 9 * MINUTE))
    const again = await send({ ...what, sentAt: iso(now()) }, edit)
    expect(again).toMatchObject({ status: 201, body: first.body })
    expect((await stored(what.id)).version).toBe(1)
  })

  test('ten sendings at once of the same: one is stored, ten hear so', async () => {
    const [what, edit] = [body(), newId()]
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(what, edit)))
    expect(statuses(answers)).toEqual(Array(10).fill('201 1'))
    expect((await stored(what.id)).version).toBe(1)
  })

  test('ten different ones under one id at once: one is stored, nine are told', async () => {
    const what = body()
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(what)))
    expect(statuses(answers)).toEqual(['201 1', ...Array(9).fill('409 screening.stale')])
  })

  test('a newer version builds on the one that stands there, and a finished one stays', async () => {
    const what = body()
    await send(what)
    const done = {
      ...what,
      base: 1,
      complete: true,
      language: 'tg',
      place: 'uz-yallama',
      answers: { 'exploitation.excessive_hours': 'no' },
    }
    expect((await send(done)).body.version).toBe(2)
    const late = await send({ ...done, base: 2, answers: {} })
    expect(late).toMatchObject({
      body: { code: 'screening.completed', detail: { current: { version: 2, status: 'completed' } } },
    })
    expect(await stored(what.id)).toMatchObject({ answers: done.answers, language: 'tg', place: 'uz-yallama' })
  })
})

describe('who was faster', () => {
  test('is named with the moment, and what she saved can be read by her colleagues', async () => {
    const what = body()
    await send(what)
    const theirs = {
      version: 1,
      answers: { 'exploitation.excessive_hours': 'no' },
      notes: { 'exploitation.excessive_hours': 'Later she said no' },
    }
    expect((await colleague('post', `/api/v1/screenings/${what.id}`, theirs)).status).toBe(200)
    const stale = await send({ ...what, base: 1 })
    expect(stale.status).toBe(409)
    expect(stale.text).not.toContain('Later she said')
    const current = { version: 2, status: 'draft', by: expect.stringContaining('Colleague'), at: iso(now()) }
    expect(stale.body).toMatchObject({ code: 'screening.stale', detail: { current } })
    const { body: standing } = await call('get', `${PATH}/${what.id}`)
    expect(standing).toEqual({ id: what.id, ...current, answers: theirs.answers, notes: theirs.notes })
  })

  test('another agency learns nothing of an id, and cannot take one over', async () => {
    const what = body()
    await send(what)
    for (const base of [0, 1, 7]) {
      expect(await send({ ...what, base }, newId(), stranger)).toMatchObject({
        status: 404,
        body: { code: 'screening.not-found' },
      })
    }
    expect((await stranger('get', `${PATH}/${what.id}`)).status).toBe(404)
    expect(await stored(what.id)).toMatchObject({ version: 1, agency_id: officer.agencyId })
  })

  test("nobody's case becomes a screening by its id, nor does anything that has keys", async () => {
    const caseId = await openedCase(house, officer)
    expect((await send(body({ id: caseId }))).status).toBe(404)
    expect((await send(body({ id: caseId }), newId(), stranger)).status).toBe(404)
    expect(await stored(caseId)).toBeUndefined()
  })

  test('a page that saves the same screening leaves the same trace', async () => {
    const begin = { instrument: 'ilo-labour-adult', situation: 'border', ageGroup: 'adult', language: 'kk' } as const
    const { id } = must(
      await run(house, officer, onServer(startScreening), { ...begin, answers: {}, notes: {}, complete: false }),
    )
    expect(await stored(id)).toMatchObject({
      saved_by: officer.userId,
      saved_at: house.house.clock(),
      received_at: null,
    })
  })
})

describe('the clock of a device', () => {
  test.each([
    ['an hour behind', -60 * MINUTE],
    ['a year ahead', 365 * 24 * 60 * MINUTE],
    ['at the beginning of 1970', -Date.parse('2026-11-24T05:00:00Z')],
  ])('%s refuses nothing, and the record keeps both', async (_, wrong) => {
    const at = now() + wrong
    const what = body({
      startedAt: iso(at - 10 * MINUTE),
      savedAt: iso(at - 5 * MINUTE),
      sentAt: iso(at),
      complete: true,
    })
    expect((await send(what)).status).toBe(201)
    const row = await stored(what.id)
    expect(row.started_at).toEqual(new Date(now() - 10 * MINUTE))
    expect(row.completed_at).toEqual(new Date(now() - 5 * MINUTE))
    expect(row.device_started_at).toEqual(new Date(what.startedAt))
    expect(row.device_saved_at).toEqual(new Date(what.savedAt))
    expect(row.received_at).toEqual(new Date(now()))
  })

  test('an id that no device makes is refused', async () => {
    for (const id of [newId(Date.parse('2199-01-01')), newId(Date.parse('1999-01-01')), crypto.randomUUID()]) {
      expect(await send(body({ id })), id).toMatchObject({ status: 422, body: { code: 'screening.id-implausible' } })
    }
  })

  test('nonsense is named by its field', async () => {
    const wrong = [
      { savedAt: 'yesterday' },
      { startedAt: '0000-01-01T00:00:00Z' },
      { base: -1 },
      { instrumentVersion: 'x' },
      { id: 'x' },
    ]
    for (const each of wrong) expect((await send(body(each))).status, JSON.stringify(each)).toBe(400)
  })
})

describe('the questions', () => {
  test('are those of the version that was asked; unknown ones and those for another age are refused', async () => {
    expect((await send(body({ instrumentVersion: 999 }))).body.code).toBe('screening.instrument-not-found')
    expect((await send(body({ ageGroup: 'uncertain' }))).body.code).toBe('screening.instrument-for-other-age')
    expect((await send(body({ answers: { 'exploitation.nothing': 'yes' } }))).body.code).toBe(
      'screening.question-not-found',
    )
  })

  test('stay those that the draft began with', async () => {
    const what = body()
    await send(what)
    const other = {
      ...what,
      base: 1,
      instrument: 'border-card',
      instrumentVersion: house.house.knowledge.latest('border-card')?.version,
      answers: {},
      notes: {},
    }
    expect((await send(other)).body.code).toBe('screening.other-instrument')
  })
})

describe('a referral that was prepared at the post', () => {
  const referral = {
    toAgencyId: '019ab000-0000-7000-8000-000000000001',
    service: 'shelter',
    urgency: 'urgent',
    note: 'Marker: she waits at the post',
  }
  const sealed = async (id: string) =>
    (await house.owner.query('select sealed_referral from aman.screening_narrative where screening_id = $1', [id]))
      .rows[0].sealed_referral

  test('comes with the screening, as ciphertext', async () => {
    const what = body({ complete: true, referral })
    expect((await send(what)).status).toBe(201)
    expect((await sealed(what.id)).toString('latin1')).not.toContain('Marker')
  })

  test('may follow a finished screening whose answers are the same, and no other', async () => {
    const what = body({ complete: true })
    await send(what)
    const other = { ...what, base: 1, answers: { 'exploitation.excessive_hours': 'no' }, referral }
    expect((await send(other)).body.code).toBe('screening.completed')
    expect(await sealed(what.id)).toBeNull()
    expect((await send({ ...what, base: 1, referral })).body.version).toBe(2)
    expect(await sealed(what.id)).not.toBeNull()
    expect(await stored(what.id)).toMatchObject({ status: 'completed', answers: what.answers })
  })

  test('is shown beside the result, to the agency that screened alone, and leads on to a case', async () => {
    const shelter = await addAgency(house)
    const what = body({ complete: true, referral: { ...referral, toAgencyId: shelter } })
    await send(what)
    const open = async (as: Actor) => {
      const response = await desk.app.request(`/en/screenings/${what.id}`, {
        headers: { cookie: await cookieFor(house, as) },
      })
      return response.text()
    }
    const html = await open(officer)
    expect(html).toContain(`Agency ${shelter.slice(-12)}`)
    expect(html).toContain('Marker: she waits at the post')
    expect(html).toContain('Open a case to make this referral')
    expect(html.match(/Prepared at the post/g)).toHaveLength(1)
    expect(await open(await addActor(house, 'officer'))).not.toContain('Marker')
  })
})
