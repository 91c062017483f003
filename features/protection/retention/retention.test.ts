import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { after } from '#domain/retention/due.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import { withdrawReferral } from '#features/protection/referrals/withdraw-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run } from '#tests/support/thread.ts'
import type { Keeper } from './ended-records.ts'
import { keepLonger } from './keep-longer.ts'
import { closedFacts, countsOf, leavingOf } from './queries.ts'
import { reportDue } from './report-due.ts'
import { retireDue } from './retire-due.ts'

const DAY = 86_400_000
const START = new Date('2026-11-24T06:00:00Z')

let house: TestHouse
let worker: Actor
let partner: Actor
let administrator: Actor

beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
  administrator = await addStaff(house, worker.agencyId, 'administrator')
  partner = await addActor(house, 'service-provider', { services: ['legal'] })
})
afterAll(() => house.close())
beforeEach(() => house.setTime(START))

const keeper = (): Keeper => ({ client: house.owner, country: house.house.country, now: house.house.clock() })
const later = (days: number) => house.setTime(new Date(house.house.clock().getTime() + days * DAY))
const exists = async (caseId: string) =>
  (await house.owner.query('select from aman."case" where id = $1', [caseId])).rows.length === 1

async function closedCase(): Promise<string> {
  const caseId = await openedCase(house, worker)
  must(await run(house, worker, closeCase, { caseId, version: 1 }))
  return caseId
}

/** A closed case that a report has announced, on the day before it goes. */
async function announcedCase(): Promise<string> {
  const caseId = await closedCase()
  later(5 * 365 + 2)
  await reportDue(keeper())
  later(13)
  return caseId
}

const keep = (caseId: string, until: string) =>
  run(house, worker, keepLonger, { caseId, reason: 'criminal-case' as const, until })

test('a case goes five years after its closing, two weeks after its announcement, and not before', async () => {
  const caseId = await closedCase()
  expect((await reportDue(keeper())).leaving['closed-case']).toEqual([])
  later(5 * 365 + 2)
  await retireDue(keeper())
  expect(await exists(caseId)).toBe(true)
  const report = await reportDue(keeper())
  const line = report.leaving['closed-case'].find(each => each.id === caseId)
  expect(line).toEqual({
    id: caseId,
    codeName: expect.stringMatching(/^\p{L}+-\d+$/u),
    dueOn: '2031-11-24',
    goesOn: '2031-12-09',
    announced: false,
  })
  later(13)
  await retireDue(keeper())
  expect(await exists(caseId)).toBe(true)
  later(1)
  const done = await retireDue(keeper())
  expect(done.fates['closed-case'].erased).toBeGreaterThan(0)
  expect(await exists(caseId)).toBe(false)
  expect((await retireDue(keeper())).fates['closed-case']).toEqual({})
})

test('a look ahead announces nothing', async () => {
  const caseId = await closedCase()
  const ahead = await reportDue(keeper(), '2031-12-01')
  expect(ahead.leaving['closed-case'].map(each => each.id)).toContain(caseId)
  expect(ahead.announces).toBe(false)
  const { rows } = await house.owner.query('select from aman.retention_notice where subject_id = $1', [caseId])
  expect(rows).toEqual([])
})

test('who leads it reads the day; administrators read a number; nobody else reads anything', async () => {
  const caseId = await announcedCase()
  const own = must(await run(house, worker, async ctx => ({ ok: true as const, value: await leavingOf(ctx) }), null))
  expect(own.find(each => each.id === caseId)).toMatchObject({ kind: 'closed-case', dueOn: '2031-11-24' })
  const counted = async (actor: Actor) =>
    must(await run(house, actor, async ctx => ({ ok: true as const, value: await countsOf(ctx) }), null))
  expect(await counted(administrator)).toEqual([
    { kind: 'closed-case', announced: expect.any(Number), firstGoesOn: expect.any(String) },
  ])
  expect(await counted(worker)).toEqual([])
  const other = await addActor(house, 'case-worker')
  const theirs = await run(house, other, async ctx => ({ ok: true as const, value: await leavingOf(ctx) }), null)
  expect(must(theirs)).toEqual([])
})

