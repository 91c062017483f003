import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, openedCase, run, sentReferral, tally } from '#tests/support/thread.ts'
import { acceptReferral } from './accept-referral.ts'
import { declineReferral } from './decline-referral.ts'
import { sendReferral } from './send-referral.ts'
import { withdrawReferral } from './withdraw-referral.ts'

const START = new Date('2026-11-24T06:00:00Z')
let house: TestHouse
let worker: Actor
let provider: Actor

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(START)
  worker = await addActor(house, 'case-worker')
  provider = await addActor(house, 'service-provider')
})
afterAll(() => house.close())

const statusOf = async (referralId: string) => {
  const { rows } = await house.owner.query('select status from aman.referral where id = $1', [referralId])
  return rows[0]?.status
}
const asked = async () => ({
  caseId: await openedCase(house, worker),
  toAgencyId: provider.agencyId,
  service: 'legal' as const,
})

test('ten referrals of one person to one agency for one service: one goes out', async () => {
  const wish = await asked()
  await consented(house, worker, wish)
  const results = await Promise.all(Array.from({ length: 10 }, () => run(house, worker, sendReferral, asking(wish))))
  expect(tally(results)).toEqual({ ok: 1, 'referral.already-open': 9 })
  const { rows } = await house.owner.query(
    'select count(*)::int as n from aman.grant_of_access where referral_id is not null and case_id = $1',
    [wish.caseId],
  )
  expect(rows[0].n).toBe(2)
})

test('accepted and withdrawn: one wins, and the access is that of the winner', async () => {
  for (let round = 0; round < 6; round++) {
    const sent = await sentReferral(house, worker, await asked())
    const [accepted, withdrawn] = await Promise.all([
      run(house, provider, acceptReferral, { referralId: sent.id, version: sent.version }),
      run(house, worker, withdrawReferral, { referralId: sent.id, version: sent.version }),
    ])
    expect([codeOf(accepted), codeOf(withdrawn)].filter(code => code === 'ok')).toHaveLength(1)
    expect(await statusOf(sent.id)).toBe(accepted.ok ? 'accepted' : 'withdrawn')
    const open = await house.owner.query(
      'select 1 from aman.grant_of_access where referral_id = $1 and valid @> $2::timestamptz',
      [sent.id, START],
    )
    expect(open.rows).toHaveLength(accepted.ok ? 1 : 0)
  }
})

test('ten colleagues answer yes and no: one answer counts', async () => {
  const sent = await sentReferral(house, worker, await asked())
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0
        ? run(house, provider, acceptReferral, { referralId: sent.id })
        : run(house, provider, declineReferral, { referralId: sent.id, reason: 'no-capacity' }),
    ),
  )
  expect(tally(results)).toEqual({ ok: 1, 'referral.step-not-open': 9 })
})

test('sent while the consent is taken back: nobody sees the case on it afterwards', async () => {
  for (let round = 0; round < 6; round++) {
    const wish = await asked()
    const consentId = await consented(house, worker, wish)
    const [sent] = await Promise.all([
      run(house, worker, sendReferral, asking(wish)),
      run(house, worker, withdrawConsent, { consentId }),
    ])
    const open = await house.owner.query(
      `select 1 from aman.grant_of_access where case_id = $1 and basis = 'consent' and valid @> $2::timestamptz`,
      [wish.caseId, START],
    )
    expect([codeOf(sent), open.rows.length]).toEqual([expect.stringMatching(/^(ok|referral.consent-missing)$/), 0])
  }
})

test('sent while the case is closed: a closed case has no open referral', async () => {
  for (let round = 0; round < 6; round++) {
    const wish = await asked()
    await consented(house, worker, wish)
    const results = await Promise.all([
      run(house, worker, sendReferral, asking(wish)),
      run(house, worker, closeCase, { caseId: wish.caseId, version: 1 }),
    ])
    expect(results.filter(result => result.ok)).toHaveLength(1)
  }
})
