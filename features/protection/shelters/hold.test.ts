import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addHours } from '#domain/shared/dates.ts'
import { declineReferral } from '#features/protection/referrals/decline-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, openedShelter, run, sentReferral, tally } from '#tests/support/thread.ts'
import { holdBed } from './hold-bed.ts'
import { place } from './place.ts'
import { availability } from './queries.ts'
import { releaseHold } from './release-hold.ts'

let house: TestHouse
let worker: Actor
let manager: Actor
const START = new Date('2026-11-24T06:00:00Z')

beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
})
beforeEach(async () => {
  house.setTime(START)
  manager = await addActor(house, 'shelter-manager')
})
afterAll(() => house.close())

const stateOf = async (bedId: string) => {
  const result = await run(
    house,
    worker,
    async ctx => ({ ok: true as const, value: await availability(ctx, {}) }),
    null,
  )
  const beds = must(result).flatMap(shelter => shelter.units.flatMap(unit => unit.beds))
  return beds.find(bed => bed.id === bedId)?.state
}

test('ten workers keep one bed at once: one hold, nine refusals', async () => {
  const { bedIds } = await openedShelter(house, manager)
  const [bedId = ''] = bedIds
  const cases = await Promise.all(Array.from({ length: 10 }, () => openedCase(house, worker)))
  const results = await Promise.all(cases.map(caseId => run(house, worker, holdBed, { bedId, caseId })))
  expect(tally(results)).toEqual({ ok: 1, 'hold.bed-taken': 9 })
  expect(await stateOf(bedId)).toBe('held')
})

test('a bed kept for one person is not given to another, until the hold runs out by itself', async () => {
  const { bedIds } = await openedShelter(house, manager)
  const [bedId = ''] = bedIds
  must(await run(house, worker, holdBed, { bedId, caseId: await openedCase(house, worker), hours: 2 }))
  const referral = await sentReferral(house, worker, {
    caseId: await openedCase(house, worker),
    toAgencyId: manager.agencyId,
  })
  expect(codeOf(await run(house, manager, place, { bedId, referralId: referral.id }))).toBe('placement.bed-taken')
  house.setTime(addHours(START, 2))
  expect(await stateOf(bedId)).toBe('free')
  expect(codeOf(await run(house, manager, place, { bedId, referralId: referral.id }))).toBe('ok')
})

test('a bed kept for a person is hers to take', async () => {
  const { bedIds } = await openedShelter(house, manager)
  const [bedId = ''] = bedIds
  const caseId = await openedCase(house, worker)
  must(await run(house, worker, holdBed, { bedId, caseId }))
  const referral = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
  expect(codeOf(await run(house, manager, place, { bedId, referralId: referral.id }))).toBe('ok')
  expect(await stateOf(bedId)).toBe('taken')
})

test('a hold is given back by who made it or by the shelter, and by nobody else', async () => {
  const { bedIds } = await openedShelter(house, manager)
  const stranger = await addActor(house, 'case-worker')
  const caseId = await openedCase(house, worker)
  const [first, second] = await Promise.all(
    bedIds.map(async bedId => must(await run(house, worker, holdBed, { bedId, caseId }))),
  )
  expect(codeOf(await run(house, stranger, releaseHold, { holdId: first?.id ?? '' }))).toBe('hold.not-found')
  expect(codeOf(await run(house, worker, releaseHold, { holdId: first?.id ?? '' }))).toBe('ok')
  expect(codeOf(await run(house, manager, releaseHold, { holdId: second?.id ?? '' }))).toBe('ok')
  expect(await stateOf(bedIds[0] ?? '')).toBe('free')
})

test('a declined referral frees what was kept for her there', async () => {
  const { bedIds } = await openedShelter(house, manager)
  const [bedId = ''] = bedIds
  const caseId = await openedCase(house, worker)
  must(await run(house, worker, holdBed, { bedId, caseId }))
  const referral = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
  must(await run(house, manager, declineReferral, { referralId: referral.id, reason: 'not-safe-here' }))
  expect(await stateOf(bedId)).toBe('free')
})

test("nobody keeps a bed for a person of another agency's case", async () => {
  const { bedIds } = await openedShelter(house, manager)
  const stranger = await addActor(house, 'case-worker')
  const caseId = await openedCase(house, worker)
  expect(codeOf(await run(house, stranger, holdBed, { bedId: bedIds[0] ?? '', caseId }))).toBe('case.not-found')
})
