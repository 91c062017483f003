import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addHours } from '#domain/shared/dates.ts'
import { changeStaff } from '#features/partnership/agencies/change-staff.ts'
import { parts } from '#start/parts.ts'
import { caller, tokenFor } from '#tests/support/client.ts'
import { type FieldDesk, openFieldDesk, proofOf } from '#tests/support/field-desk.ts'
import { addActor, addStaff } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

const START = new Date('2026-11-24T06:00:00Z')
const WORKS = { sends: 200, state: 'ok' }
const ENDED = { sends: 401, state: 'wipe' }
const STRANGE = { deviceId: '01890000-0000-7000-8000-000000000000', check: 'A'.repeat(43) }

let desk: FieldDesk
beforeAll(async () => {
  desk = await openFieldDesk()
})
afterAll(() => desk.house.close())

describe('a device', () => {
  test('reaches what is marked for devices, says which one it is, and reaches nothing else', async () => {
    const device = await desk.enrolled()
    const call = caller(desk.app, device.token)
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
    const device = await desk.enrolled()
    const call = caller(desk.app, await tokenFor(desk.house, desk.officer))
    expect((await call('get', '/api/v1/tokens')).text).not.toContain('field')
    const { rows } = await desk.house.owner.query('select token_id as id from aman.device where id = $1', [
      device.deviceId,
    ])
    expect((await call('post', `/api/v1/tokens/${rows[0].id}/revoke`, {})).status).toBe(404)
    expect(await desk.asked(device)).toEqual(WORKS)
  })

  test('that is revoked sends nothing more from that moment, and is told to wipe itself until it has', async () => {
    const device = await desk.enrolled()
    expect(await desk.asked(device)).toEqual(WORKS)
    expect((await desk.revoke(desk.officer, device)).status).toBe(200)
    expect(await desk.asked(device)).toEqual(ENDED)
    const there = async () => (await desk.listed(desk.administrator)).find(each => each.id === device.deviceId)
    expect(await there()).toMatchObject({ state: 'to-wipe', wipedAt: null })
    await desk.phone().wiped(proofOf(device))
    expect(await there()).toMatchObject({ state: 'wiped', wipedAt: START.toISOString() })
    expect(await desk.asked(device)).toEqual(ENDED)
  })

  test('that wiped itself after wrong PINs is known to be wiped, and its token is over', async () => {
    const device = await desk.enrolled()
    expect(await desk.asked(device)).toEqual(WORKS)
    await desk.phone().wiped(proofOf(device))
    expect(await desk.asked(device)).toEqual(ENDED)
  })

  test('goes with its owner: suspended, or in a role that does not screen', async () => {
    const owner = await addStaff(desk.house, desk.officer.agencyId, 'officer')
    const device = await desk.enrolled(owner)
    const change = (version: number, role: 'officer' | 'focal-point', status: 'active' | 'suspended') =>
      run(desk.house, desk.administrator, changeStaff, { userId: owner.userId, version, role, status })
    expect(await desk.asked(device)).toEqual(WORKS)
    await desk.house.owner.query(`update aman.agency set kind = 'consulate' where id = $1`, [owner.agencyId])
    must(await change(1, 'officer', 'suspended'))
    expect(await desk.asked(device)).toEqual(ENDED)
    must(await change(2, 'officer', 'active'))
    expect(await desk.asked(device)).toEqual(WORKS)
    must(await change(3, 'focal-point', 'active'))
    expect(await desk.asked(device)).toEqual(ENDED)
  })

  test('goes with its agency', async () => {
    const owner = await addActor(desk.house, 'case-worker')
    const device = await desk.enrolled(owner)
    expect(await desk.asked(device)).toEqual(WORKS)
    await desk.house.owner.query(`update aman.agency set status = 'suspended' where id = $1`, [owner.agencyId])
    await expect.poll(() => desk.asked(device)).toEqual(ENDED)
  })

  test('is ended at once where another running Aman revokes it', async () => {
    const device = await desk.enrolled()
    expect(await desk.asked(device)).toEqual(WORKS)
    await desk.house.owner.query('update aman.device set revoked_at = $2, revoked_by = user_id where id = $1', [
      device.deviceId,
      START,
    ])
    await expect.poll(() => desk.asked(device)).toEqual(ENDED)
  })

  test('keeps its token when its owner chooses a new password', async () => {
    const device = await desk.enrolled()
    await desk.house.owner.query('select aman.end_tokens($1)', [desk.officer.userId])
    desk.house.house.bearers.forget()
    expect(await desk.asked(device)).toEqual(WORKS)
  })

  test('is seen when it asks, and silent after a month without', async () => {
    const device = await desk.enrolled(await addStaff(desk.house, desk.officer.agencyId, 'officer'))
    const there = async () => (await desk.listed(desk.administrator)).find(each => each.id === device.deviceId)
    desk.house.setTime(addHours(START, 719))
    expect(await there()).toMatchObject({ state: 'in-use', lastSeenAt: START.toISOString() })
    desk.house.setTime(addHours(START, 720))
    expect(await there()).toMatchObject({ state: 'silent' })
    expect(await desk.asked(device)).toEqual(WORKS)
    expect(await there()).toMatchObject({ state: 'in-use', lastSeenAt: addHours(START, 720).toISOString() })
    desk.house.setTime(START)
  })
})

describe('without a token', () => {
  test('a phone reaches three operations and no other, and the published document says so', async () => {
    const paths = ['/api/v1/field/enrol', '/api/v1/field/state', '/api/v1/field/wiped']
    expect((parts.tokenless ?? []).filter(each => each.counted).map(each => each.path)).toEqual(paths)
    const response = await desk.app.request('/api/openapi.json')
    const document: { paths: Record<string, { post?: { security?: object[] } }> } = await response.json()
    for (const path of paths) expect(document.paths[path]?.post?.security).toEqual([])
  })
})

describe('who cannot prove to be a device', () => {
  test('hears what a device in use hears, whether there is such a device or not', async () => {
    const device = await desk.enrolled()
    await desk.revoke(desk.officer, device)
    const wrong = { ...proofOf(device), check: STRANGE.check }
    const inUse = await desk.phone().state(proofOf(await desk.enrolled()))
    for (const of of [wrong, STRANGE]) {
      expect(await desk.phone().state(of)).toEqual(inUse)
      expect((await desk.phone().wiped(of)).status).toBe(200)
    }
    expect((await desk.listed(desk.officer)).find(each => each.id === device.deviceId)).toMatchObject({
      state: 'to-wipe',
    })
    const { rows } = await desk.house.owner.query(
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
      const answer = await desk.phone().send('enrol', body)
      expect(answer.status, JSON.stringify(body).slice(0, 40)).toBe(status)
    }
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await desk.phone().send('state', 'a=b', form)).status).toBe(415)
    expect((await desk.phone().state({ deviceId: 'x', check: 'y' })).status).toBe(400)
    expect((await caller(desk.app, null)('get', '/api/v1/field/state')).status).toBe(404)
  })
})
