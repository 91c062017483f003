import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LOOKED_THROUGH, listCases } from '#features/protection/cases/queries.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'

/* A colleague, or nobody, at the front door: cheap requests that cost much, answers that tell too much, tokens that grow. */

let house: TestHouse
let lead: Actor
let manager: Actor

beforeAll(async () => {
  house = await openTestHouse()
  lead = await addActor(house, 'case-worker')
  manager = await addActor(house, 'shelter-manager')
})
afterAll(() => house.close())

test('a filter that nothing passes looks through a bounded number of cases, and the next page goes on from there', async () => {
  await house.owner.query(
    `insert into aman."case" (id, lead_agency_id, code_name, status, opened_from, age_group, person_group, languages,
    interpreter, step_free, may_contact, risk, region, opened_by, opened_at) select gen_random_uuid(), $1, 'Many-' || i, 'open', 'walk-in', 'adult',
    'women', '{}', false, false, 'no', 'low', 'KZ-61', $2, $3 from generate_series(1, $4::int) i`,
    [lead.agencyId, lead.userId, house.house.clock(), LOOKED_THROUGH + 5],
  )
  await house.owner.query(
    `insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, valid, created_at)
    select gen_random_uuid(), id, $1, $1, 'assistance', 'full', 'lead', tstzrange(opened_at, null), opened_at from aman."case" where lead_agency_id = $1`,
    [lead.agencyId],
  )
  await house.owner.query('analyze aman."case"')
  await house.owner.query('analyze aman.grant_of_access')
  const page = (cursor?: string) =>
    run(
      house,
      lead,
      async ctx => ({ ok: true as const, value: await listCases(ctx, { limit: 25, codeName: 'nobody', cursor }) }),
      null,
    )
  const first = must(await page())
  expect(first.items).toEqual([])
  expect(first.next).not.toBeNull()
  expect(must(await page(first.next ?? undefined))).toEqual({ items: [], next: null })
})

test('a no to an agency that does not exist is refused, not a fault', async () => {
  const call = caller(appOf(house), await tokenFor(house, lead))
  const no = { purpose: 'statistics', depth: 'coded', agreed: false, givenBy: 'self', how: 'spoken', language: 'ru' }
  const path = `/api/v1/cases/${await openedCase(house, lead)}/consents`
  const answer = await call('post', path, { ...no, recipientAgencyId: '01890000-0000-7000-8000-000000000000' })
  expect([answer.status, answer.body.code]).toEqual([404, 'agency.not-found'])
  expect((await call('post', path, { ...no, recipientAgencyId: manager.agencyId })).status).toBe(201)
})

test('a token makes no other token', async () => {
  const call = caller(appOf(house), await tokenFor(house, lead))
  const made = await call('post', '/api/v1/tokens', { label: 'more', scopes: ['read', 'write'] })
  expect([made.status, made.body.token]).toEqual([404, undefined])
})

test('one person keeps three beds at the most', async () => {
  const caseId = await openedCase(house, lead)
  const run = (role: string, path: string, body: unknown) =>
    tokenFor(house, role === 'lead' ? lead : manager).then(token => caller(appOf(house), token)('post', path, body))
  const shelter = await run('manager', '/api/v1/shelters', {
    code: 'S-9',
    region: 'KZ-61',
    address: 'Invented street 9',
  })
  const unit = { label: 'A', personGroup: 'women', beds: 4, stepFreeBeds: 4 }
  await run('manager', `/api/v1/shelters/${shelter.body.id}/units`, unit)
  const { rows } = await house.owner.query('select id from aman.bed where shelter_id = $1', [shelter.body.id])
  const codes = []
  for (const { id: bedId } of rows) codes.push((await run('lead', '/api/v1/holds', { bedId, caseId })).body.code)
  expect(codes).toEqual([undefined, undefined, undefined, 'hold.too-many'])
})

test('what is kept of a request for its repetition does not let a copy of the database try names', async () => {
  const body = { ageGroup: 'adult', personGroup: 'women', openedFrom: 'hotline', identity: { name: 'Invented Name' } }
  const call = caller(appOf(house), await tokenFor(house, lead))
  expect((await call('post', '/api/v1/cases', body, { 'idempotency-key': 'attacker-1' })).status).toBe(201)
  const whole = {
    ageGroup: 'adult',
    personGroup: 'women',
    languages: [],
    interpreter: false,
    stepFree: false,
    mayContact: 'not-asked',
    risk: 'not-assessed',
    openedFrom: 'hotline',
    identity: body.identity,
  }
  const { rows } = await house.owner.query('select request_hash from aman.idempotency where user_id = $1', [
    lead.userId,
  ])
  expect(rows[0].request_hash).not.toEqual(createHash('sha256').update(JSON.stringify(whole)).digest())
})

test('half a million fields in a form are refused before they are taken apart', async () => {
  const began = performance.now()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await appOf(house).request('/en/sign-in', { method: 'POST', headers, body: 'a&'.repeat(490_000) })
  expect(answer.status).toBe(413)
  expect(performance.now() - began).toBeLessThan(1000)
})
