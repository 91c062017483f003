import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import { declineReferral } from '#features/protection/referrals/decline-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, consented, must, openedCase, run, tally } from '#tests/support/thread.ts'
import { addGoal } from './add-goal.ts'
import { addService } from './add-service.ts'
import { agreePlan } from './agree-plan.ts'
import { arrangeService } from './arrange-service.ts'
import { askReview } from './ask-review.ts'
import { assessDangers, assessNeeds } from './assess.ts'
import { beginPlan } from './begin-plan.ts'
import { changeGoal } from './change-goal.ts'
import { closePlan } from './close-plan.ts'
import { readPlan } from './queries.ts'
import { AgreePlan, AssessDangers, AssessNeeds } from './record.ts'
import { recordFollowUp } from './record-follow-up.ts'
import { beginService, endService } from './record-progress.ts'
import { reviewPlan } from './review-plan.ts'

let house: TestHouse
let lead: Actor
let second: Actor
let lawyer: Actor

const NOW = new Date('2026-11-24T06:00:00Z')
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000)

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(NOW)
  lead = await addActor(house, 'case-worker')
  second = await addStaff(house, lead.agencyId, 'case-worker')
  lawyer = await addActor(house, 'service-provider', { services: ['legal', 'psychological'] })
})
afterAll(() => house.close())

const planOf = async (actor: Actor, caseId: string) => must(await run(house, actor, readPlan, caseId))
const versionOf = async (caseId: string) => (await planOf(lead, caseId)).plan?.version ?? 0

async function begun(given: Record<string, unknown> = {}): Promise<string> {
  const caseId = await openedCase(house, lead, given)
  must(await run(house, lead, beginPlan, { caseId }))
  return caseId
}

const agreeing = async (caseId: string, given: Record<string, unknown> = {}) =>
  AgreePlan.parse({
    caseId,
    version: await versionOf(caseId),
    givenBy: 'self',
    how: 'spoken',
    language: 'uz',
    ...given,
  })

async function agreed(): Promise<string> {
  const caseId = await begun()
  must(await run(house, lead, agreePlan, await agreeing(caseId)))
  return caseId
}

async function asked(caseId: string, depth: 'coded' | 'identity' | 'full' = 'coded') {
  const planned = must(await run(house, lead, addService, { caseId, service: 'legal' }))
  await consented(house, lead, { caseId, toAgencyId: lawyer.agencyId, service: 'legal', depth })
  const service = { caseId, serviceId: planned.id }
  const sent = await run(house, lead, arrangeService, {
    ...service,
    version: 1,
    toAgencyId: lawyer.agencyId,
    urgency: 'urgent',
  })
  const { version } = must(sent)
  const [found] = (await planOf(lead, caseId)).services
  return { ...service, version, referralId: found?.referralId ?? '' }
}

describe('what she wants', () => {
  test('stands first, in her order and in her words; the worker’s proposals come after', async () => {
    const caseId = await begun()
    const goal = (voice: 'person' | 'worker', priority: number, text: string) =>
      run(house, lead, addGoal, { caseId, voice, priority, text })
    must(await goal('worker', 1, 'To see a doctor'))
    must(await goal('person', 2, 'To work as a tailor'))
    must(await goal('person', 1, 'To call my daughter'))
    const { goals } = await planOf(lead, caseId)
    expect(goals.map(each => each.text)).toEqual(['To call my daughter', 'To work as a tailor', 'To see a doctor'])
    const { rows } = await house.owner.query('select sealed from aman.plan_words where case_id = $1', [caseId])
    expect(rows).toHaveLength(3)
    expect(rows.some(row => row.sealed.toString('latin1').includes('daughter'))).toBe(false)
  })

  test('new words are kept beside the old ones, and two changes of one goal are one change and one refusal', async () => {
    const caseId = await begun()
    const { id: goalId } = must(
      await run(house, lead, addGoal, { caseId, voice: 'person', priority: 1, text: 'A room' }),
    )
    const change = { caseId, goalId, version: 1, priority: 1, status: 'open' as const, text: 'A room with a key' }
    const answers = await Promise.all([lead, second].map(actor => run(house, actor, changeGoal, change)))
    expect(tally(answers)).toEqual({ ok: 1, 'goal.stale': 1 })
    expect((await planOf(lead, caseId)).goals[0]?.text).toBe('A room with a key')
    const kept = await house.owner.query('select from aman.plan_words where record_id = $1', [goalId])
    expect(kept.rowCount).toBe(2)
  })
})

