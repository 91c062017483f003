import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endBreakGlass } from '#features/protection/break-glass/end-break-glass.ts'
import { openInEmergency } from '#features/protection/break-glass/open-in-emergency.ts'
import { OpenInEmergency } from '#features/protection/break-glass/record.ts'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { consented, must, openedCase, run } from '#tests/support/thread.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let lead: Actor
let breaker: Actor
let police: Actor
let caseId: string
let codeName: string

beforeAll(async () => {
  house = await openTestHouse()
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

/** Raw SQL as aman_app in the name of a colleague; thrown away afterwards. */
async function sqlAs(actor: Actor, statement: string): Promise<pg.QueryResult> {
  const client = await house.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true), set_config('aman.role', $3, true),
              set_config('aman.now', $4, true)`,
      [actor.userId, actor.agencyId, actor.role, house.house.clock().toISOString()],
    )
    return await client.query(statement)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** Refused by privilege or by a constraint, or done to no row at all. */
async function refusedAs(actor: Actor, statement: string): Promise<void> {
  try {
    expect((await sqlAs(actor, statement)).rowCount, statement).toBe(0)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    expect(error.code, `${statement}: ${error.message}`).toBe('42501')
  }
}

const rowsAs = async (actor: Actor, statement: string) => (await sqlAs(actor, statement)).rowCount

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
    await refusedAs(breaker, grantFor(breaker, 'gen_random_uuid()', '2020-01-02'))
    await refusedAs(
      breaker,
      `insert into aman.break_glass (id, case_id, code_name, agency_id, user_id, reason, depth, opened_at, ends_at, barred)
       values (gen_random_uuid(), '${caseId}', 'x', '${breaker.agencyId}', '${breaker.userId}', 'danger-to-life', 'full', now(), now() + interval '1 hour', '[2026-01-01,)')`,
    )
    await refusedAs(
      breaker,
      `select aman.open_break_glass(gen_random_uuid(), gen_random_uuid(), 'danger-to-life', 'full', 4)`,
    )
  })

  test('prolongs, doubles or shares nothing of what she opened', async () => {
    const id = await open()
    await refusedAs(breaker, `update aman.break_glass set ends_at = ends_at + interval '1 hour'`)
    await refusedAs(breaker, `update aman.break_glass set barred = 'empty'`)
    await refusedAs(breaker, `update aman.grant_of_access set valid = '[2020-01-01,)'`)
    await refusedAs(breaker, `update aman.grant_of_access set only_user_id = null`)
    await refusedAs(breaker, grantFor(breaker, `'${id}'`, '2020-01-02'))
    await refusedAs(breaker, `delete from aman.break_glass`)
    await refusedAs(breaker, `select aman.review_break_glass('${id}', 'justified', null)`)
    await refusedAs(
      breaker,
      `insert into aman.break_glass_review values ('${id}', '${breaker.agencyId}', '${breaker.userId}', now(), 'justified', null)`,
    )
    await refusedAs(breaker, 'select * from aman.break_glass_attempt')
    await refusedAs(breaker, 'select aman.take_back_keys(now())')
  })

  test('reads its keys while it runs; a colleague beside her, another agency and the police read none', async () => {
    const id = await open()
    const keys = `select from aman.data_key where subject_id = '${caseId}'`
    expect(await rowsAs(breaker, keys)).toBe(2)
    const beside = await addStaff(house, breaker.agencyId, 'case-worker')
    for (const other of [beside, police, await addActor(house, 'officer')]) {
      expect(await rowsAs(other, keys), other.role).toBe(0)
      expect(await rowsAs(other, 'select from aman.break_glass'), other.role).toBe(0)
      expect(await rowsAs(other, `select from aman.break_glass_keys('${id}')`), other.role).toBe(0)
      await refusedAs(other, `select aman.end_break_glass('${id}')`)
      await refusedAs(other, `select aman.lend_break_glass_key('${id}', 'identity', '\\x00')`)
    }
    house.setTime(new Date(START.getTime() + 1000))
    expect(await rowsAs(breaker, `select from aman.break_glass_keys('${id}')`)).toBe(0)
    house.setTime(new Date(START.getTime() + 4 * 3_600_000))
    expect(await rowsAs(breaker, keys)).toBe(0)
    for (const table of ['"case"', 'case_identity', 'case_narrative', 'consent', 'grant_of_access'])
      expect(
        await rowsAs(
          breaker,
          `select from aman.${table} where ${table === '"case"' ? 'id' : 'case_id'} = '${caseId}'
        ${table === 'grant_of_access' ? 'and valid @> aman.moment()' : ''}`,
        ),
        table,
      ).toBe(0)
  })

  test('an investigator tries no code name, whatever she calls', async () => {
    await refusedAs(police, `select * from aman.try_break_glass('${codeName}')`)
    await refusedAs(
      police,
      `select aman.open_break_glass(gen_random_uuid(), gen_random_uuid(), 'danger-to-life', 'full', 4)`,
    )
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
    expect(await rowsAs(coordinator, 'select from aman.break_glass')).toBe(0)
    const counts = `select opened from aman.break_glass_counts('2026-01-01')`
    expect((await sqlAs(coordinator, counts)).rows[0].opened).toBeGreaterThan(0)
    expect((await sqlAs(breaker, counts)).rows[0].opened).toBe(0)
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
    expect(await rowsAs(breaker, `select from aman."case" where id = '${caseId}'`)).toBe(1)
    must(await run(house, lead, endBreakGlass, { breakGlassId: id }))
    expect(await rowsAs(breaker, `select from aman."case" where id = '${caseId}'`)).toBe(0)
  })
})

describe('raw SQL about a notice to the police', () => {
  const told = async () => {
    const input = { caseId, toAgencyId: police.agencyId, toldOn: '2026-11-24', language: 'uz', how: 'spoken' }
    must(await run(house, lead, recordTelling, RecordTelling.parse(input)))
    const { rows } = await house.owner.query('select id from aman.notification_duty where case_id = $1', [caseId])
    return String(rows[0]?.id)
  }
  const sending = (id: string, given: Record<string, string> = {}) => {
    const row = {
      id: `'${id}'`,
      number: `'2026-0000-0000-0001'`,
      from_agency_id: `'${lead.agencyId}'`,
      to_agency_id: `'${police.agencyId}'`,
      rule: `'ngo-informs-police'`,
      sent_at: 'aman.moment()',
      ...given,
    }
    return `insert into aman.notification (${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`
  }

  test('sends nothing before the person was told, to nobody else, and no other facts than those of the case', async () => {
    await refusedAs(lead, sending('01890000-0000-7000-8000-000000000000'))
    const id = await told()
    expect(await rowsAs(lead, sending(id))).toBe(1)
    await refusedAs(lead, sending(id, { to_agency_id: `'${breaker.agencyId}'` }))
    await refusedAs(lead, sending(id, { region: `'Invented Name'` }))
    await refusedAs(lead, sending(id, { age_group: `'Invented Name'` }))
    await refusedAs(lead, sending(id, { exploitation: `'labour'` }))
    await refusedAs(lead, sending(id, { persons: '7' }))
    await refusedAs(lead, sending(id, { turned_on: `'1990-02-03'` }))
    await refusedAs(lead, sending(id, { sent_at: `'2020-01-01'` }))
    await refusedAs(breaker, sending(id, { from_agency_id: `'${breaker.agencyId}'` }))
  })

  test('changes and takes back nothing that was sent; the police may only say that they have it', async () => {
    await told()
    must(await run(house, lead, sendNotification, { caseId, toAgencyId: police.agencyId }))
    for (const actor of [lead, police]) {
      await refusedAs(actor, `update aman.notification set region = 'KZ-75'`)
      await refusedAs(actor, 'delete from aman.notification')
    }
    await refusedAs(
      lead,
      `update aman.notification set acknowledged_at = aman.moment(), acknowledged_by = aman.actor()`,
    )
    await refusedAs(lead, `update aman.notification_duty set persons = 9`)
    await refusedAs(
      police,
      `update aman.notification set acknowledged_at = '2020-01-01', acknowledged_by = aman.actor()`,
    )
    expect(
      await rowsAs(
        police,
        `update aman.notification set acknowledged_at = aman.moment(), acknowledged_by = aman.actor()`,
      ),
    ).toBe(1)
  })

  test('shows the police that notice and no row of the case; other police see none', async () => {
    await told()
    must(await run(house, lead, sendNotification, { caseId, toAgencyId: police.agencyId }))
    expect(await rowsAs(police, 'select from aman.notification')).toBe(1)
    for (const table of [
      '"case"',
      'case_identity',
      'case_narrative',
      'consent',
      'grant_of_access',
      'data_key',
      'referral',
      'notification_duty',
      'notification_identity',
    ])
      expect(await rowsAs(police, `select from aman.${table}`), table).toBe(0)
    const elsewhere = await addActor(house, 'investigator', { kind: 'police' })
    expect(await rowsAs(elsewhere, 'select from aman.notification')).toBe(0)
    expect(await rowsAs(await addStaff(house, police.agencyId, 'officer'), 'select from aman.notification')).toBe(0)
  })

  test('adds nobody’s name without her consent to this body', async () => {
    await told()
    const { id } = must(await run(house, lead, sendNotification, { caseId, toAgencyId: police.agencyId }))
    const adding = (consentId: string) =>
      `insert into aman.notification_identity values ('${id}', '${consentId}', '\\x00', '${lead.userId}', aman.moment())`
    const other = await consented(house, lead, { caseId, toAgencyId: breaker.agencyId, service: 'police-report' })
    const shallow = await consented(house, lead, {
      caseId,
      toAgencyId: police.agencyId,
      service: 'police-report',
      depth: 'coded',
    })
    const referral = await consented(house, lead, { caseId, toAgencyId: police.agencyId, service: 'legal' })
    for (const consentId of [other, shallow, referral]) await refusedAs(lead, adding(consentId))
    const good = await consented(house, lead, { caseId, toAgencyId: police.agencyId, service: 'police-report' })
    expect(await rowsAs(lead, adding(good))).toBe(1)
    await refusedAs(lead, `insert into aman.data_key values ('${id}', 'identity', '${breaker.agencyId}', '\\x00')`)
  })
})
