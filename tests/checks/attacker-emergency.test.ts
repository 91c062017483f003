import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endBreakGlass } from '#features/protection/break-glass/end-break-glass.ts'
import { openInEmergency } from '#features/protection/break-glass/open-in-emergency.ts'
import { OpenInEmergency } from '#features/protection/break-glass/record.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type RawSql, rawSql } from '#tests/support/raw-sql.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let sql: RawSql
let lead: Actor
let breaker: Actor
let police: Actor
let caseId: string
let codeName: string

beforeAll(async () => {
  house = await openTestHouse()
  sql = rawSql(house)
})
beforeEach(async () => {
  house.setTime(START)
  lead = await addActor(house, 'case-worker')
  breaker = await addActor(house, 'hotline-operator')
  police = await addActor(house, 'investigator', { kind: 'police' })
  caseId = await openedCase(house, lead)
  codeName = (await house.owner.query('select code_name from aman."case" where id = $1', [caseId])).rows[0].code_name
})
afterAll(() => house.close())

const open = async (given: Record<string, unknown> = {}) =>
  must(
    await run(
      house,
      breaker,
      openInEmergency,
      OpenInEmergency.parse({ codeName, reason: 'danger-to-life', words: 'Invented', depth: 'full', ...given }),
    ),
  ).id

const grantFor = (who: Actor, breakGlassId: string, until: string) =>
  `insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, break_glass_id, only_user_id, valid, created_at)
   values (gen_random_uuid(), '${caseId}', '${who.agencyId}', '${who.agencyId}', 'assistance', 'full', 'break-glass', ${breakGlassId},
           '${who.userId}', '[2020-01-01,${until})', now())`

