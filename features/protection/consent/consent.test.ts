import { compactVerify, createLocalJWKSet } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EXPLAINED } from '#domain/consent/consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { transact } from '#server/db/transact.ts'
import { appOf } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run, sentReferral, tally } from '#tests/support/thread.ts'
import { markGuardian } from './mark-guardian.ts'
import { consentsOf } from './queries.ts'
import { RecordConsent, recordConsent } from './record-consent.ts'
import { withdrawConsent } from './withdraw-consent.ts'

let house: TestHouse
let worker: Actor
let provider: Actor
let caseId: string

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  worker = await addActor(house, 'case-worker')
  provider = await addActor(house, 'case-worker')
  caseId = await openedCase(house, worker)
})
afterAll(() => house.close())

type Given = Partial<RecordConsent>
const answer = (given: Given = {}) =>
  run(
    house,
    worker,
    recordConsent,
    RecordConsent.parse({
      caseId,
      purpose: 'referral',
      recipientAgencyId: provider.agencyId,
      depth: 'identity',
      agreed: true,
      givenBy: 'self',
      how: 'spoken',
      language: 'uz',
      explained: EXPLAINED,
      ...given,
    }),
  )
const all = async (actor = worker) =>
  must(await run(house, actor, async ctx => ({ ok: true as const, value: await consentsOf(ctx, caseId) }), null))
const one = async (id: string) => (await all()).find(each => each.id === id)
const send = (toAgencyId = provider.agencyId) =>
  run(house, worker, sendReferral, asking({ caseId, toAgencyId, service: 'legal' }))
const openGrants = async () => {
  const { rows } = await house.owner.query(
    `select depth from aman.grant_of_access where case_id = $1 and basis <> 'lead' and valid @> $2::timestamptz`,
    [caseId, house.house.clock()],
  )
  return rows.map(row => row.depth)
}

describe('the signature', () => {
  test('can be checked by anybody with the public keys, and says every column of the row', async () => {
    const { id } = must(await answer())
    const { rows } = await house.owner.query('select * from aman.consent where id = $1', [id])
    const response = await appOf(house).request('/.well-known/jwks.json')
    expect(response.headers.get('content-type')).toContain('jwk-set+json')
    const keys = createLocalJWKSet(await response.json())
    const { payload, protectedHeader } = await compactVerify(rows[0].signature, keys)
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'aman-consent+jws' })
    const said = JSON.parse(Buffer.from(payload).toString())
    expect(said).toMatchObject({ id, caseId, purpose: 'referral', agreed: true, recordedBy: worker.userId })
    // One field more than columns: the layout stands for the signature itself.
    expect(Object.keys(said)).toHaveLength(Object.keys(rows[0]).length)
    expect(JSON.stringify(said)).not.toContain('Invented')
  })

  // Every column of the table, so that a new one cannot be left out of what is signed.
  const ALTERED: Record<string, string> = {
    case_id: `(select id from aman."case" where id <> case_id limit 1)`,
    purpose: `'statistics'`,
    recipient_agency_id: '(select id from aman.agency where id <> recipient_agency_id limit 1)',
    depth: `'full'`,
    agreed: 'not agreed',
    own_view: 'not own_view',
    given_by: `'representative'`,
    how: `'written'`,
    language: `'ru'`,
    interpreter: 'not interpreter',
    form_version: 'form_version + 1',
    explained: 'explained[2:]',
    valid_from: `valid_from - interval '1 millisecond'`,
    valid_until: `valid_until + interval '1 millisecond'`,
    recorded_by: 'gen_random_uuid()',
    recorded_at: `recorded_at + interval '1 millisecond'`,
    supersedes: 'id',
    signature: `overlay(signature placing 'xx' from 180)`,
  }

  test('no column is forgotten here', async () => {
    const { rows } = await house.owner.query(
      `select column_name as name from information_schema.columns where table_schema = 'aman' and table_name = 'consent'`,
    )
    expect(rows.map(row => row.name).toSorted()).toEqual(['id', ...Object.keys(ALTERED)].toSorted())
  })

  test.each(Object.entries(ALTERED))('an altered %s is found, and permits nothing', async (column, value) => {
    await openedCase(house, worker)
    const { id } = must(await answer())
    expect(await one(id)).toMatchObject({ genuine: true })
    const sent = must(await send())
    await house.owner.query(`update aman.consent set ${column} = ${value} where id = $1`, [id])
    expect(await one(id)).not.toMatchObject({ genuine: true })
    expect(codeOf(await run(house, provider, acceptReferral, { referralId: sent.id }))).toBe(
      'referral.consent-withdrawn',
    )
    const shelter = asking({ caseId, toAgencyId: provider.agencyId, service: 'shelter' })
    expect(codeOf(await run(house, worker, sendReferral, shelter))).toBe('referral.consent-missing')
  })

  test('the signature of one consent does not make another one hold', async () => {
    const shallow = must(await answer({ depth: 'coded' }))
    const deep = must(await answer({ depth: 'full' }))
    await house.owner.query(
      'update aman.consent set signature = (select signature from aman.consent where id = $1) where id = $2',
      [deep.id, shallow.id],
    )
    expect(await one(shallow.id)).toMatchObject({ genuine: false })
  })
})

