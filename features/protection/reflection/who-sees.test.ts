import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '#domain/access/roles.ts'
import { DEPTHS, type Depth } from '#domain/consent/consent.ts'
import { mayPlanInterview } from '#domain/reflection/interview.ts'
import { INSTITUTION_OF, reflectionSeenBy, type SightPart } from '#domain/reflection/sight.ts'
import { ok } from '#domain/shared/result.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { appOf, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { plainBrowser } from '#tests/support/plain-browser.ts'
import { must, openedCase, run, sentReferral } from '#tests/support/thread.ts'
import { beginReflection } from './begin-reflection.ts'
import { issueCertificate } from './issue-certificate.ts'
import { whyNoInterview } from './plan-interview.ts'
import { recordChoice } from './record-choice.ts'
import { shareReflection } from './share-reflection.ts'

let house: TestHouse
let worker: Actor
let caseId = ''
let number = ''

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  worker = await addActor(house, 'case-worker')
  caseId = await openedCase(house, worker)
  must(await run(house, worker, beginReflection, { caseId }))
  must(await run(house, worker, recordChoice, { caseId, decision: 'not-yet' as const }))
  number = must(await run(house, worker, issueCertificate, { caseId })).number
})
afterAll(() => house.close())

const TABLES: Record<SightPart, string> = {
  clock: 'reflection',
  choice: 'reflection_choice',
  certificate: 'reflection_certificate',
}