describe('needs and dangers', () => {
  test('what was not asked is not known, and an earlier look stays', async () => {
    const caseId = await begun()
    const look = (levels: object) =>
      run(house, lead, assessNeeds, AssessNeeds.parse({ caseId, levels, note: 'She said' }))
    must(await look({ housing: 'acute' }))
    must(await look({ housing: 'met', health: 'present' }))
    const { needs } = await planOf(lead, caseId)
    expect(needs?.levels).toMatchObject({ housing: 'met', health: 'present', legal: 'not-known' })
    expect(needs?.note).toBe('She said')
    const all = await house.owner.query('select from aman.plan_assessment where case_id = $1', [caseId])
    expect(all.rowCount).toBe(2)
  })

  test('the risk of the plan is not low while anything is unknown', async () => {
    const caseId = await begun()
    const look = (levels: object) => run(house, lead, assessDangers, AssessDangers.parse({ caseId, levels }))
    must(await look({ debt: 'low' }))
    expect((await planOf(lead, caseId)).plan?.risk).toBe('not-assessed')
    must(await look({ debt: 'high' }))
    expect((await planOf(lead, caseId)).plan?.risk).toBe('high')
  })
})

test('one look at a plan is one event, which says so', async () => {
  const caseId = await begun()
  await run(house, second, readPlan, caseId)
  const { rows } = await house.owner.query(
    `select action, detail from aman.audit_event where user_id = $1 and $2 = any(subject_ids)`,
    [second.userId, caseId],
  )
  expect(rows).toEqual([{ action: 'case.read', detail: { parts: 'plan' } }])
})

