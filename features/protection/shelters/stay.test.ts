import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import { withdrawReferral } from '#features/protection/referrals/withdraw-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, openedShelter, run, sentReferral, tally } from '#tests/support/thread.ts'
import { endPlacement } from './end-placement.ts'
import { holdBed } from './hold-bed.ts'
import { move } from './move.ts'
import { place } from './place.ts'

let house: TestHouse
let worker: Actor
let manager: Actor

beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
})
beforeEach(async () => {
  manager = await addActor(house, 'shelter-manager')
})
afterAll(() => house.close())

const referred = async (given: Record<string, unknown> = {}) => {
  const caseId = await openedCase(house, worker, given)
  return sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
}

const count = async (sql: string, values: unknown[]): Promise<number> => {
  const { rows } = await house.owner.query(`select count(*)::int as n from ${sql}`, values)
  return rows[0].n
}

const audited = (action: string, id: string) =>
  count('aman.audit_event where action = $1 and $2 = any(subject_ids)', [action, id])

const placedPerson = async () => {
  const { bedIds } = await openedShelter(house, manager)
  const referral = await referred()
  const placed = must(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: referral.id }))
  return { bedIds, referral, placed }
}

test('while she sleeps there the referral can be neither withdrawn nor completed, by whomever of the agency', async () => {
  const { referral, placed } = await placedPerson()
  const colleague = await addStaff(house, manager.agencyId, 'case-worker')
  const outcome = { referralId: referral.id, outcome: 'service-given' as const }
  expect(codeOf(await run(house, worker, withdrawReferral, { referralId: referral.id }))).toBe(
    'referral.placement-open',
  )
  expect(codeOf(await run(house, colleague, completeReferral, outcome))).toBe('referral.placement-open')
  must(await run(house, manager, endPlacement, { placementId: placed.id, reason: 'left-by-choice' }))
  expect(codeOf(await run(house, colleague, completeReferral, outcome))).toBe('ok')
})

test('a bed and the end of its referral at once: either she sleeps there on an open referral, or neither', async () => {
  for (let round = 0; round < 6; round++) {
    const { bedIds } = await openedShelter(house, manager)
    const referral = await referred()
    must(await run(house, manager, acceptReferral, { referralId: referral.id }))
    await Promise.all([
      run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: referral.id }),
      run(house, worker, withdrawReferral, { referralId: referral.id }),
    ])
    const sleeps = await count('aman.bed_use where referral_id = $1', [referral.id])
    const open = await count(`aman.referral where id = $1 and status = 'accepted'`, [referral.id])
    expect(sleeps).toBe(open)
  }
})

test('ended twice at once, a stay ends once', async () => {
  const { placed } = await placedPerson()
  const end = { placementId: placed.id, reason: 'returned-home' as const }
  const results = await Promise.all([run(house, manager, endPlacement, end), run(house, manager, endPlacement, end)])
  expect(tally(results)).toEqual({ ok: 1, 'placement.not-found': 1 })
  expect(await audited('placement.ended', placed.id)).toBe(1)
})

test('after she took back her consent no bed is given, but who sleeps there may still be moved', async () => {
  const { bedIds, referral, placed } = await placedPerson()
  must(await run(house, worker, withdrawConsent, { consentId: referral.consentId }))
  expect(codeOf(await run(house, manager, move, { placementId: placed.id, bedId: bedIds[1] ?? '' }))).toBe('ok')

  const later = await referred()
  must(await run(house, manager, acceptReferral, { referralId: later.id }))
  must(await run(house, worker, withdrawConsent, { consentId: later.consentId }))
  expect(codeOf(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: later.id }))).toBe(
    'referral.consent-withdrawn',
  )
})

test('the beds that were kept for her here are free once she has one', async () => {
  const { bedIds } = await openedShelter(house, manager)
  const referral = await referred()
  must(await run(house, worker, holdBed, { bedId: bedIds[0] ?? '', caseId: referral.caseId }))
  must(await run(house, manager, place, { bedId: bedIds[1] ?? '', referralId: referral.id }))
  expect(codeOf(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: (await referred()).id }))).toBe(
    'ok',
  )
})
