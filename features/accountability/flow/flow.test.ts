import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { addHours } from '#domain/shared/dates.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run, sentReferral } from '#tests/support/thread.ts'
import { readFlow } from './read-flow.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let worker: Actor
let clinic: Actor
let coordinator: Actor

beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker', { kind: 'hotline', region: 'KZ-75' })
  clinic = await addActor(house, 'service-provider', { kind: 'service-provider', services: ['medical'] })
  coordinator = await addActor(house, 'coordinator', { kind: 'ministry' })
})
afterAll(() => house.close())

const flowOf = async (actor: Actor, months = 12) =>
  must(await run(house, actor, ctx => readFlow(ctx, { months }), null))

/** A contact put there past the policies, as it stands after the call. */
async function contact(given: { at: Date; channel?: string; region?: string; caseId?: string; joinedAs?: string }) {
  const id = house.house.newId()
  await house.owner.query(
    `insert into aman.contact (id, agency_id, status, channel, region, case_id, joined_as, outcome, started_by, started_at, closed_at)
     values ($1, $2, 'closed', $3, $4, $5, $6, 'information-given', $7, $8, $8)`,
    [
      id,
      worker.agencyId,
      given.channel ?? 'phone',
      given.region ?? null,
      given.caseId ?? null,
      given.joinedAs ?? null,
      worker.userId,
      given.at,
    ],
  )
  return id
}

/** A call that became a case, was referred after two hours and accepted a day later. */
async function helped(at: Date) {
  house.setTime(at)
  const caseId = await openedCase(house, worker)
  await contact({ at, caseId })
  house.setTime(addHours(at, 2))
  const { id: referralId } = await sentReferral(house, worker, {
    caseId,
    toAgencyId: clinic.agencyId,
    service: 'medical',
  })
  house.setTime(addHours(at, 26))
  must(await run(house, clinic, acceptReferral, { referralId }))
  return { caseId, referralId }
}

describe('from contact to help', () => {
  test('six calls of whom five were referred: how many came how far, and how long it usually took', async () => {
    for (let day = 1; day <= 5; day++) {
      const { caseId, referralId } = await helped(addHours(START, -24 * 10 * day))
      // A second call about the same case is the same way in.
      await contact({ at: addHours(START, -24 * 10 * day + 30), caseId })
      house.setTime(addHours(START, -24 * 10 * day + 74))
      must(await run(house, clinic, completeReferral, { referralId, outcome: 'service-given' }))
    }
    await contact({ at: addHours(START, -30), channel: 'chat' })
    house.setTime(START)
    const { all, channels } = await flowOf(coordinator)
    expect(all.counts).toEqual({ entered: 6, screened: 0, referred: 5, accepted: 5, served: 5 })
    expect(all.hours).toMatchObject({ screened: null, referred: 2, accepted: 24, served: 48 })
    // One came by chat: neither that nor the five by phone, from which it would follow.
    expect(channels.map(each => [each.key, each.counts.entered])).toEqual([
      ['chat', null],
      ['phone', null],
    ])
  })

  test('silent and prank calls are nobody’s way in, and several calls of one caller are one', async () => {
    const first = await contact({ at: addHours(START, -20) })
    for (let hour = 1; hour <= 4; hour++) await contact({ at: addHours(START, hour - 20), joinedAs: first })
    await house.owner.query(
      `insert into aman.contact (id, agency_id, status, kind, channel, outcome, started_by, started_at, closed_at)
       values ($1, $2, 'closed', 'silent', 'phone', 'none', $3, $4, $4)`,
      [house.house.newId(), worker.agencyId, worker.userId, addHours(START, -5)],
    )
    expect((await flowOf(coordinator)).all.counts.entered).toBe(7)
  })

  test('what came in before the time that is asked for does not count in it', async () => {
    expect((await flowOf(coordinator, 1)).all.counts.entered).toBe(5)
  })

  test.each(ROLES.filter(role => role !== 'coordinator'))(
    'a %s gets nothing from the database, by hand either',
    async role => {
      const other = role === 'case-worker' ? worker : await addActor(house, role)
      expect((await flowOf(other)).all.counts.entered).toBe(0)
    },
  )
})
