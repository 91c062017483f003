import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import { withdrawReferral } from '#features/protection/referrals/withdraw-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, openedShelter, run, sentReferral } from '#tests/support/thread.ts'
import { readAddress } from './queries.ts'

let house: TestHouse
let worker: Actor
let manager: Actor
let shelterId: string

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  worker = await addActor(house, 'case-worker')
  manager = await addActor(house, 'shelter-manager')
  shelterId = (await openedShelter(house, manager)).shelterId
})
afterAll(() => house.close())

const reads = async (actor: Actor) => codeOf(await run(house, actor, readAddress, shelterId))

test('the address is open to the agency of the case while the shelter has accepted her, and to no other', async () => {
  const stranger = await addActor(house, 'case-worker')
  const officer = await addStaff(house, worker.agencyId, 'coordinator')
  const referral = await sentReferral(house, worker, {
    caseId: await openedCase(house, worker),
    toAgencyId: manager.agencyId,
  })
  expect(await reads(worker)).toBe('shelter.not-found')

  must(await run(house, manager, acceptReferral, { referralId: referral.id }))
  expect(must(await run(house, worker, readAddress, shelterId))).toEqual({ address: '1 Invented street' })
  expect(await reads(stranger)).toBe('shelter.not-found')
  expect(await reads(officer)).toBe('shelter.not-found')

  must(await run(house, manager, completeReferral, { referralId: referral.id, outcome: 'moved-on' }))
  expect(await reads(worker)).toBe('shelter.not-found')
})

test('it closes with a withdrawal, and every look at it is on record', async () => {
  const referral = await sentReferral(house, worker, {
    caseId: await openedCase(house, worker),
    toAgencyId: manager.agencyId,
  })
  must(await run(house, manager, acceptReferral, { referralId: referral.id }))
  expect(await reads(worker)).toBe('ok')
  must(await run(house, worker, withdrawReferral, { referralId: referral.id }))
  expect(await reads(worker)).toBe('shelter.not-found')
  const looks = await house.owner.query(
    `select user_id from aman.audit_event where action = 'shelter.address-read' and $1 = any(subject_ids)`,
    [shelterId],
  )
  expect(looks.rows).toEqual([{ user_id: worker.userId }])
})

test("the shelter's own manager reads it; her colleague of another role does not", async () => {
  const colleague = await addStaff(house, manager.agencyId, 'service-provider')
  expect(await reads(manager)).toBe('ok')
  expect(await reads(colleague)).toBe('shelter.not-found')
})

test('the address is nowhere in clear', async () => {
  const { rows } = await house.owner.query('select sealed from aman.shelter_address where shelter_id = $1', [shelterId])
  expect(rows[0].sealed.toString('latin1')).not.toContain('Invented')
})