test('kept longer, it stays until that day, is announced anew, and then goes', async () => {
  const caseId = await announcedCase()
  must(await keep(caseId, '2033-01-31'))
  later(1)
  await retireDue(keeper())
  expect(await exists(caseId)).toBe(true)
  await reportDue(keeper())
  const { rows } = await house.owner.query('select from aman.retention_notice where subject_id = $1', [caseId])
  expect(rows).toEqual([])
  house.setTime(new Date('2033-02-01T06:00:00Z'))
  await retireDue(keeper())
  expect(await exists(caseId)).toBe(true)
  await reportDue(keeper())
  later(14)
  await retireDue(keeper())
  expect(await exists(caseId)).toBe(false)
})

test('a day that is past, or more than ten years ahead, keeps nothing; nor does an open case need it', async () => {
  const caseId = await closedCase()
  expect(codeOf(await keep(caseId, '2026-11-24'))).toBe('retention.day-past')
  expect(codeOf(await keep(caseId, after('2026-11-24', { years: 11 })))).toBe('retention.day-too-far')
  expect(codeOf(await keep(await openedCase(house, worker), '2027-01-01'))).toBe('retention.case-open')
  const other = await addActor(house, 'case-worker')
  const answer = await run(house, other, keepLonger, { caseId, reason: 'person-asks' as const, until: '2027-01-01' })
  expect(codeOf(answer)).toBe('case.not-found')
})

test('reopened after its announcement, a case stays, and so does one in which a referral arrived', async () => {
  const reopened = await announcedCase()
  house.setTime(START)
  const referred = await announcedCase()
  await house.owner.query(`update aman."case" set status = 'open', closed_at = null where id = any($1)`, [
    [reopened, referred],
  ])
  await consented(house, worker, { caseId: referred, toAgencyId: partner.agencyId, service: 'legal' })
  must(
    await run(
      house,
      worker,
      sendReferral,
      asking({ caseId: referred, toAgencyId: partner.agencyId, service: 'legal' }),
    ),
  )
  await house.owner.query(`update aman."case" set status = 'closed', closed_at = $2 where id = $1`, [referred, START])
  later(1)
  const done = await retireDue(keeper())
  expect(await exists(reopened)).toBe(true)
  expect(await exists(referred)).toBe(true)
  expect(done.fates['closed-case'].running).toBe(1)
})

/** A second connection of the operator's, for two at once. */
async function secondClient(): Promise<pg.Client> {
  const { host, port, user, password, database } = house.owner
  const client = new pg.Client({ host, port, user, password, database } as pg.ClientConfig)
  await client.connect()
  return client
}

test('reopened at the very moment at which it is erased, a case stays whole', async () => {
  const caseId = await announcedCase()
  later(1)
  const other = await secondClient()
  await other.query('begin')
  await other.query(`update aman."case" set status = 'open', closed_at = null where id = $1`, [caseId])
  const running = retireDue(keeper())
  await new Promise(resolve => setTimeout(resolve, 200))
  await other.query('commit')
  await other.end()
  expect((await running).fates['closed-case']['moved-on']).toBe(1)
  const keys = await house.owner.query('select from aman.data_key where subject_id = $1', [caseId])
  expect([await exists(caseId), keys.rows.length]).toEqual([true, 2])
})

test('killed in the middle, the run has erased whole cases only, and the next one goes on', async () => {
  const cases: string[] = []
  for (let index = 0; index < 12; index++) {
    house.setTime(START)
    cases.push(await announcedCase())
  }
  later(1)
  // The run stands still at the seventh, which another colleague holds, and is killed there.
  const [killed, holder] = [await secondClient(), await secondClient()]
  killed.on('error', () => undefined)
  const seventh = cases.toSorted()[6] ?? ''
  await holder.query('begin')
  await holder.query('select from aman."case" where id = $1 for update', [seventh])
  const run = retireDue({ ...keeper(), client: killed }).then(
    () => 'done',
    () => 'killed',
  )
  await vi.waitFor(async () => expect(await exists(cases.toSorted()[5] ?? '')).toBe(false))
  const pid = (killed as unknown as { processID: number }).processID
  await house.owner.query('select pg_terminate_backend($1)', [pid])
  expect(await run).toBe('killed')
  await holder.query('rollback')
  await holder.end()
  const left = await house.owner.query('select id from aman."case" where id = any($1) order by id', [cases])
  const keys = await house.owner.query(
    'select distinct subject_id as id from aman.data_key where subject_id = any($1) order by 1',
    [cases],
  )
  expect(left.rows.map(row => row.id)).toEqual(cases.toSorted().slice(6))
  expect(keys.rows).toEqual(left.rows)
  await retireDue(keeper())
  expect((await house.owner.query('select id from aman."case" where id = any($1)', [cases])).rows).toEqual([])
})