describe('the plan', () => {
  test('ten colleagues begin it at once: one plan, nine refusals', async () => {
    const caseId = await openedCase(house, lead)
    const answers = await Promise.all(Array.from({ length: 10 }, () => run(house, lead, beginPlan, { caseId })))
    expect(tally(answers)).toEqual({ ok: 1, 'plan.already-open': 9 })
  })

  test('is agreed as it was read: who added a goal meanwhile makes the agreement stale', async () => {
    const caseId = await begun()
    const agreement = await agreeing(caseId, { words: 'Yes, but no calls in the evening' })
    must(await run(house, second, addGoal, { caseId, voice: 'worker', priority: 1, text: 'To see a dentist' }))
    expect(codeOf(await run(house, lead, agreePlan, agreement))).toBe('plan.stale')
    must(await run(house, lead, agreePlan, { ...agreement, version: await versionOf(caseId) }))
    const plan = await planOf(lead, caseId)
    expect(plan.agreements[0]?.words).toBe('Yes, but no calls in the evening')
    expect(plan.plan).toMatchObject({ status: 'agreed', changedSinceAgreed: false })
    house.setTime(days(1))
    must(await run(house, lead, addService, { caseId, service: 'medical' }))
    expect((await planOf(lead, caseId)).plan?.changedSinceAgreed).toBe(true)
  })

  test('a child is heard, and a guardian or representative agrees; an adult speaks for herself', async () => {
    const child = await begun({ ageGroup: 'uncertain', personGroup: 'minors-alone' })
    const answers = async (given: Record<string, unknown>) =>
      codeOf(await run(house, lead, agreePlan, await agreeing(child, given)))
    expect(await answers({ givenBy: 'self' })).toBe('plan.child-needs-representative')
    expect(await answers({ givenBy: 'guardian' })).toBe('plan.child-unheard')
    expect(await answers({ givenBy: 'guardian', childView: 'disagrees' })).toBe('plan.child-disagrees')
    expect(await answers({ givenBy: 'guardian', childView: 'agrees' })).toBe('ok')
    const adult = await begun()
    expect(codeOf(await run(house, lead, agreePlan, await agreeing(adult, { givenBy: 'guardian' })))).toBe(
      'plan.not-own-word',
    )
  })

  test('nobody reviews her own: neither who wrote it nor who asked', async () => {
    const caseId = await agreed()
    must(await run(house, second, askReview, { caseId, version: await versionOf(caseId) }))
    const review = { caseId, version: await versionOf(caseId), decision: 'approved' as const, words: 'Sound' }
    expect(codeOf(await run(house, lead, reviewPlan, review))).toBe('plan.review-by-another')
    expect(codeOf(await run(house, second, reviewPlan, review))).toBe('plan.review-by-another')
    const stranger = await addActor(house, 'case-worker')
    expect(codeOf(await run(house, stranger, reviewPlan, review))).toBe('case.not-found')
    const third = await addStaff(house, lead.agencyId, 'case-worker')
    must(await run(house, third, reviewPlan, review))
    const plan = await planOf(lead, caseId)
    expect(plan.plan?.status).toBe('agreed')
    expect(plan.reviews[0]).toMatchObject({ decision: 'approved', words: 'Sound' })
  })

  test('two colleagues review at once: one review, one refusal', async () => {
    const caseId = await agreed()
    must(await run(house, lead, askReview, { caseId, version: await versionOf(caseId) }))
    const third = await addStaff(house, lead.agencyId, 'case-worker')
    const review = { caseId, version: await versionOf(caseId), decision: 'changes-needed' as const }
    const answers = await Promise.all([second, third].map(actor => run(house, actor, reviewPlan, review)))
    expect(tally(answers)).toEqual({ ok: 1, 'plan.stale': 1 })
    const plan = await planOf(lead, caseId)
    expect(plan.plan?.status).toBe('draft')
    expect(plan.reviews).toHaveLength(1)
  })

  test('two colleagues ask for a review at once: one is asked for', async () => {
    const caseId = await agreed()
    const version = await versionOf(caseId)
    const answers = await Promise.all([lead, second].map(actor => run(house, actor, askReview, { caseId, version })))
    expect(tally(answers)).toEqual({ ok: 1, 'plan.stale': 1 })
  })

  test('the review is due sooner where nothing is known, and late once its day has passed', async () => {
    const caseId = await agreed()
    expect((await planOf(lead, caseId)).plan?.reviewDueAt).toBe(days(7).toISOString())
    house.setTime(days(6))
    expect((await planOf(lead, caseId)).plan?.reviewOverdue).toBe(false)
    house.setTime(days(7))
    expect((await planOf(lead, caseId)).plan?.reviewOverdue).toBe(true)
  })
})

