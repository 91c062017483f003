import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run } from '#tests/support/thread.ts'
import { addGoal } from './add-goal.ts'
import { addService } from './add-service.ts'
import { arrangeService } from './arrange-service.ts'
import { assessDangers, assessNeeds } from './assess.ts'
import { beginPlan } from './begin-plan.ts'
import { readPlan } from './queries.ts'
import { AssessDangers, AssessNeeds } from './record.ts'
import { beginService, endService } from './record-progress.ts'

/* Two agencies help one person, each with coded facts. What does one see of the rest of her plan, and what can it change? */

const MARKS = ['goalmarker', 'needmarker', 'dangermarker']
const TABLES = [
  'plan_assessment',
  'plan_goal',
  'plan_agreement',
  'plan_review',
  'plan_follow_up',
  'plan_return',
  'plan_words',
  'plan_change',
]

let house: TestHouse
let lead: Actor
let lawyer: Actor
let doctor: Actor
let stranger: Actor
let caseId = ''
const services: Record<string, string> = {}

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  lead = await addActor(house, 'case-worker')
  lawyer = await addActor(house, 'service-provider', { services: ['legal'] })
  doctor = await addActor(house, 'service-provider', { services: ['medical', 'return'] })
  stranger = await addActor(house, 'case-worker')
  caseId = await openedCase(house, lead)
  must(await run(house, lead, beginPlan, { caseId }))
  must(await run(house, lead, addGoal, { caseId, voice: 'person', priority: 1, text: 'goalmarker' }))
  const look = { caseId, levels: {} }
  must(await run(house, lead, assessNeeds, AssessNeeds.parse({ ...look, note: 'needmarker' })))
  must(await run(house, lead, assessDangers, AssessDangers.parse({ ...look, note: 'dangermarker' })))
  services.legal = await given('legal', lawyer)
  services.medical = await given('medical', doctor)
}, 60_000)
afterAll(() => house.close())

async function given(service: 'legal' | 'medical', by: Actor): Promise<string> {
  const planned = must(await run(house, lead, addService, { caseId, service }))
  await consented(house, lead, { caseId, toAgencyId: by.agencyId, service, depth: 'coded' })
  const ask = { caseId, serviceId: planned.id, version: 1, toAgencyId: by.agencyId, urgency: 'urgent' as const }
  must(await run(house, lead, arrangeService, ask))
  const found = must(await run(house, lead, readPlan, caseId)).services.find(each => each.id === planned.id)
  must(await run(house, by, acceptReferral, { referralId: found?.referralId ?? '' }))
  return planned.id
}

const SETTINGS = `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true),
  set_config('aman.role', $3, true), set_config('aman.now', $4, true)`

