import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readWholeCase } from '#features/protection/cases/read-case.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, consented, must, openedCase, run, tally } from '#tests/support/thread.ts'
import { acknowledge } from './acknowledge.ts'
import { addIdentity } from './add-identity.ts'
import { notificationOf, readNotification } from './queries.ts'
import { RecordTelling } from './record.ts'
import { recordTelling } from './record-telling.ts'
import { sendNotification } from './send-notification.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let worker: Actor
let police: Actor
let caseId: string

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(START)
  worker = await addActor(house, 'case-worker')
  police = await addActor(house, 'investigator', { kind: 'police' })
  caseId = await openedCase(house, worker)
})
afterAll(() => house.close())

const to = () => ({ caseId, toAgencyId: police.agencyId })
const tell = (given: Record<string, unknown> = {}) =>
  run(
    house,
    worker,
    recordTelling,
    RecordTelling.parse({
      ...to(),
      toldOn: '2026-11-24',
      language: 'uz',
      how: 'spoken',
      exploitation: 'labour',
      ...given,
    }),
  )
const send = () => run(house, worker, sendNotification, to())
const stateOf = async () => must(await run(house, worker, notificationOf, caseId)).state
const sentId = async () => {
  must(await tell())
  return must(await send()).id
}

describe('the way of a notification', () => {
  test('is due, is told to the person, is sent: in this order', async () => {
    expect(await stateOf()).toBe('due')
    expect(codeOf(await send())).toBe('notification.person-not-told')
    must(await tell())
    expect(await stateOf()).toBe('told-person')
    must(await send())
    expect(await stateOf()).toBe('sent')
  })

  test('is not due of a case that a hotline leads, nor where the country knows no such duty', async () => {
    const operator = await addActor(house, 'hotline-operator', { kind: 'hotline' })
    const other = await openedCase(house, operator)
    expect(must(await run(house, operator, notificationOf, other)).state).toBe('not-due')
    const { notification: _, ...without } = house.house.country
    const elsewhere: TestHouse = { ...house, house: { ...house.house, country: without } }
    expect(codeOf(await run(elsewhere, worker, notificationOf, caseId))).toBe('notification.not-found')
    expect(codeOf(await run(elsewhere, worker, sendNotification, to()))).toBe('notification.not-found')
  })

  test('a person cannot have been told tomorrow, and only a body that takes reports is told of her', async () => {
    expect(codeOf(await tell({ toldOn: '2026-11-25' }))).toBe('notification.told-later')
    const clinic = await addActor(house, 'service-provider', { kind: 'service-provider' })
    expect(codeOf(await tell({ toAgencyId: clinic.agencyId }))).toBe('notification.not-a-receiver')
  })

  test('what was told may be corrected until it is sent, and then stands', async () => {
    must(await tell())
    must(await tell({ exploitation: 'begging', persons: 2 }))
    const { duties } = must(await run(house, worker, notificationOf, caseId))
    expect(duties.map(each => [each.goesOut.exploitation, each.goesOut.persons])).toEqual([['begging', 2]])
    must(await send())
    expect(codeOf(await tell())).toBe('notification.already-sent')
  })

  test('ten colleagues send at once: one notification, nine refusals', async () => {
    must(await tell())
    const colleagues = await Promise.all(
      Array.from({ length: 10 }, () => addStaff(house, worker.agencyId, 'case-worker')),
    )
    const answers = await Promise.all(colleagues.map(each => run(house, each, sendNotification, to())))
    expect(tally(answers)).toEqual({ ok: 1, 'notification.already-sent': 9 })
  })
})