describe('one question is one chain', () => {
  test('ten answers at once follow one another, and none is lost', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => answer({ agreed: index % 2 === 0 })))
    expect(tally(results)).toEqual({ ok: 10 })
    const consents = await all()
    expect(consents.filter(each => each.supersedes === null)).toHaveLength(1)
    expect(consents.filter(each => each.supersededBy === null)).toHaveLength(1)
    expect(new Set(consents.map(each => each.supersedes)).size).toBe(10)
  })

  test('the older answer no longer holds, and what leaned on it is closed', async () => {
    const first = must(await answer({ depth: 'full' }))
    const sent = must(await send())
    must(await run(house, provider, acceptReferral, { referralId: sent.id }))
    expect(await openGrants()).toEqual(['full'])
    const no = must(await answer({ agreed: false }))
    expect(await openGrants()).toEqual([])
    expect(await one(first.id)).toMatchObject({ supersededBy: no.id })
    expect(codeOf(await run(house, worker, withdrawConsent, { consentId: first.id }))).toBe('consent.superseded')
  })

  test('a newer answer to another agency or purpose leaves it as it is', async () => {
    const { id } = must(await answer())
    must(await answer({ recipientAgencyId: (await addActor(house, 'case-worker')).agencyId }))
    must(await answer({ purpose: 'police-report', agreed: false }))
    expect(await one(id)).toMatchObject({ supersededBy: null })
  })

  test('raw SQL can neither fork a chain nor follow an answer of somebody else’s', async () => {
    const { id } = must(await answer())
    const other = await addActor(house, 'case-worker')
    const elsewhere = await openedCase(house, other)
    const copy = (actor: Actor, theCase: string, supersedes: string | null) =>
      transact(house.house, actor, async ctx => {
        const row = await ctx.tx.selectFrom('consent').selectAll().where('id', '=', id).executeTakeFirst()
        const plain = {
          purpose: 'referral',
          recipient_agency_id: provider.agencyId,
          depth: 'full' as const,
          agreed: false,
        }
        const rest = { own_view: false, given_by: 'self', how: 'spoken', language: 'uz', interpreter: false }
        const times = { valid_from: ctx.now, valid_until: ctx.now, recorded_at: ctx.now, recorded_by: actor.userId }
        const made = { id: ctx.newId(), case_id: theCase, form_version: 1, explained: [], supersedes, signature: 'x' }
        await ctx.tx
          .insertInto('consent')
          .values({ ...row, ...plain, ...rest, ...times, ...made })
          .execute()
        return { ok: true as const, value: null }
      })
    await expect(copy(worker, caseId, null)).rejects.toMatchObject({ constraint: 'consent_one_beginning' })
    await expect(copy(other, elsewhere, id)).rejects.toMatchObject({ code: '42501' })
    must(await answer({ agreed: false }))
    await expect(copy(worker, caseId, id)).rejects.toMatchObject({ constraint: 'consent_one_successor' })
  })
})

describe('a no', () => {
  test('is recorded and signed, gives nothing, and cannot be taken back', async () => {
    const { id } = must(await answer({ agreed: false, explained: [] }))
    expect(await one(id)).toMatchObject({ agreed: false, genuine: true })
    expect(codeOf(await send())).toBe('referral.consent-missing')
    expect(codeOf(await run(house, worker, withdrawConsent, { consentId: id }))).toBe('consent.nothing-given')
  })

  test('counts no deeper than the question: without a name is without a name', async () => {
    expect(codeOf(await answer({ purpose: 'research', depth: 'full', recipientAgencyId: undefined }))).toBe(
      'consent.depth-not-asked',
    )
  })
})

