import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { THRESHOLDS } from '#domain/access/unusual-reading.ts'
import { ok } from '#domain/shared/result.ts'
import { makeInvitationLink } from '#features/partnership/agencies/invite.ts'
import { addNarrative } from '#features/protection/cases/add-narrative.ts'
import { listCases } from '#features/protection/cases/queries.ts'
import { readCase } from '#features/protection/cases/read-case.ts'
import { workFor } from '#features/protection/work/queries.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { addActor, addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openAuditor, sealAll } from '#tests/support/sealing.ts'
import { codeOf, must, openedCase, run } from '#tests/support/thread.ts'
import { listAlerts } from './queries.ts'
import { reviewAlert } from './review-alert.ts'

let house: TestHouse
let auditor: pg.Client
let agencyId: string
let boss: Actor
let opener: Actor
let reader: Actor
let caseIds: string[]

beforeAll(async () => {
  house = await openTestHouse()
  auditor = await openAuditor(house)
})
beforeEach(async () => {
  agencyId = await addAgency(house)
  boss = await addStaff(house, agencyId, 'administrator')
  opener = await addStaff(house, agencyId, 'case-worker')
  reader = await addStaff(house, agencyId, 'case-worker')
  caseIds = []
})
afterAll(async () => {
  await auditor.end()
  await house.close()
})

async function openCases(count: number): Promise<void> {
  for (let n = 0; n < count; n++) caseIds.push(await openedCase(house, opener))
}
async function read(who: Actor, count: number): Promise<void> {
  for (const caseId of caseIds.slice(0, count)) must(await run(house, who, readCase, caseId))
  await sealAll(house, auditor)
}
const alertsFor = async (who: Actor) =>
  await transact(house.house, who, async ctx => ok((await listAlerts(ctx, { limit: 50 })).items))
const seen = async (who: Actor) => must(await alertsFor(who)).map(each => [each.kind, each.userId, each.count])
const pilesOf = async (who: Actor) =>
  must(await transact(house.house, who, async ctx => ok(await workFor(ctx)))).piles.map(each => each.kind)

describe('reading cases that one has nothing to do with', () => {
  const { count } = THRESHOLDS['no-relation']
  test('is asked about from the fifth on, once an hour, and not of the colleague who opened them', async () => {
    await openCases(count)
    await read(opener, count)
    await read(reader, count - 1)
    expect(await seen(boss)).toEqual([])
    await read(reader, count)
    await read(reader, count)
    expect(await seen(boss)).toEqual([['no-relation', reader.userId, count]])
    expect(await pilesOf(boss)).toContain('alert-review')
  })
  test('is nothing unusual once she has worked on them', async () => {
    await openCases(count)
    for (const caseId of caseIds)
      must(await run(house, opener, addNarrative, { caseId, kind: 'note', text: 'Invented' }))
    for (const caseId of caseIds)
      must(await run(house, reader, addNarrative, { caseId, kind: 'note', text: 'Invented' }))
    await read(reader, count)
    expect(await seen(boss)).toEqual([])
  })
  test('is shown to her agency’s supervision only, and never to herself', async () => {
    await openCases(count)
    await read(reader, count)
    const colleague = await addStaff(house, agencyId, 'case-worker')
    const elsewhere = await addActor(house, 'administrator')
    for (const who of [reader, colleague, opener]) expect(await seen(who), who.role).toEqual([])
    expect((await seen(elsewhere)).filter(([, userId]) => userId === reader.userId)).toEqual([])
  })
})
test('many different cases within minutes are asked about, even one’s own', async () => {
  const { count } = THRESHOLDS['many-cases']
  await openCases(count)
  await read(opener, count)
  expect(await seen(boss)).toEqual([['many-cases', opener.userId, count]])
})
test('many look-ups that find nothing are asked about: unknown addresses and names alike, and neither is on record', async () => {
  const { count } = THRESHOLDS.probing
  for (let n = 0; n < count; n++) {
    if (n % 2) expect(codeOf(await run(house, reader, readCase, house.house.newId()))).toBe('case.not-found')
    else
      must(
        await transact(house.house, reader, async ctx =>
          ok(await listCases(ctx, { limit: 5, codeName: 'Markername' })),
        ),
      )
  }
  await sealAll(house, auditor)
  expect(await seen(boss)).toEqual([['probing', reader.userId, count]])
  const { rows } = await house.owner.query(
    `select count(*)::int as n from aman.audit_event e where e::text like '%Markername%'`,
  )
  expect(rows).toEqual([{ n: 0 }])
})
describe('a sign-in link for an account in use', () => {
  const link = (who: Actor, to: Actor) => run(house, who, makeInvitationLink, { userId: to.userId, lostDevice: false })
  test('is told to the colleague and to the other administrators, and answered by both apart', async () => {
    const second = await addStaff(house, agencyId, 'administrator')
    must(await link(boss, reader))
    await sealAll(house, auditor)
    expect(await pilesOf(reader)).toContain('account-link')
    expect(await pilesOf(second)).toContain('alert-review')
    expect(await pilesOf(boss)).not.toContain('alert-review')
    const [alert] = must(await alertsFor(reader))
    const review = { alertId: alert?.id ?? '', reason: 'asked-for' as const }
    expect(codeOf(await run(house, boss, reviewAlert, review))).toBe('alert.own-link')
    must(await run(house, reader, reviewAlert, review))
    expect(codeOf(await run(house, reader, reviewAlert, review))).toBe('alert.review-taken')
    expect(await pilesOf(reader)).not.toContain('account-link')
    expect(await pilesOf(second), 'whoever took the account cannot close it').toContain('alert-review')
    must(await run(house, second, reviewAlert, { ...review, reason: 'not-asked-for' }))
    expect(await pilesOf(second)).not.toContain('alert-review')
  })
  test('for an invited colleague is no alert', async () => {
    await house.owner.query(`update aman.staff set status = 'invited' where user_id = $1`, [reader.userId])
    must(await link(boss, reader))
    await sealAll(house, auditor)
    expect(await seen(boss)).toEqual([])
  })
})
test('an answer of another kind does not fit, and who does not see the alert cannot answer it', async () => {
  await openCases(5)
  await read(reader, 5)
  const [alert] = must(await alertsFor(boss))
  const review = { alertId: alert?.id ?? '', reason: 'handover' as const }
  expect(codeOf(await run(house, boss, reviewAlert, { ...review, reason: 'asked-for' }))).toBe(
    'alert.reason-not-fitting',
  )
  expect(codeOf(await run(house, reader, reviewAlert, review))).toBe('alert.not-found')
  must(await run(house, boss, reviewAlert, review))
  expect(await pilesOf(boss)).not.toContain('alert-review')
})
// Last, since every later administrator would be asked too.
test('where her agency has no other supervision the administrators of the others are asked', async () => {
  await house.owner.query(`update aman.staff set status = 'suspended' where user_id = $1`, [boss.userId])
  await openCases(5)
  await read(reader, 5)
  const elsewhere = await addActor(house, 'administrator')
  expect(await seen(elsewhere)).toContainEqual(['no-relation', reader.userId, 5])
})
