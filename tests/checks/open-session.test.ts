import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, consented, must, openedCase, run, sentReferral } from '#tests/support/thread.ts'

let house: TestHouse
let worker: Actor
let provider: Actor

beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
  provider = await addActor(house, 'service-provider', { services: ['legal'] })
})
afterAll(() => house.close())

const LOOK = `select (select count(*) from aman."case" where id = $1)::int as facts,
  (select count(*) from aman.case_identity where case_id = $1)::int as identity,
  (select count(*) from aman.data_key where subject_id = $1)::int as keys`

/** A session of a colleague that stays open: statement after statement in one transaction, as `aman_app`. */
async function session(actor: Actor, at = house.house.clock()) {
  const client = await house.house.pool.connect()
  await client.query(
    `begin; set local aman.user_id = '${actor.userId}'; set local aman.agency_id = '${actor.agencyId}';
     set local aman.role = '${actor.role}'; set local aman.now = '${at.toISOString()}'`,
  )
  return {
    sees: async (caseId: string) => (await client.query(LOOK, [caseId])).rows[0],
    sleep: (seconds: number) => client.query('select pg_sleep($1)', [seconds]),
    end: async () => {
      await client.query('rollback')
      client.release()
    },
  }
}

const NOTHING = { facts: 0, identity: 0, keys: 0 }

describe('a session that was opened before', () => {
  test('sees nothing from the statement after she took her consent back', async () => {
    const caseId = await openedCase(house, worker)
    const { id, consentId } = await sentReferral(house, worker, {
      caseId,
      toAgencyId: provider.agencyId,
      service: 'legal',
    })
    must(await run(house, provider, acceptReferral, { referralId: id }))
    const open = await session(provider)
    expect(await open.sees(caseId)).toEqual({ facts: 1, identity: 1, keys: 1 })
    must(await run(house, worker, withdrawConsent, { consentId }))
    expect(await open.sees(caseId)).toEqual(NOTHING)
    await open.end()
  })

  test('sees nothing from the statement after its referral was completed', async () => {
    const caseId = await openedCase(house, worker)
    const { id } = await sentReferral(house, worker, { caseId, toAgencyId: provider.agencyId, service: 'legal' })
    must(await run(house, provider, acceptReferral, { referralId: id }))
    const open = await session(provider)
    expect((await open.sees(caseId)).facts).toBe(1)
    must(await run(house, provider, completeReferral, { referralId: id, outcome: 'service-given' as const }))
    expect(await open.sees(caseId)).toEqual(NOTHING)
    await open.end()
  })

  test('sees nothing from the statement after the lead passed', async () => {
    const next = await addActor(house, 'case-worker', { services: ['case-management'] })
    const caseId = await openedCase(house, worker)
    const asked = { caseId, toAgencyId: next.agencyId, service: 'case-management' as const, depth: 'full' as const }
    const { id } = await sentReferral(house, worker, asked)
    const open = await session(worker)
    expect(await open.sees(caseId)).toEqual({ facts: 1, identity: 1, keys: 2 })
    must(await run(house, next, acceptReferral, { referralId: id }))
    expect(await open.sees(caseId)).toEqual(NOTHING)
    await open.end()
  })

  test('sees nothing once the time that she agreed to has run out', async () => {
    const caseId = await openedCase(house, worker)
    const asked = { caseId, toAgencyId: provider.agencyId, service: 'legal' as const, validDays: 1 }
    const { id } = await sentReferral(house, worker, asked)
    must(await run(house, provider, acceptReferral, { referralId: id }))
    const end = house.house.clock().getTime() + 24 * 3_600_000
    // The database counts what passes between statements from when the transaction began.
    const open = await session(provider, new Date(end - 1500))
    expect((await open.sees(caseId)).identity).toBe(1)
    await open.sleep(1.6)
    expect(await open.sees(caseId)).toEqual(NOTHING)
    await open.end()
  })
})

test('who has long to answer sees the facts no longer than she agreed to', async () => {
  const caseId = await openedCase(house, worker)
  const asked = { caseId, toAgencyId: provider.agencyId, service: 'legal' as const, validDays: 1 }
  await consented(house, worker, asked)
  must(await run(house, worker, sendReferral, { ...asking(asked), urgency: 'routine' as const }))
  const now = await session(provider)
  expect((await now.sees(caseId)).facts).toBe(1)
  await now.end()
  const later = await session(provider, new Date(house.house.clock().getTime() + 24 * 3_600_000))
  expect(await later.sees(caseId)).toEqual(NOTHING)
  await later.end()
})
