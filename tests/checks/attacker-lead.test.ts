import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type RawSql, rawSql } from '#tests/support/raw-sql.ts'
import { must, openedCase, run, sentReferral } from '#tests/support/thread.ts'

/* Who takes the lead of a case sees all of it for as long as it leads: the widest door, and raw SQL in front of it. */

let house: TestHouse
let sql: RawSql
let lead: Actor
let other: Actor
let caseId: string

beforeAll(async () => {
  house = await openTestHouse()
  sql = rawSql(house)
})
beforeEach(async () => {
  lead = await addActor(house, 'case-worker')
  other = await addActor(house, 'case-worker')
  caseId = await openedCase(house, lead)
})
afterAll(() => house.close())

const handingOver = (from: Actor, to: Actor) =>
  sentReferral(house, from, { caseId, toAgencyId: to.agencyId, service: 'case-management', depth: 'full' })
const accepting = (id: string) => `update aman.referral set status = 'accepted', answered_at = now() where id = '${id}'`
const opening = (id: string) => `select aman.open_referral_grant('${id}')`
const taking = (id: string) => `select aman.take_lead('${id}', gen_random_uuid())`

describe('the lead of a case', () => {
  test('passes by the steps of an acceptance, also where somebody speaks SQL', async () => {
    const { id } = await handingOver(lead, other)
    await sql.asks(other, [accepting(id), opening(id), taking(id)].join(';'))
  })

  test('is not taken on a consent that the person took back', async () => {
    const { id, consentId } = await handingOver(lead, other)
    must(await run(house, lead, withdrawConsent, { consentId }))
    await sql.refused(other, [accepting(id), taking(id)].join(';'))
  })

  test('is not taken without the steps that ask whether the person still agrees', async () => {
    const { id } = await handingOver(lead, other)
    await sql.refused(other, [accepting(id), taking(id)].join(';'))
  })

  test('is not taken on a consent to less than her whole story', async () => {
    const { id } = await handingOver(lead, other)
    await house.owner.query(
      `update aman.grant_of_access set depth = 'identity' where referral_id = $1 and depth = 'full'`,
      [id],
    )
    await sql.refused(other, [accepting(id), opening(id), taking(id)].join(';'))
  })

  test('is not taken back by who gave it away, on the referral of old', async () => {
    const there = await handingOver(lead, other)
    must(await run(house, other, acceptReferral, { referralId: there.id }))
    const back = await handingOver(other, lead)
    must(await run(house, lead, acceptReferral, { referralId: back.id }))
    expect(await sql.rows(other, `select from aman."case" where id = '${caseId}'`)).toBe(0)
    await sql.refused(other, taking(there.id))
  })
})
