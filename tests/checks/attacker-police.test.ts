import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readAccessLog } from '#features/protection/access-log/read-access-log.ts'
import { addIdentity } from '#features/protection/notification/add-identity.ts'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import { declineReferral } from '#features/protection/referrals/decline-referral.ts'
import { beginReflection } from '#features/protection/reflection/begin-reflection.ts'
import { recordChoice } from '#features/protection/reflection/record-choice.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type RawSql, rawSql } from '#tests/support/raw-sql.ts'
import { openAuditor, sealAll } from '#tests/support/sealing.ts'
import { consented, must, openedCase, run, sentReferral } from '#tests/support/thread.ts'

/* The police, where several areas meet: what was reported to them, what she chose, and what they were told of her name. */

let house: TestHouse
let auditor: pg.Client
let sql: RawSql
let lead: Actor
let police: Actor
let caseId: string

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  auditor = await openAuditor(house)
  sql = rawSql(house)
})
beforeEach(async () => {
  lead = await addActor(house, 'case-worker')
  police = await addActor(house, 'investigator', { kind: 'police' })
  caseId = await openedCase(house, lead)
})
afterAll(async () => {
  await auditor.end()
  await house.close()
})

test('an officer of the police opens no case by its code name, whatever she calls', async () => {
  const { rows } = await house.owner.query('select code_name from aman."case" where id = $1', [caseId])
  const trying = `select * from aman.try_break_glass('${rows[0].code_name}')`
  await sql.refused(await addActor(house, 'officer', { kind: 'police' }), trying)
  await sql.refused(await addActor(house, 'officer', { kind: 'labour-inspectorate' }), trying)
  expect(await sql.rows(await addActor(house, 'officer', { kind: 'border-service' }), trying)).toBe(1)
})

describe('whether she would speak to the police', () => {
  const told = async () => (await sql.asks(police, `select aman.may_plan_interview('${caseId}') as yes`)).rows[0].yes
  const chosen = async (decision: 'cooperate' | 'not') => {
    must(await run(house, lead, beginReflection, { caseId }))
    must(await run(house, lead, recordChoice, { caseId, decision }))
  }
  const reported = () =>
    sentReferral(house, lead, { caseId, toAgencyId: police.agencyId, service: 'police-report', depth: 'coded' })

  test('is told to the investigator whose answer is awaited', async () => {
    await reported()
    await chosen('cooperate')
    expect(await told()).toBe(true)
  })

  test('is told no more to who declined, nor to whose time to answer is over', async () => {
    const report = await reported()
    must(await run(house, police, declineReferral, { referralId: report.id, reason: 'no-capacity' }))
    await chosen('cooperate')
    expect(await told()).toBe(false)
    await house.owner.query(`update aman.referral set status = 'sent', decline_reason = null where id = $1`, [
      report.id,
    ])
    expect(await told()).toBe(true)
    await house.owner.query(`update aman.referral set expires_at = $2 where id = $1`, [report.id, house.house.clock()])
    expect(await told()).toBe(false)
  })
})

describe('her name, added to a notification with her consent', () => {
  const named = async () => {
    const to = { caseId, toAgencyId: police.agencyId }
    const telling = { ...to, toldOn: '2026-11-24', language: 'uz', how: 'spoken' }
    must(await run(house, lead, recordTelling, RecordTelling.parse(telling)))
    const { id } = must(await run(house, lead, sendNotification, to))
    const consentId = await consented(house, lead, { ...to, service: 'police-report' })
    must(await run(house, lead, addIdentity, to))
    return { id, consentId }
  }
  const readAs = async (who: Actor, id: string) =>
    caller(appOf(house), await tokenFor(house, who))('get', `/api/v1/notifications/${id}`)
  const log = async () => {
    await sealAll(house, auditor)
    return must(await run(house, lead, readAccessLog, { caseId, limit: 100 })).entries
  }

  test('is not read by the police without a line in her own log, which names her consent', async () => {
    const { id } = await named()
    expect((await readAs(police, id)).body.identity).toMatchObject({ name: 'Invented Name' })
    const looks = (await log()).filter(each => each.role === 'investigator')
    expect(looks).toMatchObject([
      { action: 'case.read', parts: ['identity', 'notification'], basis: 'consent', agreedAt: house.house.clock() },
    ])
  })

  test('is not read by the lead without one either', async () => {
    const { id } = await named()
    const before = (await log()).length
    await readAs(lead, id)
    expect(await log()).toMatchObject([
      { parts: ['identity', 'notification'], basis: 'lead' },
      { parts: ['access-log'] },
      ...Array.from({ length: before }, () => ({})),
    ])
  })

  test('is told as agreed to only where she agreed, whatever a colleague writes into the record', async () => {
    const { consentId } = await named()
    const stranger = await addActor(house, 'investigator', { kind: 'police' })
    for (const consent of [consentId, 'no id']) {
      await house.owner.query(
        `insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids, detail)
         values ($1, $2, $3, 'investigator', 'case.read', $4, $5)`,
        [house.house.clock(), stranger.userId, stranger.agencyId, [caseId], { parts: 'identity', consent }],
      )
    }
    const looks = (await log()).filter(each => each.role === 'investigator')
    expect(looks).toMatchObject([{ basis: null }, { basis: null }])
  })

  test('leaves no line where it stayed closed, and nobody else writes one', async () => {
    const { id } = await named()
    const noting = `select aman.note_name_read('${id}')`
    for (const stranger of [
      await addActor(house, 'investigator', { kind: 'police' }),
      await addActor(house, 'case-worker'),
      await addStaff(house, police.agencyId, 'officer'),
    ])
      await sql.refused(stranger, noting)
  })

  test('leaves no key with the police, nor with its sender, once she is erased', async () => {
    const { id } = await named()
    const keys = async () => (await house.owner.query('select from aman.data_key where subject_id = $1', [id])).rowCount
    expect(await keys()).toBe(2)
    await house.owner.query('set role aman_owner')
    await house.owner.query(`select aman.destroy_case($1, '2026-11-24')`, [caseId])
    await house.owner.query('reset role')
    expect(await keys()).toBe(0)
  })
})