describe('a colleague with raw SQL, in an emergency or without one', () => {
  test('gives herself no access without the row that the lead is told by', async () => {
    await sql.refused(breaker, grantFor(breaker, 'gen_random_uuid()', '2020-01-02'))
    await sql.refused(
      breaker,
      `insert into aman.break_glass (id, case_id, code_name, agency_id, user_id, reason, depth, opened_at, ends_at, barred)
       values (gen_random_uuid(), '${caseId}', 'x', '${breaker.agencyId}', '${breaker.userId}', 'danger-to-life', 'full', now(), now() + interval '1 hour', '[2026-01-01,)')`,
    )
    await sql.refused(
      breaker,
      `select aman.open_break_glass(gen_random_uuid(), gen_random_uuid(), 'danger-to-life', 'full', 4)`,
    )
  })

  test('prolongs, doubles or shares nothing of what she opened', async () => {
    const id = await open()
    await sql.refused(breaker, `update aman.break_glass set ends_at = ends_at + interval '1 hour'`)
    await sql.refused(breaker, `update aman.break_glass set barred = 'empty'`)
    await sql.refused(breaker, `update aman.grant_of_access set valid = '[2020-01-01,)'`)
    await sql.refused(breaker, `update aman.grant_of_access set only_user_id = null`)
    await sql.refused(breaker, grantFor(breaker, `'${id}'`, '2020-01-02'))
    await sql.refused(breaker, `delete from aman.break_glass`)
    await sql.refused(breaker, `select aman.review_break_glass('${id}', 'justified', null)`)
    await sql.refused(
      breaker,
      `insert into aman.break_glass_review values ('${id}', '${breaker.agencyId}', '${breaker.userId}', now(), 'justified', null)`,
    )
    await sql.refused(breaker, 'select * from aman.break_glass_attempt')
    await sql.refused(breaker, 'select aman.take_back_keys(now())')
  })

  test('reads its keys while it runs; a colleague beside her, another agency and the police read none', async () => {
    const id = await open()
    const keys = `select from aman.data_key where subject_id = '${caseId}'`
    expect(await sql.rows(breaker, keys)).toBe(2)
    const beside = await addStaff(house, breaker.agencyId, 'case-worker')
    for (const other of [beside, police, await addActor(house, 'officer')]) {
      expect(await sql.rows(other, keys), other.role).toBe(0)
      expect(await sql.rows(other, 'select from aman.break_glass'), other.role).toBe(0)
      expect(await sql.rows(other, `select from aman.break_glass_keys('${id}')`), other.role).toBe(0)
      await sql.refused(other, `select aman.end_break_glass('${id}')`)
      await sql.refused(other, `select aman.lend_break_glass_key('${id}', 'identity', '\\x00', 1)`)
    }
    house.setTime(new Date(START.getTime() + 1000))
    expect(await sql.rows(breaker, `select from aman.break_glass_keys('${id}')`)).toBe(0)
    house.setTime(new Date(START.getTime() + 4 * 3_600_000))
    expect(await sql.rows(breaker, keys)).toBe(0)
    for (const table of ['"case"', 'case_identity', 'case_narrative', 'consent', 'grant_of_access'])
      expect(
        await sql.rows(
          breaker,
          `select from aman.${table} where ${table === '"case"' ? 'id' : 'case_id'} = '${caseId}'
        ${table === 'grant_of_access' ? 'and valid @> aman.moment()' : ''}`,
        ),
        table,
      ).toBe(0)
  })

  test('an investigator tries no code name, whatever she calls', async () => {
    await sql.refused(police, `select * from aman.try_break_glass('${codeName}')`)
    await sql.refused(
      police,
      `select aman.open_break_glass(gen_random_uuid(), gen_random_uuid(), 'danger-to-life', 'full', 4)`,
    )
  })

  test('judges nothing that she opened herself, though her agency leads the case by now', async () => {
    const id = await open({ hours: 1 })
    house.setTime(new Date(START.getTime() + 2 * 3_600_000))
    await house.owner.query('update aman."case" set lead_agency_id = $2 where id = $1', [caseId, breaker.agencyId])
    await sql.refused(breaker, `select aman.review_break_glass('${id}', 'justified', null)`)
    const beside = await addStaff(house, breaker.agencyId, 'case-worker')
    expect(await sql.rows(beside, `select aman.review_break_glass('${id}', 'justified', null)`)).toBe(1)
  })

  test('tries one name at a time: a second try waits until the first is counted', async () => {
    const first = await house.house.pool.connect()
    const tries = `select set_config('aman.user_id', '${breaker.userId}', true), set_config('aman.agency_id', '${breaker.agencyId}', true),
                          set_config('aman.role', 'hotline-operator', true)`
    await first.query('begin')
    await first.query(tries)
    await first.query(`select * from aman.try_break_glass('Nobody-1')`)
    let answered = false
    const second = sql.rows(breaker, `select * from aman.try_break_glass('Nobody-2')`).then(() => {
      answered = true
    })
    await new Promise(resolve => setTimeout(resolve, 150))
    expect(answered).toBe(false)
    await first.query('rollback')
    first.release()
    await second
    expect(answered).toBe(true)
  })

  test('not even the owner of the database writes more than a day', async () => {
    await open()
    await expect(
      house.owner.query(`update aman.break_glass set ends_at = opened_at + interval '25 hours' where case_id = $1`, [
        caseId,
      ]),
    ).rejects.toThrow('break_glass_a_day_at_most')
    await expect(
      house.owner.query(
        `update aman.grant_of_access set valid = tstzrange(lower(valid), null) where case_id = $1 and basis = 'break-glass'`,
        [caseId],
      ),
    ).rejects.toThrow('grant_in_emergency_a_day_at_most')
  })

  test('the coordinator counts and sees none', async () => {
    await open()
    const coordinator = await addActor(house, 'coordinator')
    expect(await sql.rows(coordinator, 'select from aman.break_glass')).toBe(0)
    const counts = `select opened from aman.break_glass_counts('2026-01-01')`
    expect((await sql.asks(coordinator, counts)).rows[0].opened).toBeGreaterThan(0)
    expect((await sql.asks(breaker, counts)).rows[0].opened).toBe(0)
  })

  test('keys that ran out are swept away by the database’s own clock, and keys in use stay', async () => {
    const id = await open()
    const keys = () =>
      house.owner.query('select from aman.data_key where subject_id = $1 and agency_id = $2', [
        caseId,
        breaker.agencyId,
      ])
    await house.owner.query(
      `update aman.break_glass set opened_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' where id = $1`,
      [id],
    )
    await house.owner.query(
      `update aman.grant_of_access set valid = tstzrange(now() - interval '1 hour', now() + interval '1 hour') where break_glass_id = $1`,
      [id],
    )
    await house.house.pool.query('select aman.sweep_break_glass()')
    expect((await keys()).rowCount).toBe(2)
    await house.owner.query(
      `update aman.break_glass set opened_at = now() - interval '9 hours', ends_at = now() - interval '5 hours' where id = $1`,
      [id],
    )
    await house.owner.query(
      `update aman.grant_of_access set valid = tstzrange(now() - interval '9 hours', now() - interval '5 hours') where break_glass_id = $1`,
      [id],
    )
    await house.house.pool.query('select aman.sweep_break_glass()')
    expect((await keys()).rowCount).toBe(0)
  })

  test('an end given by the lead is one for a session that is open', async () => {
    const id = await open()
    expect(await sql.rows(breaker, `select from aman."case" where id = '${caseId}'`)).toBe(1)
    must(await run(house, lead, endBreakGlass, { breakGlassId: id }))
    expect(await sql.rows(breaker, `select from aman."case" where id = '${caseId}'`)).toBe(0)
  })
})
