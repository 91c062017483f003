import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addHours } from '#domain/shared/dates.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run, sentReferral } from '#tests/support/thread.ts'
import { acceptReferral } from './accept-referral.ts'
import { declineReferral } from './decline-referral.ts'
import { listReferrals, readReferral } from './queries.ts'
import { sendDraft, sendReferral } from './send-referral.ts'
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
const inbox = async (actor: Actor) => {
  const list = await run(
    house,
    actor,
    async ctx => ({ ok: true as const, value: await listReferrals(ctx, { box: 'in', limit: 25 }) }),
    null,
  )
  return must(list).items
}
const asked = async () => ({
  caseId: await openedCase(house, worker),
  toAgencyId: provider.agencyId,
  service: 'legal' as const,
})

describe('a referral needs a basis', () => {
  test('an adult is not referred without a consent that names the agency', async () => {
    const other = await addActor(house, 'service-provider')
    const wish = await asked()
    await consented(house, worker, { ...wish, toAgencyId: other.agencyId })
    const refused = await run(house, worker, sendReferral, asking(wish))
    expect(refused).toMatchObject({ code: 'referral.consent-missing', detail: { agencyId: provider.agencyId } })
    expect(await inbox(provider)).toEqual([])
  })

  test('a draft waits for the consent, unseen by the recipient, and is sent once it is there', async () => {
    const wish = await asked()
    const draft = must(await run(house, worker, sendReferral, { ...asking(wish), draft: true }))
    expect(await inbox(provider)).toEqual([])
    expect(codeOf(await run(house, worker, sendDraft, { referralId: draft.id }))).toBe('referral.consent-missing')
    await consented(house, worker, wish)
    expect(codeOf(await run(house, worker, sendDraft, { referralId: draft.id }))).toBe('ok')
    expect(await inbox(provider)).toHaveLength(1)
  })

  test('a child, and who may be one, is referred by law', async () => {
    for (const ageGroup of ['child', 'uncertain']) {
      const caseId = await openedCase(house, worker, { ageGroup, personGroup: 'minors-alone' })
      const sent = must(await run(house, worker, sendReferral, asking({ caseId, toAgencyId: provider.agencyId })))
      expect(sent.basis).toBe('lawful')
    }
  })

  test('a report to the police is a question of its own: a consent to help does not cover it', async () => {
    const wish = await asked()
    await consented(house, worker, wish)
    const report = asking({ ...wish, service: 'police-report' })
    expect(codeOf(await run(house, worker, sendReferral, report))).toBe('referral.consent-missing')
  })

  test('a consent taken back stops the acceptance', async () => {
    const sent = await sentReferral(house, worker, await asked())
    must(await run(house, worker, withdrawConsent, { consentId: sent.consentId }))
    expect(codeOf(await run(house, provider, acceptReferral, { referralId: sent.id }))).toBe(
      'referral.consent-withdrawn',
    )
    expect(await statusOf(sent.id)).toBe('sent')
  })

  test('a consent that ran out stops the acceptance', async () => {
    const sent = await sentReferral(house, worker, { ...(await asked()), validDays: 1 })
    house.setTime(addHours(START, 24))
    expect(codeOf(await run(house, provider, acceptReferral, { referralId: sent.id }))).toBe(
      'referral.consent-withdrawn',
    )
  })
})

describe('time', () => {
  test('past its answer time it is overdue for both sides, past its last day it is expired and cannot be accepted', async () => {
    const sent = await sentReferral(house, worker, await asked())
    house.setTime(new Date(sent.answerDueAt ?? ''))
    for (const actor of [worker, provider]) {
      expect(must(await run(house, actor, readReferral, sent.id))).toMatchObject({ overdue: true, status: 'sent' })
    }
    house.setTime(new Date(sent.expiresAt ?? ''))
    expect(must(await run(house, provider, readReferral, sent.id)).status).toBe('expired')
    const refused = await run(house, provider, acceptReferral, { referralId: sent.id })
    expect(refused).toMatchObject({ code: 'referral.step-not-open', detail: { from: 'expired', step: 'accept' } })
    expect(codeOf(await run(house, worker, withdrawReferral, { referralId: sent.id }))).toBe('ok')
  })
})

describe('whose step it is', () => {
  test('the sender does not accept, the recipient does not withdraw, and a third agency finds nothing', async () => {
    const sent = await sentReferral(house, worker, await asked())
    const third = await addActor(house, 'service-provider')
    const step = { referralId: sent.id }
    expect(codeOf(await run(house, worker, acceptReferral, step))).toBe('referral.not-recipient')
    expect(
      codeOf(await run(house, await addStaff(house, provider.agencyId, 'case-worker'), withdrawReferral, step)),
    ).toBe('referral.not-sender')
    expect(codeOf(await run(house, third, acceptReferral, step))).toBe('referral.not-found')
    expect(codeOf(await run(house, third, readReferral, sent.id))).toBe('referral.not-found')
  })

  test('who answers an older version sees what it became', async () => {
    const sent = await sentReferral(house, worker, await asked())
    must(await run(house, provider, acceptReferral, { referralId: sent.id }))
    const refused = await run(house, provider, declineReferral, {
      referralId: sent.id,
      version: sent.version,
      reason: 'no-capacity',
    })
    expect(refused).toMatchObject({ code: 'referral.stale', detail: { current: { status: 'accepted' } } })
  })
})
