import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, openedShelter, run, sentReferral, tally } from '#tests/support/thread.ts'
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

describe('ten people are offered one bed at the same moment', () => {
  test('one placement, nine refusals, nothing half-done', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const [bedId = ''] = bedIds
    const referrals = await Promise.all(Array.from({ length: 10 }, () => referred()))

    const results = await Promise.all(referrals.map(each => run(house, manager, place, { bedId, referralId: each.id })))
    expect(tally(results)).toEqual({ ok: 1, 'placement.bed-taken': 9 })

    const winner = referrals[results.findIndex(result => result.ok)]
    expect(await count('aman.bed_use where bed_id = $1', [bedId])).toBe(1)
    for (const each of referrals) {
      const won = each === winner
      const where = 'aman.referral where id = $1 and status = $2'
      expect(await count(where, [each.id, won ? 'accepted' : 'sent'])).toBe(1)
      expect(await audited('referral.accepted', each.id)).toBe(won ? 1 : 0)
      expect(await audited('placement.made', each.caseId)).toBe(won ? 1 : 0)
      const open = `aman.grant_of_access where referral_id = $1 and depth = 'identity' and not isempty(valid)`
      expect(await count(open, [each.id])).toBe(won ? 1 : 0)
    }
  })

  test('one referral answered ten times with one bed gives one placement', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const referral = await referred()
    const [bedId = ''] = bedIds
    const results = await Promise.all(
      Array.from({ length: 10 }, () => run(house, manager, place, { bedId, referralId: referral.id })),
    )
    expect(tally(results)).toEqual({ ok: 1, 'placement.bed-taken': 9 })
    expect(await audited('referral.accepted', referral.id)).toBe(1)
  })
})

describe('one person sleeps in one bed', () => {
  test('ten beds at once for one person: one placement, nine refusals', async () => {
    const { bedIds } = await openedShelter(house, manager, { beds: 10 })
    const referral = await referred()
    const results = await Promise.all(
      bedIds.map(bedId => run(house, manager, place, { bedId, referralId: referral.id })),
    )
    expect(tally(results)).toEqual({ ok: 1, 'placement.already-placed': 9 })
  })

  test('two shelters give her a bed at once: one of them does', async () => {
    const other = await addActor(house, 'shelter-manager')
    const caseId = await openedCase(house, worker)
    const offers = await Promise.all(
      [manager, other].map(async actor => {
        const { bedIds } = await openedShelter(house, actor)
        const referral = await sentReferral(house, worker, { caseId, toAgencyId: actor.agencyId })
        return { actor, bedId: bedIds[0] ?? '', referralId: referral.id }
      }),
    )
    const results = await Promise.all(
      offers.map(({ actor, bedId, referralId }) => run(house, actor, place, { bedId, referralId })),
    )
    expect(tally(results)).toEqual({ ok: 1, 'placement.already-placed': 1 })
    expect(await count(`aman.referral where case_id = $1 and status = 'accepted'`, [caseId])).toBe(1)
  })

  test('moved, she leaves the first bed as she gets the second, and somebody else may have the first', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const [first = '', second = ''] = bedIds
    const placed = must(await run(house, manager, place, { bedId: first, referralId: (await referred()).id }))
    must(await run(house, manager, move, { placementId: placed.id, bedId: second }))
    expect(codeOf(await run(house, manager, place, { bedId: first, referralId: (await referred()).id }))).toBe('ok')
    expect(codeOf(await run(house, manager, move, { placementId: placed.id, bedId: first }))).toBe(
      'placement.not-found',
    )
  })

  test('ten moves into one free bed at once: one person gets it, everybody keeps a bed', async () => {
    const { bedIds } = await openedShelter(house, manager, { beds: 5 })
    const target = bedIds[4] ?? ''
    const placements = await Promise.all(
      bedIds
        .slice(0, 4)
        .map(async bedId => must(await run(house, manager, place, { bedId, referralId: (await referred()).id }))),
    )
    const results = await Promise.all(
      placements.map(each => run(house, manager, move, { placementId: each.id, bedId: target })),
    )
    expect(tally(results)).toEqual({ ok: 1, 'placement.bed-taken': 3 })
    expect(
      await count('aman.bed_use where bed_id = any($1) and upper_inf(during) and not isempty(during)', [bedIds]),
    ).toBe(4)
  })
})

describe('what a bed must be', () => {
  test('a bed that does not fit is refused with the reasons, and the referral still waits', async () => {
    const { bedIds } = await openedShelter(house, manager, { group: 'men' })
    const referral = await referred({ stepFree: true })
    const refused = await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: referral.id })
    expect(refused).toMatchObject({ code: 'placement.does-not-fit', detail: { reasons: ['group', 'step-free'] } })
    expect(await count(`aman.referral where id = $1 and status = 'sent'`, [referral.id])).toBe(1)
  })

  test('no shared language does not bar her', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const referral = await referred({ languages: ['ky'] })
    expect(codeOf(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: referral.id }))).toBe('ok')
  })

  test("another agency's bed reads as unknown", async () => {
    const other = await addActor(house, 'shelter-manager')
    const { bedIds } = await openedShelter(house, other)
    const referral = await referred()
    expect(codeOf(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: referral.id }))).toBe(
      'bed.not-found',
    )
  })
})
