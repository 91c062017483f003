import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Depth } from '#domain/consent/consent.ts'
import { listCases } from '#features/protection/cases/queries.ts'
import { readWholeCase } from '#features/protection/cases/read-case.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run, sentReferral, tally } from '#tests/support/thread.ts'
import { acceptReferral } from './accept-referral.ts'
import { completeReferral } from './complete-referral.ts'
import { declineReferral } from './decline-referral.ts'
import { sendReferral } from './send-referral.ts'
import { withdrawReferral } from './withdraw-referral.ts'

let house: TestHouse
let worker: Actor
let provider: Actor

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  worker = await addActor(house, 'case-worker')
  provider = await addActor(house, 'case-worker')
})
afterAll(() => house.close())

/** What one agency learns of a case: nothing, its coded facts, who she is, or also what she told. */
async function learns(actor: Actor, caseId: string): Promise<'nothing' | Exclude<Depth, 'existence'>> {
  const found = await run(house, actor, readWholeCase, caseId)
  if (!found.ok) {
    const list = await run(
      house,
      actor,
      async ctx => ({ ok: true as const, value: await listCases(ctx, { limit: 25 }) }),
      null,
    )
    expect(must(list).items).toEqual([])
    return 'nothing'
  }
  if (found.value.narrative.length > 0) return 'full'
  return found.value.identity ? 'identity' : 'coded'
}

const heldKeys = async (caseId: string, actor: Actor) => {
  const { rows } = await house.owner.query('select depth from aman.data_key where subject_id = $1 and agency_id = $2', [
    caseId,
    actor.agencyId,
  ])
  return rows.length
}

const sent = async (depth: Depth, service: 'legal' | 'case-management' = 'legal') =>
  sentReferral(house, worker, {
    caseId: await openedCase(house, worker),
    toAgencyId: provider.agencyId,
    service,
    depth,
  })

/** Why an agency was told to destroy what it printed of a person. */
async function toldToDestroy({ agencyId }: Actor, codeName: string): Promise<string[]> {
  const { rows } = await house.owner.query(
    'select why from aman.erasure_notice where agency_id = $1 and code_name = $2',
    [agencyId, codeName],
  )
  return rows.map(row => row.why)
}

describe('what the recipient learns', () => {
  test.each(['coded', 'identity', 'full'] as const)(
    'coded facts before it answers, %s once it accepted, as the person agreed',
    async depth => {
      const referral = await sent(depth)
      expect(await learns(provider, referral.caseId)).toBe('coded')
      must(await run(house, provider, acceptReferral, { referralId: referral.id }))
      expect(await learns(provider, referral.caseId)).toBe(depth)
    },
  )

  test('nothing after it declined', async () => {
    const referral = await sent('full')
    must(await run(house, provider, declineReferral, { referralId: referral.id, reason: 'no-capacity' }))
    expect(await learns(provider, referral.caseId)).toBe('nothing')
    expect(await heldKeys(referral.caseId, provider)).toBe(0)
  })

  test('nothing after the sender took it back, before or after acceptance', async () => {
    for (const accepted of [false, true]) {
      const referral = await sent('full')
      if (accepted) must(await run(house, provider, acceptReferral, { referralId: referral.id }))
      must(await run(house, worker, withdrawReferral, { referralId: referral.id }))
      expect(await learns(provider, referral.caseId)).toBe('nothing')
      expect(await heldKeys(referral.caseId, provider)).toBe(0)
    }
  })

  test('nothing after the service ended', async () => {
    const referral = await sent('full')
    must(await run(house, provider, acceptReferral, { referralId: referral.id }))
    must(await run(house, provider, completeReferral, { referralId: referral.id, outcome: 'service-given' }))
    expect(await learns(provider, referral.caseId)).toBe('nothing')
    expect(await heldKeys(referral.caseId, provider)).toBe(0)
  })

  test('nothing from the moment at which she takes her consent back, accepted or not', async () => {
    for (const accepted of [false, true]) {
      const referral = await sent('full')
      if (accepted) must(await run(house, provider, acceptReferral, { referralId: referral.id }))
      must(await run(house, worker, withdrawConsent, { consentId: referral.consentId }))
      expect(await learns(provider, referral.caseId)).toBe('nothing')
      expect(await heldKeys(referral.caseId, provider)).toBe(0)
      expect(await toldToDestroy(provider, referral.codeName)).toEqual(['withdrawn'])
    }
  })

  test('that a consent was taken back reaches nobody who still sees the case by another one, nor the lead', async () => {
    const referral = await sent('identity')
    const asked = { caseId: referral.caseId, toAgencyId: provider.agencyId, service: 'police-report' as const }
    await sentReferral(house, worker, asked)
    must(await run(house, worker, withdrawConsent, { consentId: referral.consentId }))
    expect(await toldToDestroy(provider, referral.codeName)).toEqual([])
    expect(await toldToDestroy(worker, referral.codeName)).toEqual([])
  })

  test('an end of one referral leaves what another one opened', async () => {
    const referral = await sent('identity')
    const asked = { caseId: referral.caseId, toAgencyId: provider.agencyId, service: 'shelter' as const }
    const second = must(await run(house, worker, sendReferral, asking(asked)))
    must(await run(house, provider, acceptReferral, { referralId: referral.id }))
    must(await run(house, provider, declineReferral, { referralId: second.id, reason: 'no-capacity' }))
    expect(await learns(provider, referral.caseId)).toBe('identity')
  })

  test('a referral that still waits opens fully although an earlier one was declined', async () => {
    const referral = await sent('full')
    must(await run(house, provider, declineReferral, { referralId: referral.id, reason: 'no-capacity' }))
    const again = must(
      await run(
        house,
        worker,
        sendReferral,
        asking({ caseId: referral.caseId, toAgencyId: provider.agencyId, service: 'legal' }),
      ),
    )
    must(await run(house, provider, acceptReferral, { referralId: again.id }))
    expect(await learns(provider, referral.caseId)).toBe('full')
  })
})