describe('a service', () => {
  test('is asked for by a referral, runs once it is accepted, and ends with it', async () => {
    const caseId = await begun()
    const service = await asked(caseId)
    const status = async () => (await planOf(lead, caseId)).services[0]?.status
    expect(await status()).toBe('asked')
    must(await run(house, lawyer, acceptReferral, { referralId: service.referralId }))
    expect(await status()).toBe('running')
    must(await run(house, lawyer, completeReferral, { referralId: service.referralId, outcome: 'service-given' }))
    expect(await status()).toBe('done')
  })

  test('a declined one is planned again, and another agency can be asked', async () => {
    const caseId = await begun()
    const service = await asked(caseId)
    must(await run(house, lawyer, declineReferral, { referralId: service.referralId, reason: 'no-capacity' }))
    expect((await planOf(lead, caseId)).services[0]?.status).toBe('planned')
    const other = await addActor(house, 'service-provider', { services: ['legal'] })
    const again = { ...service, toAgencyId: other.agencyId, urgency: 'urgent' as const }
    expect(codeOf(await run(house, lead, arrangeService, again))).toBe('referral.consent-missing')
    await consented(house, lead, { caseId, toAgencyId: other.agencyId, service: 'legal', depth: 'coded' })
    must(await run(house, lead, arrangeService, again))
    expect((await planOf(lead, caseId)).services[0]).toMatchObject({
      status: 'asked',
      providerAgencyId: other.agencyId,
    })
  })

  test('who gives it says when it began, ends it by its referral, and then sees nothing more', async () => {
    const caseId = await begun()
    const service = await asked(caseId)
    const begin = { ...service, fromOn: '2026-11-24' }
    expect(codeOf(await run(house, lawyer, beginService, begin))).toBe('service.referral-not-accepted')
    must(await run(house, lawyer, acceptReferral, { referralId: service.referralId }))
    expect(codeOf(await run(house, lawyer, beginService, { ...begin, untilOn: '2026-11-01' }))).toBe(
      'service.ends-before-it-begins',
    )
    must(await run(house, lawyer, beginService, begin))
    expect((await planOf(lawyer, caseId)).services).toMatchObject([{ status: 'running', fromOn: '2026-11-24' }])
    must(await run(house, lawyer, completeReferral, { referralId: service.referralId, outcome: 'service-given' }))
    expect(codeOf(await run(house, lawyer, readPlan, caseId))).toBe('case.not-found')
    const [seen] = (await planOf(lead, caseId)).services
    expect(seen).toMatchObject({ status: 'done', outcome: 'service-given', untilOn: '2026-11-24' })
  })

  test('two workers change one service: one change, one refusal', async () => {
    const caseId = await begun()
    const { id: serviceId } = must(await run(house, lead, addService, { caseId, service: 'psychological' }))
    const begin = { caseId, serviceId, version: 1, fromOn: '2026-11-24' }
    const answers = await Promise.all([lead, second].map(actor => run(house, actor, beginService, begin)))
    expect(tally(answers)).toEqual({ ok: 1, 'service.stale': 1 })
  })

  test('every change is kept by the database, with who made it', async () => {
    const caseId = await begun()
    await asked(caseId)
    const { rows } = await house.owner.query(
      `select was ->> 'status' as was, became ->> 'status' as became, changed_by from aman.plan_change
        where case_id = $1 and part = 'plan_service' order by id`,
      [caseId],
    )
    expect(rows).toEqual([
      { was: null, became: 'planned', changed_by: lead.userId },
      { was: 'planned', became: 'asked', changed_by: lead.userId },
    ])
  })
})

describe('closing', () => {
  test('waits for what runs; then talks follow after 1, 3, 6 and 12 months', async () => {
    const caseId = await begun()
    const service = await asked(caseId)
    const close = async () =>
      run(house, lead, closePlan, { caseId, version: await versionOf(caseId), reason: 'goals-met' as const })
    expect(codeOf(await close())).toBe('plan.service-running')
    must(await run(house, lead, endService, { ...service, untilOn: '2026-11-24', outcome: 'not-needed' as const }))
    must(await close())
    const plan = await planOf(lead, caseId)
    expect(plan.plan).toMatchObject({ status: 'closed', closeReason: 'goals-met', reviewDueAt: null })
    expect(plan.followUps.map(each => each.dueAt.slice(0, 10))).toEqual([
      '2026-12-24',
      '2027-02-24',
      '2027-05-24',
      '2027-11-24',
    ])
  })

  test('who needs help again has an open plan and an open case, and the other talks fall away', async () => {
    const caseId = await begun()
    must(await run(house, lead, closePlan, { caseId, version: await versionOf(caseId), reason: 'own-wish' }))
    await house.owner.query(`update aman."case" set status = 'closed', closed_at = $2 where id = $1`, [caseId, NOW])
    const [first] = (await planOf(lead, caseId)).followUps
    const talk = { caseId, followUpId: first?.id ?? '', outcome: 'needs-help' as const }
    const answers = await Promise.all([lead, second].map(actor => run(house, actor, recordFollowUp, talk)))
    expect(tally(answers)).toEqual({ ok: 1, 'follow-up.not-found': 1 })
    const plan = await planOf(lead, caseId)
    expect(plan).toMatchObject({ caseStatus: 'open', plan: { status: 'draft', closeReason: null } })
    expect(plan.followUps.map(each => each.outcome)).toEqual(['needs-help'])
  })
})
