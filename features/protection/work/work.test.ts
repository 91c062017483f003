import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { addHours } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { declineReferral } from '#features/protection/referrals/decline-referral.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import { holdBed } from '#features/protection/shelters/hold-bed.ts'
import { place } from '#features/protection/shelters/place.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, must, openedCase, openedShelter, run, sentReferral } from '#tests/support/thread.ts'
import { workFor } from './queries.ts'
import type { Pile, WorkKind } from './work.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let worker: Actor
let manager: Actor

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(START)
  worker = await addActor(house, 'case-worker', { kind: 'hotline' })
  manager = await addActor(house, 'shelter-manager')
})
afterAll(() => house.close())

const workOf = async (actor: Actor) => must(await run(house, actor, async ctx => ok(await workFor(ctx)), null))
const pileOf = async (actor: Actor, kind: WorkKind): Promise<Pile | undefined> =>
  (await workOf(actor)).piles.find(pile => pile.kind === kind)
const kinds = async (actor: Actor) => (await workOf(actor)).piles.map(pile => pile.kind)

async function screening(agency: Actor, status: 'draft' | 'completed', nextStep: string | null) {
  const id = house.house.newId()
  const now = house.house.clock()
  await house.owner.query(
    `insert into aman.screening (id, agency_id, instrument, instrument_version, situation, age_group, language, status, answers,
                                 next_step, started_by, started_at, completed_at)
     values ($1, $2, 'ilo-labour-adult', 1, 'border', 'adult', 'uz', $3, '{}', $4, $5, $6, $7)`,
    [id, agency.agencyId, status, nextStep, agency.userId, now, status === 'completed' ? now : null],
  )
  return id
}

describe('what waits for who leads cases', () => {
  test('an unfinished screening, and a finished one that says refer now', async () => {
    await screening(worker, 'draft', null)
    const urgent = await screening(worker, 'completed', 'refer-now')
    await screening(worker, 'completed', 'advise')
    expect(await kinds(worker)).toEqual(['screening-refer-now', 'screening-draft'])
    house.setTime(addHours(START, 2))
    expect((await pileOf(worker, 'screening-refer-now'))?.pieces).toMatchObject([{ id: urgent, late: true }])
  })

  test('a case that nobody was referred from, until somebody is', async () => {
    const caseId = await openedCase(house, worker)
    expect((await pileOf(worker, 'case-unreferred'))?.pieces.map(each => each.id)).toEqual([caseId])
    await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
    expect(await kinds(worker)).toEqual(['referral-sent'])
  })

  test('a referral that was not answered: first waiting, then late, then to be tried elsewhere, then gone with the new try', async () => {
    const caseId = await openedCase(house, worker)
    const sent = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
    expect(await pileOf(worker, 'referral-sent')).toMatchObject({
      count: 1,
      late: 0,
      pieces: [{ name: sent.codeName }],
    })
    expect(await pileOf(manager, 'referral-inbox')).toMatchObject({ count: 1, late: 0 })

    house.setTime(addHours(START, 25))
    expect(await pileOf(worker, 'referral-sent')).toMatchObject({ late: 1 })
    expect(await pileOf(manager, 'referral-inbox')).toMatchObject({ late: 1 })

    house.setTime(addHours(START, 80))
    expect(await kinds(worker)).toEqual(['referral-expired'])
    expect(await kinds(manager)).toEqual([])

    const other = await addActor(house, 'shelter-manager')
    await sentReferral(house, worker, { caseId, toAgencyId: other.agencyId })
    expect(await kinds(worker)).toEqual(['referral-sent'])
  })

  test('a declined referral stands for a week; after it the case is one without a referral again', async () => {
    const caseId = await openedCase(house, worker)
    const sent = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
    must(await run(house, manager, declineReferral, { referralId: sent.id, reason: 'no-capacity' }))
    expect(await kinds(worker)).toEqual(['referral-declined'])
    house.setTime(addHours(START, 8 * 24))
    expect(await kinds(worker)).toEqual(['case-unreferred'])
  })

  test('a draft waits for who wrote it and for nobody else', async () => {
    const caseId = await openedCase(house, worker)
    must(await run(house, worker, sendReferral, { ...asking({ caseId, toAgencyId: manager.agencyId }), draft: true }))
    expect(await kinds(worker)).toEqual(['referral-draft'])
    expect(await kinds(manager)).toEqual([])
  })
})

