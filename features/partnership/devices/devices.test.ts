import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { CASE_LEADERS, ROLES } from '#domain/access/roles.ts'
import { addHours } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import { changeStaff } from '#features/partnership/agencies/change-staff.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { endpoint } from '#server/http/endpoint.ts'
import { parts } from '#start/parts.ts'
import { type Answer, caller, tokenFor } from '#tests/support/client.ts'
import { everythingKept, foundIn } from '#tests/support/everything-kept.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { rawSql } from '#tests/support/raw-sql.ts'
import { must, run } from '#tests/support/thread.ts'
import { makeCode, makeOwnCode } from './make-code.ts'

const START = new Date('2026-11-24T06:00:00Z')
const STRANGE = { deviceId: '01890000-0000-7000-8000-000000000000', check: 'A'.repeat(43) }

let house: TestHouse
let app: ReturnType<typeof buildApp>
let officer: Actor
let administrator: Actor

/** Something that a device may call, as the endpoint for its screenings will be. */
const posted = endpoint({
  method: 'post',
  path: '/api/v1/field/probe',
  summary: 'Says which device called',
  access: CASE_LEADERS,
  device: true,
  input: z.strictObject({}),
  output: z.object({ deviceId: z.string().nullable() }),
  run: async ({ actor }) => ok({ deviceId: actor.deviceId ?? null }),
})

beforeAll(async () => {
  house = await openTestHouse({ demo: true, behindProxy: true })
  app = buildApp(house.house, { ...parts, endpoints: [...parts.endpoints, posted] })
  officer = await addActor(house, 'officer')
  administrator = await addStaff(house, officer.agencyId, 'administrator')
})
afterAll(() => house.close())

let networks = 0
/** A phone in a network of its own, so that no test is slowed down by the tries of another. */
function phone(ip = `10.1.${Math.floor(++networks / 250)}.${networks % 250}`) {
  const ask = (path: string, body: unknown) =>
    caller(app, null)('post', `/api/v1/field/${path}`, body, { 'x-forwarded-for': ip })
  return {
    enrol: (code: string) => ask('enrol', { code }),
    state: (of: unknown) => ask('state', of),
    wiped: (of: unknown) => ask('wiped', of),
  }
}

type Enrolled = { deviceId: string; token: string; secret: string; check: string; person: object; agency: object }
const enrolledIn = ({ body }: Answer) => body as Enrolled

async function enrolled(actor = officer): Promise<Enrolled> {
  const { code } = must(await run(house, actor, makeOwnCode, { label: 'Invented phone' }))
  return enrolledIn(await phone().enrol(code))
}

const proof = ({ deviceId, check }: Enrolled) => ({ deviceId, check })
const stateOf = async (each: Enrolled) => (await phone().state(proof(each))).body.state
const probe = async ({ token }: Enrolled) => (await caller(app, token)('post', '/api/v1/field/probe', {})).status
const revoked = async (as: Actor, { deviceId }: Enrolled) =>
  caller(app, await tokenFor(house, as))('post', `/api/v1/devices/${deviceId}/revoke`, {})

async function listed(as: Actor): Promise<Record<string, unknown>[]> {
  const { body } = await caller(app, await tokenFor(house, as))('get', '/api/v1/devices?limit=100')
  return body.items as Record<string, unknown>[]
}