describe('what goes out', () => {
  test('is exactly the list that the page showed: nothing more is stored, nothing more is read', async () => {
    must(await tell())
    const shown = must(await run(house, worker, notificationOf, caseId)).duties[0]?.goesOut
    const { id } = must(await send())
    const { rows } = await house.owner.query('select * from aman.notification where id = $1', [id])
    const { turned_on: turnedOn, region, exploitation, age_group: ageGroup, persons, ...rest } = rows[0]
    expect({ turnedOn, region, exploitation, ageGroup, persons }).toEqual(shown)
    expect(shown).toEqual({
      turnedOn: '2026-11-24',
      region: 'KZ-61',
      exploitation: 'labour',
      ageGroup: 'adult',
      persons: 1,
    })
    expect(Object.keys(rest).sort()).toEqual([
      'acknowledged_at',
      'acknowledged_by',
      'from_agency_id',
      'id',
      'number',
      'rule',
      'sent_at',
      'to_agency_id',
    ])
    const read = must(await run(house, police, readNotification, id))
    expect(read).toMatchObject({ ...shown, identity: null, rule: 'ngo-informs-police' })
    const codeName = (await house.owner.query('select code_name from aman."case" where id = $1', [caseId])).rows[0]
    for (const secret of [caseId, codeName.code_name, 'Invented Name', '+7 000'])
      expect(JSON.stringify(read).includes(secret)).toBe(false)
  })

  test('opens nothing of the case to the police', async () => {
    await sentId()
    expect(codeOf(await run(house, police, readWholeCase, caseId))).toBe('case.not-found')
    const { rows } = await house.owner.query('select from aman.grant_of_access where agency_id = $1', [police.agencyId])
    expect(rows).toEqual([])
  })

  test('reaches that body and no other one', async () => {
    const id = await sentId()
    const other = await addActor(house, 'investigator', { kind: 'police' })
    expect(codeOf(await run(house, other, readNotification, id))).toBe('notification.not-found')
    expect(codeOf(await run(house, other, acknowledge, { notificationId: id }))).toBe('notification.not-found')
  })

  test('is acknowledged once', async () => {
    const id = await sentId()
    const colleagues = await Promise.all(
      Array.from({ length: 5 }, () => addStaff(house, police.agencyId, 'investigator')),
    )
    const answers = await Promise.all(colleagues.map(each => run(house, each, acknowledge, { notificationId: id })))
    expect(tally(answers)).toEqual({ ok: 1, 'notification.step-not-open': 4 })
    expect(codeOf(await run(house, worker, acknowledge, { notificationId: id }))).toBe('notification.not-receiver')
  })
})

describe('who she is', () => {
  const agree = (depth: 'coded' | 'identity' = 'identity') =>
    consented(house, worker, { ...to(), service: 'police-report', depth })

  test('is added only where she agreed to a report that names this body, and reaches that far', async () => {
    const id = await sentId()
    expect(codeOf(await run(house, worker, addIdentity, to()))).toBe('notification.consent-missing')
    await agree('coded')
    expect(codeOf(await run(house, worker, addIdentity, to()))).toBe('notification.consent-missing')
    await agree()
    must(await run(house, worker, addIdentity, to()))
    expect(await stateOf()).toBe('with-identity')
    expect(must(await run(house, police, readNotification, id)).identity).toEqual({ name: 'Invented Name' })
    expect(codeOf(await run(house, worker, addIdentity, to()))).toBe('notification.identity-already-sent')
  })

  test('is closed again in the statement after she takes her consent back', async () => {
    const id = await sentId()
    const consentId = await agree()
    must(await run(house, worker, addIdentity, to()))
    must(await run(house, worker, withdrawConsent, { consentId }))
    expect(must(await run(house, police, readNotification, id)).identity).toBeNull()
    const { rows } = await house.owner.query('select from aman.data_key where subject_id = $1 and agency_id = $2', [
      id,
      police.agencyId,
    ])
    expect(rows).toEqual([])
  })

  test('is closed when her consent runs out', async () => {
    const id = await sentId()
    await agree()
    must(await run(house, worker, addIdentity, to()))
    house.setTime(new Date(START.getTime() + 31 * 86_400_000))
    expect(must(await run(house, police, readNotification, id)).identity).toBeNull()
  })

  test('of a child is not sent either, unless it was agreed to', async () => {
    caseId = await openedCase(house, worker, { ageGroup: 'child', personGroup: 'minors-alone' })
    await sentId()
    expect(codeOf(await run(house, worker, addIdentity, to()))).toBe('notification.consent-missing')
  })
})