describe('what waits for a shelter', () => {
  test('an accepted referral without a bed, until the person has one', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const caseId = await openedCase(house, worker)
    const sent = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
    must(await run(house, manager, acceptReferral, { referralId: sent.id }))
    expect(await kinds(manager)).toEqual(['shelter-accepted'])
    must(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: sent.id }))
    expect(await kinds(manager)).toEqual([])
  })

  test('a held bed that is about to be free again, to both sides', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const caseId = await openedCase(house, worker)
    must(await run(house, worker, holdBed, { bedId: bedIds[0] ?? '', caseId, hours: 8 }))
    expect(await pileOf(worker, 'hold-ending')).toBeUndefined()
    house.setTime(addHours(START, 3))
    expect(await pileOf(worker, 'hold-ending')).toMatchObject({
      pieces: [{ path: `/cases/${caseId}`, due: addHours(START, 8) }],
    })
    expect(await pileOf(manager, 'hold-ending')).toMatchObject({ count: 1 })
    house.setTime(addHours(START, 9))
    expect(await pileOf(manager, 'hold-ending')).toBeUndefined()
  })
})

test('a service accepted stays until it is completed', async () => {
  const provider = await addActor(house, 'service-provider')
  const caseId = await openedCase(house, worker)
  const sent = await sentReferral(house, worker, { caseId, toAgencyId: provider.agencyId, service: 'legal' })
  must(await run(house, provider, acceptReferral, { referralId: sent.id }))
  expect(await kinds(provider)).toEqual(['referral-accepted'])
})

test('nobody sees the work of another agency, and roles without cases see none', async () => {
  const caseId = await openedCase(house, worker)
  await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
  for (const role of ROLES) {
    const stranger = await addActor(house, role)
    expect(JSON.stringify(await workOf(stranger)), role).not.toContain(caseId)
    if (role !== 'administrator') expect((await workOf(stranger)).piles, role).toEqual([])
  }
  for (const role of ['coordinator', 'analyst', 'administrator'] as const) {
    const colleague = await addStaff(house, worker.agencyId, role)
    expect(await kinds(colleague), role).not.toContain('referral-sent')
  }
})

test('a coordinator sees how many beds are free where, an analyst does not', async () => {
  await openedShelter(house, manager, { beds: 3 })
  const coordinator = await workOf(await addActor(house, 'coordinator', { kind: 'ministry' }))
  expect(coordinator.counts?.beds?.find(each => each.region === 'KZ-61')?.free).toBeGreaterThanOrEqual(3)
  expect(coordinator.counts?.agencies.some(each => each.kind === 'ministry')).toBe(true)
  expect((await workOf(await addActor(house, 'analyst'))).counts?.beds).toBeNull()
})

test('an administrator sees who has not arrived and which agencies are suspended', async () => {
  const administrator = await addActor(house, 'administrator')
  await house.owner.query(`update aman.staff set status = 'invited' where user_id = $1`, [manager.userId])
  await house.owner.query(`update aman.agency set status = 'suspended' where id = $1`, [worker.agencyId])
  expect((await pileOf(administrator, 'staff-invited'))?.pieces.map(each => each.id)).toContain(manager.userId)
  expect((await pileOf(administrator, 'agency-suspended'))?.pieces.map(each => each.id)).toContain(worker.agencyId)
})

test('what was read is on record', async () => {
  const caseId = await openedCase(house, worker)
  await workOf(worker)
  const { rows } = await house.owner.query(
    `select detail from aman.audit_event where action = 'work.read' and user_id = $1 and $2 = any(subject_ids)`,
    [worker.userId, caseId],
  )
  expect(rows).toEqual([{ detail: { 'case-unreferred': 1 } }])
})