/** Raw SQL inside an actor's settings, kept unless it fails. */
async function sql(actor: Actor, text: string): Promise<pg.QueryResult> {
  const client = await house.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(SETTINGS, [actor.userId, actor.agencyId, actor.role, house.house.clock().toISOString()])
    const done = await client.query(text)
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** Done to no row, or refused by privilege, policy, guard or constraint. */
async function refused(actor: Actor, text: string): Promise<void> {
  const done = await sql(actor, text).catch(error => error)
  if (done instanceof pg.DatabaseError)
    expect(['42501', '23514', '428C9'], `${done.message}: ${text}`).toContain(done.code)
  else expect(done.rowCount, text).toBe(0)
}

describe('who gives one service on coded facts', () => {
  test('sees that service and the state of the plan, and not a row of what she wants, fears or gets elsewhere', async () => {
    const plan = must(await run(house, lawyer, readPlan, caseId))
    expect(plan.services.map(each => each.service)).toEqual(['legal'])
    expect(plan).toMatchObject({ whole: false, leads: false, needs: null, dangers: null, goals: [], reviews: [] })
    for (const table of TABLES) {
      expect((await sql(lawyer, `select * from aman.${table}`)).rows, table).toEqual([])
    }
    expect((await sql(lawyer, 'select id from aman.plan_service')).rows).toEqual([{ id: services.legal }])
  })

  test('reads no word of it on any page or by the interface', async () => {
    const app = appOf(house)
    const cookie = await cookieFor(house, lawyer)
    const answer = await caller(app, await tokenFor(house, lawyer))('get', `/api/v1/cases/${caseId}/plan`)
    const paths = ['/plan', `/plan/services/${services.legal}`, '']
    const pages = await Promise.all(
      paths.map(async path => (await app.request(`/en/cases/${caseId}${path}`, { headers: { cookie } })).text()),
    )
    for (const text of [answer.text, ...pages]) {
      for (const mark of [...MARKS, services.medical ?? '']) expect(text.includes(mark), mark).toBe(false)
    }
    const other = await app.request(`/en/cases/${caseId}/plan/services/${services.medical}`, { headers: { cookie } })
    expect(other.status).toBe(404)
  })

  test('changes no other service and ends none, by verb or by raw SQL', async () => {
    const begin = { caseId, version: 2, fromOn: '2026-11-24' }
    const at = (serviceId = '') => run(house, lawyer, beginService, { ...begin, serviceId })
    expect(codeOf(await at(services.medical))).toBe('service.not-found')
    const end = { caseId, version: 2, serviceId: services.legal ?? '', untilOn: '2026-12-01' }
    expect(codeOf(await run(house, lawyer, endService, { ...end, outcome: 'service-given' }))).toBe('case.not-lead')
    const own = `where id = '${services.legal}'`
    await refused(lawyer, `update aman.plan_service set status = 'running' where id = '${services.medical}'`)
    await refused(lawyer, `update aman.plan_service set status = 'done', outcome = 'service-given' ${own}`)
    await refused(lawyer, `update aman.plan_service set provider_agency_id = '${doctor.agencyId}' ${own}`)
    await refused(lawyer, `update aman.plan_service set referral_id = null ${own}`)
    await refused(lawyer, `update aman.plan_service set service = 'medical' ${own}`)
    await refused(lawyer, `update aman.plan_service set case_id = case_id, made_by = made_by ${own}`)
    await refused(lawyer, `update aman.support_plan set status = 'closed', closed_at = now(), close_reason = 'died'`)
    await refused(lawyer, `delete from aman.plan_service ${own}`)
    expect(codeOf(await at(services.legal))).toBe('ok')
  })

  test('writes nothing into her plan', async () => {
    const who = `gen_random_uuid(), '${caseId}'`
    const by = `'${lawyer.userId}', now()`
    await refused(
      lawyer,
      `insert into aman.plan_goal (id, case_id, voice, priority, made_by, made_at) values (${who}, 'person', 1, ${by})`,
    )
    await refused(
      lawyer,
      `insert into aman.plan_service (id, case_id, service, provider_agency_id, made_by, made_at)
       values (${who}, 'medical', '${lawyer.agencyId}', ${by})`,
    )
    await refused(
      lawyer,
      `insert into aman.plan_words (id, case_id, subject, record_id, written_by, written_at, sealed)
      values (${who}, 'goal', gen_random_uuid(), ${by}, 'x')`,
    )
    await refused(
      lawyer,
      `insert into aman.plan_change (case_id, record_id, part, became, changed_at) values ('${caseId}', gen_random_uuid(), 'x', '{}', now())`,
    )
  })
})

describe('an agency without a basis', () => {
  test('finds no plan, no service and no row', async () => {
    expect(codeOf(await run(house, stranger, readPlan, caseId))).toBe('case.not-found')
    for (const table of [...TABLES, 'support_plan', 'plan_service']) {
      expect((await sql(stranger, `select * from aman.${table} where case_id = '${caseId}'`)).rows, table).toEqual([])
    }
  })
})

describe('the lead itself', () => {
  test('gives no service to an agency without a referral, and rewrites neither history nor words', async () => {
    const service = `where id = '${services.medical}'`
    await refused(lead, `update aman.plan_service set provider_agency_id = '${stranger.agencyId}' ${service}`)
    await refused(
      lead,
      `update aman.plan_service set provider_agency_id = '${lawyer.agencyId}', referral_id = null ${service}`,
    )
    await refused(lead, `update aman.plan_words set sealed = 'x'`)
    await refused(lead, `update aman.plan_assessment set levels = '{}'`)
    await refused(lead, `delete from aman.plan_change`)
    await refused(lead, `update aman.plan_agreement set given_by = 'guardian'`)
  })

  test('reviews nothing of its own by raw SQL either', async () => {
    const ask = `insert into aman.plan_review (id, case_id, author_id, asked_by, asked_at)
      values (gen_random_uuid(), '${caseId}', '${lead.userId}', '${lead.userId}', now())`
    await sql(lead, ask)
    const decide = (by: Actor) =>
      `update aman.plan_review set reviewer_id = '${by.userId}', decision = 'approved', decided_at = now()`
    const second = await addStaff(house, lead.agencyId, 'case-worker')
    const officer = await addStaff(house, lead.agencyId, 'officer')
    await refused(lead, decide(lead))
    await refused(lead, decide(second))
    await refused(officer, decide(officer))
    await refused(stranger, decide(stranger))
    await refused(second, `update aman.support_plan set author_id = '${officer.userId}' where case_id = '${caseId}'`)
    expect((await sql(second, decide(second))).rowCount).toBe(1)
  })

  test('sends nobody back without a judgement, by no way at all', async () => {
    const planned = must(await run(house, lead, addService, { caseId, service: 'return' }))
    const at = { caseId, serviceId: planned.id, version: 1 }
    await consented(house, lead, { caseId, toAgencyId: doctor.agencyId, service: 'return', depth: 'coded' })
    const ask = { ...at, toAgencyId: doctor.agencyId, urgency: 'urgent' as const }
    expect(codeOf(await run(house, lead, arrangeService, ask))).toBe('return.not-judged')
    expect(codeOf(await run(house, lead, beginService, { ...at, fromOn: '2026-11-24' }))).toBe('return.not-judged')
    const direct = asking({ caseId, toAgencyId: doctor.agencyId, service: 'return' })
    expect(codeOf(await run(house, lead, sendReferral, direct))).toBe('return.not-safe')
    await refused(lead, `update aman.plan_service set status = 'running' where id = '${planned.id}'`)
    const verdict = (
      danger: string,
      consent: string,
      assessment: string,
    ) => `insert into aman.plan_return (id, case_id, age_group, wish,
      consent_id, services, proceedings, assessment_id, danger, consent_age, child_agrees, received, best_interest, may_go, recorded_by, recorded_at)
      values (gen_random_uuid(), '${caseId}', 'adult', 'own', ${consent}, 'over', 'none', ${assessment}, '${danger}', 'reached', 'yes',
      'yes', 'yes', true, '${lead.userId}', now())`
    const newest = `(select id from aman.plan_assessment where case_id = '${caseId}' and kind = 'risk' order by nr desc limit 1)`
    const other = `(select id from aman.consent where case_id = '${caseId}' limit 1)`
    await refused(lead, verdict('high', other, newest))
    await refused(lead, verdict('none', 'null', newest))
    await refused(lead, verdict('none', other, newest))
    await refused(lead, verdict('none', other, 'null'))
  })
})