describe('a code', () => {
  test('makes a phone its owner’s, however it is typed', async () => {
    const { code } = must(await run(house, officer, makeOwnCode, { label: 'Phone 12, Aq Zhol' }))
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const answer = await phone().enrol(` ${code.toLowerCase().replace('-', ' ')} `)
    expect(answer.status).toBe(200)
    expect(answer.body.person).toMatchObject({ id: officer.userId, role: 'officer' })
    expect(answer.body.agency).toMatchObject({ id: officer.agencyId })
    expect(Buffer.from(enrolledIn(answer).secret, 'base64url')).toHaveLength(32)
    const [newest] = await listed(officer)
    expect(newest).toMatchObject({ id: answer.body.deviceId, label: 'Phone 12, Aq Zhol', state: 'in-use' })
  })

  test('brought by two phones at once makes one device', async () => {
    for (let round = 0; round < 5; round++) {
      const { code } = must(await run(house, officer, makeOwnCode, { label: 'Raced for' }))
      const answers = await Promise.all(Array.from({ length: 8 }, () => phone().enrol(code)))
      expect(answers.map(each => each.status).sort()).toEqual([200, ...Array(7).fill(422)])
    }
    expect((await listed(officer)).filter(each => each.label === 'Raced for')).toHaveLength(5)
  })

  test('that is mistyped, used, replaced or late gets one and the same answer', async () => {
    const first = must(await run(house, officer, makeOwnCode, { label: 'First' }))
    const second = must(await run(house, administrator, makeCode, { userId: officer.userId, label: 'Second' }))
    const answers = [await phone().enrol('0000-0000'), await phone().enrol('?'), await phone().enrol(first.code)]
    expect((await phone().enrol(second.code)).status).toBe(200)
    answers.push(await phone().enrol(second.code))
    const late = must(await run(house, officer, makeOwnCode, { label: 'Late' }))
    house.setTime(new Date(START.getTime() + 15 * 60_000))
    answers.push(await phone().enrol(late.code))
    house.setTime(START)
    expect(new Set(answers.map(each => `${each.status} ${each.text}`))).toEqual(
      new Set(['422 {"code":"device.code-wrong","fields":[]}']),
    )
  })

  test('is tried ten times from one network, and right ones do not count', async () => {
    const office = phone('10.9.9.9')
    for (let round = 0; round < 12; round++) {
      const { code } = must(await run(house, officer, makeOwnCode, { label: 'Many' }))
      expect((await office.enrol(code)).status).toBe(200)
    }
    for (let round = 0; round < 10; round++) expect((await office.enrol('0000-0000')).status).toBe(422)
    const { code } = must(await run(house, officer, makeOwnCode, { label: 'Many' }))
    const answer = await office.enrol(code)
    expect([answer.status, answer.body.code]).toEqual([429, 'request.too-often'])
    expect((await phone().enrol(code)).status).toBe(200)
  })

  test('is made for who screens, by herself or by the administrator of her agency', async () => {
    for (const role of ROLES) {
      const colleague = await addStaff(house, officer.agencyId, role)
      const own = await run(house, colleague, makeOwnCode, { label: 'Own' })
      const given = await run(house, administrator, makeCode, { userId: colleague.userId, label: 'Given' })
      const screens = CASE_LEADERS.some(each => each === role)
      expect([own.ok, given.ok], role).toEqual([screens, screens])
    }
    const stranger = await addActor(house, 'officer')
    const asked = { userId: stranger.userId, label: 'Not mine' }
    expect(await run(house, administrator, makeCode, asked)).toMatchObject({ code: 'staff.not-found' })
    expect(await run(house, await addStaff(house, officer.agencyId, 'officer'), makeCode, asked)).toMatchObject({
      code: 'staff.not-found',
    })
  })

  test('nor the secret, the check or the token of a device stands anywhere in what is kept', async () => {
    const { code } = must(await run(house, officer, makeOwnCode, { label: 'Kept' }))
    const waiting = { code, bare: code.replace('-', '') }
    expect(foundIn(await everythingKept(house), waiting)).toEqual([])
    const { token, secret, check } = await enrolled()
    expect(foundIn(await everythingKept(house), { ...waiting, token, secret, check })).toEqual([])
  })
})