describe('taken back', () => {
  test('through the case worker of another agency that sees it, whose own access ends with it', async () => {
    const referral = await sentReferral(house, worker, { caseId, toAgencyId: provider.agencyId, service: 'legal' })
    must(await run(house, provider, acceptReferral, { referralId: referral.id }))
    const done = must(await run(house, provider, withdrawConsent, { consentId: referral.consentId }))
    expect(done.leads).toBe(false)
    expect(await openGrants()).toEqual([])
    expect(await one(referral.consentId)).toMatchObject({ withdrawnHow: 'word' })
  })

  test('not by who sees nothing of it, nor by a role that works on no case', async () => {
    const id = await consented(house, worker, { caseId, toAgencyId: provider.agencyId })
    const stranger = await addActor(house, 'case-worker')
    expect(codeOf(await run(house, stranger, withdrawConsent, { consentId: id }))).toBe('consent.not-found')
    expect(await one(id)).toMatchObject({ withdrawnAt: null })
  })

  test('ten at once: once, nine refusals', async () => {
    const id = await consented(house, worker, { caseId, toAgencyId: provider.agencyId })
    const results = await Promise.all(
      Array.from({ length: 10 }, () => run(house, worker, withdrawConsent, { consentId: id })),
    )
    expect(tally(results)).toEqual({ ok: 1, 'consent.already-withdrawn': 9 })
  })

  test('and answered anew at once: no access is left, whoever came first', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await addActor(house, 'case-worker')
      const given = { recipientAgencyId: other.agencyId }
      const { id } = must(await answer(given))
      const sent = must(await send(other.agencyId))
      must(await run(house, other, acceptReferral, { referralId: sent.id }))
      const results = await Promise.all([
        run(house, worker, withdrawConsent, { consentId: id }),
        answer({ ...given, agreed: false }),
      ])
      expect(results.map(codeOf)).toEqual([expect.stringMatching(/^ok|consent.superseded$/), 'ok'])
      expect(await openGrants()).toEqual([])
    }
  })
})

describe('a child', () => {
  beforeEach(async () => {
    caseId = await openedCase(house, worker, { ageGroup: 'child', personGroup: 'minors-alone' })
  })

  test('is heard beside the guardian; neither answer pushes the other aside', async () => {
    const own = must(await answer({ agreed: false }))
    const guardian = must(await answer({ givenBy: 'guardian' }))
    expect(await one(own.id)).toMatchObject({ ownView: true, supersededBy: null })
    expect(await one(guardian.id)).toMatchObject({ ownView: false, supersedes: null })
  })

  test('permits no report to the police by itself; a guardian does, and not one who may be part of it', async () => {
    const police = await addActor(house, 'investigator')
    const about = { purpose: 'police-report' as const, recipientAgencyId: police.agencyId, depth: 'coded' as const }
    const report = asking({ caseId, toAgencyId: police.agencyId, service: 'police-report' })
    must(await answer(about))
    expect(codeOf(await run(house, worker, sendReferral, report))).toBe('referral.consent-missing')
    const guardian = must(await answer({ ...about, givenBy: 'guardian' }))
    must(await run(house, worker, sendReferral, report))

    const marked = must(await run(house, worker, markGuardian, { caseId, unsafe: true }))
    expect(marked.ended).toEqual([guardian.id])
    expect(await openGrants()).toEqual([])
    expect(await one(guardian.id)).toMatchObject({ withdrawnHow: 'guardian-unsafe' })
    expect(codeOf(await answer({ ...about, givenBy: 'guardian' }))).toBe('consent.guardian-unsafe')
    must(await send())
    expect(await openGrants()).toEqual(['coded'])
  })

  test('is referred on the rule of law where the guardian is not asked', async () => {
    must(await run(house, worker, markGuardian, { caseId, unsafe: true }))
    expect(must(await send())).toMatchObject({ basis: 'lawful' })
  })
})

test('no guardian answers for an adult, and none is marked there', async () => {
  expect(codeOf(await answer({ givenBy: 'guardian' }))).toBe('consent.guardian-of-adult')
  expect(codeOf(await run(house, worker, markGuardian, { caseId, unsafe: true }))).toBe('consent.guardian-of-adult')
})