describe('the lead passes with case management', () => {
  test('the new lead reads everything, the former one nothing', async () => {
    const referral = await sent('full', 'case-management')
    expect(await learns(worker, referral.caseId)).toBe('full')
    must(await run(house, provider, acceptReferral, { referralId: referral.id }))
    expect(await learns(provider, referral.caseId)).toBe('full')
    expect(await learns(worker, referral.caseId)).toBe('nothing')
    expect(await heldKeys(referral.caseId, worker)).toBe(0)
    expect(codeOf(await run(house, worker, withdrawReferral, { referralId: referral.id }))).toBe('referral.lead-passed')
    const { rows } = await house.owner.query(
      `select agency_id from aman.grant_of_access where case_id = $1 and basis = 'lead' and upper_inf(valid)`,
      [referral.caseId],
    )
    expect(rows).toEqual([{ agency_id: provider.agencyId }])
  })

  test('what she agreed to must carry the whole record', async () => {
    const caseId = await openedCase(house, worker)
    const asked = {
      caseId,
      toAgencyId: provider.agencyId,
      service: 'case-management' as const,
      depth: 'identity' as const,
    }
    await consented(house, worker, asked)
    expect(codeOf(await run(house, worker, sendReferral, asking(asked)))).toBe('referral.consent-too-shallow')
  })

  test('what the former lead had open elsewhere is the new lead’s to follow', async () => {
    const third = await addActor(house, 'service-provider')
    const referral = await sent('full', 'case-management')
    const legal = await sentReferral(house, worker, {
      caseId: referral.caseId,
      toAgencyId: third.agencyId,
      service: 'legal',
    })
    must(await run(house, provider, acceptReferral, { referralId: referral.id }))
    expect(codeOf(await run(house, worker, withdrawReferral, { referralId: legal.id }))).toBe('referral.not-found')
    expect(codeOf(await run(house, provider, withdrawReferral, { referralId: legal.id }))).toBe('ok')
  })

  test('two agencies accept the lead at once: the case has one lead at the end', async () => {
    const third = await addActor(house, 'case-worker')
    const referral = await sent('full', 'case-management')
    const asked = {
      caseId: referral.caseId,
      toAgencyId: third.agencyId,
      service: 'case-management' as const,
      depth: 'full' as const,
    }
    const other = await sentReferral(house, worker, asked)
    const results = await Promise.all([
      run(house, provider, acceptReferral, { referralId: referral.id }),
      run(house, third, acceptReferral, { referralId: other.id }),
    ])
    expect(tally(results).ok).toBeGreaterThan(0)
    const { rows } = await house.owner.query(
      `select c.lead_agency_id = g.agency_id as one from aman."case" c join aman.grant_of_access g on g.case_id = c.id
        where c.id = $1 and g.basis = 'lead' and upper_inf(g.valid)`,
      [referral.caseId],
    )
    expect(rows).toEqual([{ one: true }])
    expect(await learns(worker, referral.caseId)).toBe('nothing')
  })
})