describe('a device', () => {
  test('reaches what is marked for devices, says which one it is, and reaches nothing else', async () => {
    const device = await enrolled()
    const call = caller(app, device.token)
    expect((await call('post', '/api/v1/field/probe', {})).body).toEqual({ deviceId: device.deviceId })
    for (const each of parts.endpoints.filter(one => !one.device)) {
      const path = each.path.replaceAll(/\{\w+\}/g, STRANGE.deviceId)
      const { status, body } = await call(each.method, path, each.method === 'get' ? undefined : {})
      expect([status, /^request\.(scope-missing|role-not-allowed)$/.test(String(body.code))], each.path).toEqual([
        403,
        true,
      ])
    }
  })

  test('is not among the tokens that its owner sees and can revoke, nor is its scope offered', async () => {
    const device = await enrolled()
    const call = caller(app, await tokenFor(house, officer))
    expect((await call('get', '/api/v1/tokens')).text).not.toContain('field')
    const { rows } = await house.owner.query('select token_id as id from aman.device where id = $1', [device.deviceId])
    expect((await call('post', `/api/v1/tokens/${rows[0].id}/revoke`, {})).status).toBe(404)
    expect(await probe(device)).toBe(200)
  })

  test('that is revoked sends nothing more from that moment, and is told to wipe itself until it has', async () => {
    const device = await enrolled()
    expect([await probe(device), await stateOf(device)]).toEqual([200, 'ok'])
    expect((await revoked(officer, device)).status).toBe(200)
    expect([await probe(device), await stateOf(device)]).toEqual([401, 'wipe'])
    const there = async () => (await listed(administrator)).find(each => each.id === device.deviceId)
    expect(await there()).toMatchObject({ state: 'to-wipe', wipedAt: null })
    await phone().wiped(proof(device))
    expect(await there()).toMatchObject({ state: 'wiped', wipedAt: START.toISOString() })
    expect(await stateOf(device)).toBe('wipe')
  })

  test('that wiped itself after wrong PINs is known to be wiped, and its token is over', async () => {
    const device = await enrolled()
    expect(await probe(device)).toBe(200)
    await phone().wiped(proof(device))
    expect([await probe(device), await stateOf(device)]).toEqual([401, 'wipe'])
  })

  test('goes with its owner: suspended, or in a role that does not screen', async () => {
    const owner = await addStaff(house, officer.agencyId, 'officer')
    const device = await enrolled(owner)
    const change = (version: number, role: 'officer' | 'focal-point', status: 'active' | 'suspended') =>
      run(house, administrator, changeStaff, { userId: owner.userId, version, role, status })
    expect([await probe(device), await stateOf(device)]).toEqual([200, 'ok'])
    await house.owner.query(`update aman.agency set kind = 'consulate' where id = $1`, [owner.agencyId])
    must(await change(1, 'officer', 'suspended'))
    expect([await probe(device), await stateOf(device)]).toEqual([401, 'wipe'])
    must(await change(2, 'officer', 'active'))
    expect([await probe(device), await stateOf(device)]).toEqual([200, 'ok'])
    must(await change(3, 'focal-point', 'active'))
    expect([await probe(device), await stateOf(device)]).toEqual([401, 'wipe'])
  })

  test('goes with its agency', async () => {
    const owner = await addActor(house, 'case-worker')
    const device = await enrolled(owner)
    expect([await probe(device), await stateOf(device)]).toEqual([200, 'ok'])
    await house.owner.query(`update aman.agency set status = 'suspended' where id = $1`, [owner.agencyId])
    await expect.poll(() => probe(device)).toBe(401)
    expect(await stateOf(device)).toBe('wipe')
  })

  test('is ended at once where another running Aman revokes it', async () => {
    const device = await enrolled()
    expect(await probe(device)).toBe(200)
    await house.owner.query('update aman.device set revoked_at = $2, revoked_by = user_id where id = $1', [
      device.deviceId,
      START,
    ])
    await expect.poll(() => probe(device)).toBe(401)
  })

  test('keeps its token when its owner chooses a new password', async () => {
    const device = await enrolled()
    await house.owner.query('select aman.end_tokens($1)', [officer.userId])
    house.house.bearers.forget()
    expect(await probe(device)).toBe(200)
  })

  test('is seen when it asks, and silent after a month without', async () => {
    const device = await enrolled(await addStaff(house, officer.agencyId, 'officer'))
    const there = async () => (await listed(administrator)).find(each => each.id === device.deviceId)
    house.setTime(addHours(START, 719))
    expect(await there()).toMatchObject({ state: 'in-use', lastSeenAt: START.toISOString() })
    house.setTime(addHours(START, 720))
    expect(await there()).toMatchObject({ state: 'silent' })
    expect(await stateOf(device)).toBe('ok')
    expect(await there()).toMatchObject({ state: 'in-use', lastSeenAt: addHours(START, 720).toISOString() })
    house.setTime(START)
  })
})

