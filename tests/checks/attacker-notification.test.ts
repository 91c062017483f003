import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type RawSql, rawSql } from '#tests/support/raw-sql.ts'
import { consented, must, openedCase, run } from '#tests/support/thread.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let sql: RawSql
let lead: Actor
let breaker: Actor
let police: Actor
let caseId: string

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
})
afterAll(() => house.close())

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
    await sql.refused(lead, sending('01890000-0000-7000-8000-000000000000'))
    const id = await told()
    expect(await sql.rows(lead, sending(id))).toBe(1)
    await sql.refused(lead, sending(id, { to_agency_id: `'${breaker.agencyId}'` }))
    await sql.refused(lead, sending(id, { region: `'Invented Name'` }))
    await sql.refused(lead, sending(id, { age_group: `'Invented Name'` }))
    await sql.refused(lead, sending(id, { exploitation: `'labour'` }))
    await sql.refused(lead, sending(id, { persons: '7' }))
    await sql.refused(lead, sending(id, { turned_on: `'1990-02-03'` }))
    await sql.refused(lead, sending(id, { sent_at: `'2020-01-01'` }))
    await sql.refused(breaker, sending(id, { from_agency_id: `'${breaker.agencyId}'` }))
  })

  test('changes and takes back nothing that was sent; the police may only say that they have it', async () => {
    await told()
    must(await run(house, lead, sendNotification, { caseId, toAgencyId: police.agencyId }))
    for (const actor of [lead, police]) {
      await sql.refused(actor, `update aman.notification set region = 'KZ-75'`)
      await sql.refused(actor, 'delete from aman.notification')
    }
    await sql.refused(
      lead,
      `update aman.notification set acknowledged_at = aman.moment(), acknowledged_by = aman.actor()`,
    )
    await sql.refused(lead, `update aman.notification_duty set persons = 9`)
    await sql.refused(
      police,
      `update aman.notification set acknowledged_at = '2020-01-01', acknowledged_by = aman.actor()`,
    )
    expect(
      await sql.rows(
        police,
        `update aman.notification set acknowledged_at = aman.moment(), acknowledged_by = aman.actor()`,
      ),
    ).toBe(1)
  })

  test('shows the police that notice and no row of the case; other police see none', async () => {
    await told()
    must(await run(house, lead, sendNotification, { caseId, toAgencyId: police.agencyId }))
    expect(await sql.rows(police, 'select from aman.notification')).toBe(1)
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
      expect(await sql.rows(police, `select from aman.${table}`), table).toBe(0)
    const elsewhere = await addActor(house, 'investigator', { kind: 'police' })
    expect(await sql.rows(elsewhere, 'select from aman.notification')).toBe(0)
    expect(await sql.rows(await addStaff(house, police.agencyId, 'officer'), 'select from aman.notification')).toBe(0)
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
    for (const consentId of [other, shallow, referral]) await sql.refused(lead, adding(consentId))
    const good = await consented(house, lead, { caseId, toAgencyId: police.agencyId, service: 'police-report' })
    expect(await sql.rows(lead, adding(good))).toBe(1)
    await sql.refused(lead, `insert into aman.data_key values ('${id}', 'identity', '${breaker.agencyId}', '\\x00')`)
  })
})
