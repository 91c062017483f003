import { afterAll, beforeAll, expect, test } from 'vitest'
import { appOf, type Call, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'

const EXPLAINED = ['what-is-shared', 'with-whom', 'why', 'may-refuse', 'may-withdraw', 'help-does-not-depend']

let house: TestHouse
const call: Record<string, Call> = {}
const agency: Record<string, string> = {}

beforeAll(async () => {
  house = await openTestHouse()
  const app = appOf(house)
  const people = [
    ['officer', 'officer', { kind: 'border-service', services: [] }],
    ['operator', 'hotline-operator', { kind: 'hotline', services: ['case-management'] }],
    ['worker', 'case-worker', { kind: 'ngo', services: ['case-management'] }],
    ['manager', 'shelter-manager', { kind: 'shelter', services: ['shelter'] }],
  ] as const
  for (const [name, role, given] of people) {
    const actor = await addActor(house, role, { ...given, services: [...given.services] })
    call[name] = caller(app, await tokenFor(house, actor))
    agency[name] = actor.agencyId
  }
})
afterAll(() => house.close())

const as = (name: string): Call => {
  const found = call[name]
  if (!found) throw new Error(name)
  return found
}

async function agreed(name: string, caseId: string, to: string, depth: string) {
  const answer = await as(name)('post', `/api/v1/cases/${caseId}/consents`, {
    purpose: 'referral',
    recipientAgencyId: agency[to],
    depth,
    agreed: true,
    givenBy: 'self',
    how: 'spoken',
    language: 'uz',
    explained: EXPLAINED,
  })
  expect(answer.status).toBe(201)
}

test('a person comes from a screening at the border to a bed in a shelter, by the programming interface alone', async () => {
  const screening = await as('officer')('post', '/api/v1/screenings', {
    instrument: 'ilo-labour-adult',
    situation: 'border',
    ageGroup: 'adult',
    language: 'uz',
    answers: {
      confiscation_documents: 'yes',
      isolation_confinement: 'yes',
      low_no_salary: 'yes',
      excessive_hours: 'yes',
      deceived_wages: 'unknown',
    },
    complete: true,
  })
  expect(screening).toMatchObject({ status: 201, body: { status: 'completed', result: { nextStep: 'refer-now' } } })

  const opened = await as('officer')('post', '/api/v1/cases', {
    screeningId: screening.body.id,
    openedFrom: 'screening',
    ageGroup: 'adult',
    personGroup: 'women',
    languages: ['uz'],
    risk: 'high',
    mayContact: 'with-care',
    identity: { name: 'Invented Person', phone: '+999 555 0101', safeWhen: 'evenings' },
    wish: 'Wants to sleep first.',
  })
  expect(opened.status).toBe(201)
  const caseId = String(opened.body.id)

  const refer = (name: string, to: string, service: string) =>
    as(name)('post', '/api/v1/referrals', { caseId, toAgencyId: agency[to], service, urgency: 'immediate' })
  expect(await refer('officer', 'operator', 'case-management')).toMatchObject({
    status: 422,
    body: { code: 'referral.consent-missing' },
  })
  await agreed('officer', caseId, 'operator', 'full')
  const first = await refer('officer', 'operator', 'case-management')
  expect(first).toMatchObject({ status: 201, body: { status: 'sent' } })

  expect((await as('operator')('get', '/api/v1/referrals?box=in')).body.items).toHaveLength(1)
  expect(await as('operator')('post', `/api/v1/referrals/${first.body.id}/accept`, {})).toMatchObject({ status: 200 })
  expect((await as('officer')('get', `/api/v1/cases/${caseId}`)).status).toBe(404)

  await agreed('operator', caseId, 'worker', 'full')
  const second = await refer('operator', 'worker', 'case-management')
  expect((await as('worker')('get', `/api/v1/cases/${caseId}`)).body).toMatchObject({
    identity: null,
    maySeeIdentity: false,
  })
  await as('worker')('post', `/api/v1/referrals/${second.body.id}/accept`, {})
  expect((await as('worker')('get', `/api/v1/cases/${caseId}`)).body).toMatchObject({
    identity: { name: 'Invented Person' },
    narrative: [{ text: 'Wants to sleep first.' }],
  })

  const shelter = await as('manager')('post', '/api/v1/shelters', {
    code: 'S-1',
    region: 'KZ-61',
    languages: ['uz'],
    address: 'Invented street 1',
  })
  await as('manager')('post', `/api/v1/shelters/${shelter.body.id}/units`, {
    label: 'A',
    personGroup: 'women',
    beds: 2,
  })
  const free = await as('worker')('get', '/api/v1/shelters/availability?group=women')
  const beds =
    (free.body as { items: { units: { beds: { id: string; state: string }[] }[] }[] }).items[0]?.units[0]?.beds ?? []
  expect(beds.map(each => each.state)).toEqual(['free', 'free'])
  expect((await as('worker')('get', `/api/v1/shelters/${shelter.body.id}/address`)).status).toBe(404)

  await agreed('worker', caseId, 'manager', 'identity')
  const hold = await as('worker')('post', '/api/v1/holds', { bedId: beds[0]?.id, caseId })
  expect(hold.status).toBe(201)
  const third = await refer('worker', 'manager', 'shelter')
  const placed = await as('manager')(
    'post',
    '/api/v1/placements',
    { bedId: beds[0]?.id, referralId: third.body.id },
    { 'idempotency-key': 'placement-1' },
  )
  expect(placed.status).toBe(201)
  const again = await as('manager')(
    'post',
    '/api/v1/placements',
    { bedId: beds[0]?.id, referralId: third.body.id },
    { 'idempotency-key': 'placement-1' },
  )
  expect(again.body).toEqual(placed.body)
  expect((await as('worker')('get', `/api/v1/shelters/${shelter.body.id}/address`)).body).toEqual({
    address: 'Invented street 1',
  })
  expect((await as('manager')('get', `/api/v1/cases/${caseId}`)).body).toMatchObject({
    identity: { name: 'Invented Person' },
    narrative: [],
  })

  expect(
    await as('manager')('post', `/api/v1/referrals/${third.body.id}/complete`, { outcome: 'service-given' }),
  ).toMatchObject({
    status: 422,
    body: { code: 'referral.placement-open' },
  })
  expect(
    (await as('manager')('post', `/api/v1/placements/${placed.body.id}/end`, { reason: 'moved-to-own-home' })).status,
  ).toBe(200)
  expect(
    (await as('manager')('post', `/api/v1/referrals/${third.body.id}/complete`, { outcome: 'service-given' })).status,
  ).toBe(200)
  expect((await as('manager')('get', `/api/v1/cases/${caseId}`)).status).toBe(404)

  const { rows } = await house.owner.query('select action, count(*)::int as n from aman.audit_event group by action')
  const actions = new Map(rows.map(row => [row.action, row.n]))
  for (const each of [
    'screening.started',
    'case.opened',
    'consent.recorded',
    'referral.sent',
    'referral.accepted',
    'case.read',
    'placement.made',
    'placement.ended',
    'shelter.address-read',
  ]) {
    expect(actions.get(each), each).toBeGreaterThan(0)
  }
})