describe('who cannot prove to be a device', () => {
  test('hears what a device in use hears, whether there is such a device or not', async () => {
    const device = await enrolled()
    await revoked(officer, device)
    const wrong = { ...proof(device), check: STRANGE.check }
    const inUse = await phone().state(proof(await enrolled()))
    for (const of of [wrong, STRANGE]) {
      expect(await phone().state(of)).toEqual(inUse)
      expect((await phone().wiped(of)).status).toBe(200)
    }
    expect((await listed(officer)).find(each => each.id === device.deviceId)).toMatchObject({ state: 'to-wipe' })
    const { rows } = await house.owner.query(
      `select 1 from aman.audit_event where action = 'device.wiped' and subject_ids @> array[$1::uuid]`,
      [device.deviceId],
    )
    expect(rows).toEqual([])
  })

  test('gets a clear answer to whatever it sends', async () => {
    const bad: [body: unknown, status: number][] = [
      ['{"code":', 400],
      ['[]', 400],
      [{}, 400],
      [{ code: 7 }, 400],
      [{ code: 'x'.repeat(41) }, 400],
      [{ code: '\u0000' }, 400],
      [{ code: 'A', more: 'B' }, 400],
      [{ code: 'x'.repeat(1_000_001) }, 413],
    ]
    for (const [body, status] of bad) {
      const answer = await caller(app, null)('post', '/api/v1/field/enrol', body, {
        'x-forwarded-for': `10.2.0.${networks++}`,
      })
      expect(answer.status, JSON.stringify(body).slice(0, 40)).toBe(status)
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '10.3.0.1' }
    expect((await caller(app, null)('post', '/api/v1/field/state', 'a=b', form)).status).toBe(415)
    expect((await phone().state({ deviceId: 'x', check: 'y' })).status).toBe(400)
    expect((await caller(app, null)('get', '/api/v1/field/state')).status).toBe(404)
  })
})

describe('of devices, by raw SQL,', () => {
  test('a colleague sees her own, an administrator the agency’s, and others none', async () => {
    const device = await enrolled()
    const sql = rawSql(house)
    const seen = (as: Actor) => sql.rows(as, `select id from aman.device where id = '${device.deviceId}'`)
    const colleague = await addStaff(house, officer.agencyId, 'officer')
    const elsewhere = await addActor(house, 'administrator')
    expect([await seen(officer), await seen(administrator), await seen(colleague), await seen(elsewhere)]).toEqual([
      1, 1, 0, 0,
    ])
    for (const as of [colleague, elsewhere]) expect((await revoked(as, device)).status).toBe(404)
  })

  test('nobody takes a revocation back, dates it, gives a device away or reads what it proves itself by', async () => {
    const device = await enrolled()
    await revoked(officer, device)
    const sql = rawSql(house)
    const other = await enrolled()
    const where = (each: Enrolled) => `where id = '${each.deviceId}'`
    for (const as of [officer, administrator]) {
      await sql.refused(as, `update aman.device set revoked_at = null, revoked_by = null ${where(device)}`)
      await sql.refused(
        as,
        `update aman.device set revoked_at = aman.moment() - interval '1 day', revoked_by = aman.actor() ${where(other)}`,
      )
      await sql.refused(as, `update aman.device set user_id = aman.actor() ${where(other)}`)
      await sql.refused(as, `update aman.device set wiped_at = aman.moment() ${where(other)}`)
      await sql.refused(as, 'select check_hash from aman.device')
      await sql.refused(as, 'select hash from aman.device_code')
      await sql.refused(as, `delete from aman.device ${where(other)}`)
    }
  })

  test('nobody makes a code for longer, in another’s name, or for who may not screen', async () => {
    const sql = rawSql(house)
    const provider = await addStaff(house, officer.agencyId, 'service-provider')
    const insert = (userId: string, by: string, minutes: number) =>
      `insert into aman.device_code (user_id, agency_id, hash, label, made_by, expires_at) values
        ('${userId}', aman.agency(), sha256('${userId}${minutes}'), 'x', '${by}', aman.moment() + interval '${minutes} minutes')`
    const colleague = await addStaff(house, officer.agencyId, 'officer')
    expect(await sql.rows(colleague, insert(colleague.userId, colleague.userId, 15))).toBe(1)
    await sql.refused(colleague, insert(colleague.userId, colleague.userId, 16))
    await sql.refused(colleague, insert(colleague.userId, officer.userId, 15))
    await sql.refused(colleague, insert(officer.userId, colleague.userId, 15))
    await sql.refused(administrator, insert(provider.userId, administrator.userId, 15))
    await sql.refused(provider, insert(provider.userId, provider.userId, 15))
  })
})
