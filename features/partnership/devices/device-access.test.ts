import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { type Enrolled, type FieldDesk, openFieldDesk } from '#tests/support/field-desk.ts'
import { addActor, addStaff } from '#tests/support/house.ts'
import { rawSql } from '#tests/support/raw-sql.ts'

let desk: FieldDesk
beforeAll(async () => {
  desk = await openFieldDesk()
})
afterAll(() => desk.house.close())

describe('of devices, by raw SQL,', () => {
  test('a colleague sees her own, an administrator the agency’s, and others none', async () => {
    const device = await desk.enrolled()
    const sql = rawSql(desk.house)
    const seen = (as: Actor) => sql.rows(as, `select id from aman.device where id = '${device.deviceId}'`)
    const colleague = await addStaff(desk.house, desk.officer.agencyId, 'officer')
    const elsewhere = await addActor(desk.house, 'administrator')
    expect([
      await seen(desk.officer),
      await seen(desk.administrator),
      await seen(colleague),
      await seen(elsewhere),
    ]).toEqual([1, 1, 0, 0])
    for (const as of [colleague, elsewhere]) expect((await desk.revoke(as, device)).status).toBe(404)
  })

  test('nobody takes a revocation back, dates it, gives a device away or reads what it proves itself by', async () => {
    const device = await desk.enrolled()
    await desk.revoke(desk.officer, device)
    const sql = rawSql(desk.house)
    const other = await desk.enrolled()
    const where = (each: Enrolled) => `where id = '${each.deviceId}'`
    for (const as of [desk.officer, desk.administrator]) {
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
    const sql = rawSql(desk.house)
    const provider = await addStaff(desk.house, desk.officer.agencyId, 'service-provider')
    const insert = (userId: string, by: string, minutes: number) =>
      `insert into aman.device_code (user_id, agency_id, hash, label, made_by, expires_at) values
        ('${userId}', aman.agency(), sha256('${userId}${minutes}'), 'x', '${by}', aman.moment() + interval '${minutes} minutes')`
    const colleague = await addStaff(desk.house, desk.officer.agencyId, 'officer')
    expect(await sql.rows(colleague, insert(colleague.userId, colleague.userId, 15))).toBe(1)
    await sql.refused(colleague, insert(colleague.userId, colleague.userId, 16))
    await sql.refused(colleague, insert(colleague.userId, desk.officer.userId, 15))
    await sql.refused(colleague, insert(desk.officer.userId, colleague.userId, 15))
    await sql.refused(desk.administrator, insert(provider.userId, desk.administrator.userId, 15))
    await sql.refused(provider, insert(provider.userId, provider.userId, 15))
  })
})