/** One statement as aman_app, as if for one colleague, rolled back: how many rows it reached, or why it failed. */
async function tries(actor: Actor, text: string, values: unknown[] = [caseId]): Promise<number | string> {
  const client = await house.house.pool.connect()
  const who = [actor.userId, actor.agencyId, actor.role, house.house.clock().toISOString()]
  try {
    await client.query('begin')
    await client.query(
      `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true),
              set_config('aman.role', $3, true), set_config('aman.now', $4, true)`,
      who,
    )
    return (await client.query(text, values)).rowCount ?? 0
  } catch (error) {
    return error instanceof Error ? error.message : 'failed'
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** What raw SQL brings one colleague. */
async function seenBy(actor: Actor): Promise<SightPart[]> {
  const seen: SightPart[] = []
  for (const [part, table] of Object.entries(TABLES) as [SightPart, string][]) {
    if ((await tries(actor, `select from aman.${table} where case_id = $1`)) !== 0) seen.push(part)
  }
  return seen
}

async function grantTo(actor: Actor, depth: Depth): Promise<void> {
  await house.owner.query(
    `insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, lawful_basis, valid, created_at)
     values ($1, $2, $3, $4, 'legal', $5, 'lawful', 'invented', tstzrange($6, null), $6)`,
    [house.house.newId(), caseId, actor.agencyId, worker.agencyId, depth, house.house.clock()],
  )
}

/** A colleague of another agency that was given access of some depth, by a grant put there past the policies. */
async function holder(role: Role, depth: Depth | null): Promise<Actor> {
  const actor = await addActor(house, role)
  if (depth) await grantTo(actor, depth)
  return actor
}

test.each(ROLES)('the database shows a %s what the rule says, at every depth', async role => {
  for (const depth of [null, ...DEPTHS]) {
    const actor = await holder(role, depth)
    expect(await seenBy(actor), `${role} ${depth}`).toEqual(reflectionSeenBy(INSTITUTION_OF[role], depth, []))
  }
})

const institutions: readonly [name: string, role: Role][] = [
  ['border guard', 'officer'],
  ['police', 'investigator'],
  ['shelter', 'shelter-manager'],
  ['consulate', 'focal-point'],
]

describe.each(institutions)('the %s', (_, role) => {
  test('sees by page and by interface no more than that', async () => {
    const actor = await holder(role, 'full')
    const expected = reflectionSeenBy(INSTITUTION_OF[role], 'full', [])
    const page = (await (await plainBrowser(house, actor)).open(`/cases/${caseId}/reflection`)).text
    expect(page.includes('Dec 23, 2026')).toBe(expected.includes('clock'))
    expect(page.includes('Does not know yet')).toBe(expected.includes('choice'))
    const call = caller(appOf(house), await tokenFor(house, actor))
    const { body } = await call('get', `/api/v1/cases/${caseId}/reflection`)
    expect(body.period !== null).toBe(expected.includes('clock'))
    expect((body.choices as unknown[]).length > 0).toBe(expected.includes('choice'))
    expect((body.certificates as unknown[]).length > 0).toBe(expected.includes('certificate'))
    const paper = await call('get', `/api/v1/cases/${caseId}/reflection/certificate`)
    expect(paper.status).toBe(expected.includes('certificate') ? 200 : 404)
  })

  test('may check a certificate by its number, and that tells one day', async () => {
    const actor = await addActor(house, role)
    const call = caller(appOf(house), await tokenFor(house, actor))
    const { body } = await call('get', `/api/v1/certificates/${number}`)
    expect(body).toEqual({ verdict: 'valid', notBefore: '2026-12-24', issuedBy: null })
  })
})

describe('what she chose to tell', () => {
  test.each(['investigator', 'focal-point'] as const)(
    'is open to the %s it names, for as long as her consent stands',
    async role => {
      const actor = await addActor(house, role, { services: ['legal'] })
      const stranger = await holder(role, 'full')
      // Another basis stays when the consent goes: what leans on the consent alone must close with it.
      await grantTo(actor, 'full')
      const referral = await sentReferral(house, worker, { caseId, toAgencyId: actor.agencyId, service: 'legal' })
      must(await run(house, actor, acceptReferral, { referralId: referral.id }))
      expect(await seenBy(actor)).toEqual([])
      const told = { caseId, consentId: referral.consentId, part: 'choice' as const }
      must(await run(house, worker, shareReflection, told))
      expect(await seenBy(actor)).toEqual(['choice'])
      expect(await seenBy(stranger)).toEqual([])
      expect(await seenBy(await addStaff(house, actor.agencyId, 'officer'))).toEqual([])
      must(await run(house, worker, withdrawConsent, { consentId: referral.consentId }))
      expect(await seenBy(actor)).toEqual([])
    },
  )
})

describe('raw SQL as aman_app', () => {
  const SHORTEN = 'update aman.reflection set last_on = last_on - 1 where case_id = $1'
  const REWRITE = `update aman.reflection_choice set decision = 'report' where case_id = $1`
  const REVIVE = 'update aman.reflection_certificate set revoked_at = null, revoked_why = null where case_id = $1'
  const REMOVE = 'delete from aman.reflection where case_id = $1'

  test('even the case worker shortens nothing, rewrites no word of hers and removes nothing', async () => {
    expect(await tries(worker, SHORTEN)).toMatch(/not a step|reflection_least/)
    expect(await tries(worker, REWRITE)).toMatch(/permission denied/)
    expect(await tries(worker, REVIVE)).toMatch(/not a step/)
    expect(await tries(worker, REMOVE)).toMatch(/permission denied/)
  })

  test('an investigator ends nothing, hears nothing and opens no door by asking', async () => {
    const police = await holder('investigator', 'full')
    const end = `update aman.reflection set ended_at = aman.moment(), ended_how = 'revoked' where case_id = $1`
    expect(await tries(police, end)).toBe(0)
    const hear = `insert into aman.reflection_choice select gen_random_uuid(), id, case_id, aman.agency(), 'report', aman.actor(), aman.moment()
      from aman.reflection where case_id = $1`
    expect(await tries(police, hear)).toBe(0)
    expect(await tries(police, 'select 1 where aman.may_plan_interview($1)')).toBe(0)
    expect(await tries(police, 'select 1 from aman.revoked_certificates(now()) where $1::uuid is not null')).toBe(0)
  })

  test('without an actor nothing is seen, and a guessed number brings no case', async () => {
    const { rows } = await house.house.pool.query('select from aman.reflection')
    expect(rows).toEqual([])
    const { rows: checked } = await house.house.pool.query('select * from aman.check_certificate($1, $2)', [
      number,
      house.house.clock(),
    ])
    expect(Object.keys(checked[0])).toEqual(['state', 'not_before'])
  })
})

test('the database and the rule agree on whether an interview may be planned, whatever she said in which order', async () => {
  const words = ['not', 'report', 'not-yet', 'cooperate', 'not', 'report'] as const
  const own = await openedCase(house, worker)
  must(await run(house, worker, beginReflection, { caseId: own }))
  const heard: { at: Date; yes: boolean }[] = []
  for (const decision of words) {
    house.setTime(new Date(house.house.clock().getTime() + 1000))
    must(await run(house, worker, recordChoice, { caseId: own, decision }))
    heard.push({ at: house.house.clock(), yes: decision === 'report' || decision === 'cooperate' })
    const may = await transact(house.house, worker, async ctx => {
      return ok((await whyNoInterview(ctx, own)) === null)
    })
    expect(may).toEqual({ ok: true, value: mayPlanInterview({ running: true }, heard) })
  }
})
