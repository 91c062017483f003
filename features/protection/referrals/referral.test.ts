import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addHours } from '#domain/shared/dates.ts'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run, sentReferral, tally } from '#tests/support/thread.ts'
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

describe('at the same moment', () => {
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