test('twenty cases are kept and erased at one moment: each is whole or gone, and who was told "kept" keeps it', async () => {
  const cases: string[] = []
  for (let index = 0; index < 20; index++) {
    house.setTime(START)
    cases.push(await announcedCase())
  }
  later(1)
  const second = await secondClient()
  const runs = [retireDue(keeper()), retireDue({ ...keeper(), client: second })]
  const kept = await Promise.all(cases.map(caseId => keep(caseId, '2035-01-01')))
  await Promise.all(runs)
  await second.end()
  for (const [index, caseId] of cases.entries()) {
    const answer = codeOf(kept[index] ?? { ok: false, code: 'none' })
    expect(['ok', 'case.not-found']).toContain(answer)
    expect(await exists(caseId), answer).toBe(answer === 'ok')
    const keys = await house.owner.query('select from aman.data_key where subject_id = $1', [caseId])
    expect(keys.rows.length).toBe(answer === 'ok' ? 2 : 0)
  }
})

test('screenings that led to no case go with their notes and keys; one that a case was opened from stays', async () => {
  const screening = async (complete: boolean) => {
    const input = {
      instrument: 'ilo-labour-adult',
      situation: 'border',
      ageGroup: 'adult',
      language: 'uz',
      notes: { 'exploitation.low_no_salary': 'notemarker' },
      answers: { 'exploitation.low_no_salary': 'yes' },
      complete,
    }
    return must(await run(house, worker, onServer(startScreening), StartScreening.parse(input))).id
  }
  const [lone, draft, used] = [await screening(true), await screening(false), await screening(true)]
  later(366)
  await reportDue(keeper())
  later(14)
  await openedCase(house, worker, { openedFrom: 'screening', screeningId: used })
  await retireDue(keeper())
  const left = await house.owner.query('select id from aman.screening where id = any($1)', [[lone, draft, used]])
  expect(left.rows.map(row => row.id)).toEqual([used])
  const keys = await house.owner.query('select subject_id as id from aman.data_key where subject_id = any($1)', [
    [lone, draft, used],
  ])
  expect(keys.rows.map(row => row.id)).toEqual([used])
})

test('a draft that was withdrawn goes; keys of repeated requests and old sessions go without an announcement', async () => {
  const caseId = await openedCase(house, worker)
  const draft = { ...asking({ caseId, toAgencyId: partner.agencyId, service: 'legal' }), draft: true }
  const { id } = must(await run(house, worker, sendReferral, draft))
  must(await run(house, worker, withdrawReferral, { referralId: id }))
  await house.owner.query(
    `insert into aman.idempotency (user_id, key, request_hash, response, created_at) values ($1, 'old', '\\x00', '{}', $2::timestamptz - interval '8 days'), ($1, 'new', '\\x00', '{}', $2)`,
    [worker.userId, new Date(START.getTime() + 105 * DAY)],
  )
  later(91)
  await reportDue(keeper())
  later(14)
  const done = await retireDue(keeper())
  expect(done.fates['withdrawn-draft']).toEqual({ erased: 1 })
  expect(done.routine.find(each => each.kind === 'repeat-keys')?.count).toBe(1)
  const { rows } = await house.owner.query('select key from aman.idempotency')
  expect(rows).toEqual([{ key: 'new' }])
})

test('who counts is told groups of eleven and more, and nobody else anything', async () => {
  await house.owner.query(
    `insert into aman.closed_fact (relation, facts, alike) values ('case', '{"region": "KZ-10"}', 10), ('case', '{"region": "KZ-11"}', 11)`,
  )
  const told = async (actor: Actor) =>
    must(await run(house, actor, async ctx => ({ ok: true as const, value: await closedFacts(ctx) }), null))
  const analyst = await told(await addStaff(house, worker.agencyId, 'analyst'))
  expect(analyst).toContainEqual({ of: 'case', facts: { region: 'KZ-11' }, alike: 11 })
  expect(analyst.filter(each => each.alike < 11)).toEqual([])
  expect(await told(worker)).toEqual([])
})
