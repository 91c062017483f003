import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { EXPLAINED } from '#domain/consent/consent.ts'
import { recordConsent } from '#features/protection/consent/record-consent.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, consented, must, openedCase, run } from '#tests/support/thread.ts'
import { addService } from './add-service.ts'
import { arrangeService } from './arrange-service.ts'
import { assessDangers } from './assess.ts'
import { beginPlan } from './begin-plan.ts'
import { judgeReturn } from './judge-return.ts'
import { readPlan } from './queries.ts'
import { AssessDangers, JudgeReturn } from './record.ts'

let house: TestHouse
let lead: Actor
let consulate: Actor

const NOW = new Date('2026-11-24T06:00:00Z')

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(NOW)
  lead = await addActor(house, 'case-worker')
  consulate = await addActor(house, 'officer', { kind: 'consulate', services: ['return'] })
})
afterAll(() => house.close())

const look = (caseId: string, danger: string) =>
  run(house, lead, assessDangers, AssessDangers.parse({ caseId, levels: { 'on-return': danger } }))

const judge = (caseId: string, given: Record<string, unknown> = {}) =>
  run(
    house,
    lead,
    judgeReturn,
    JudgeReturn.parse({ caseId, wish: 'own', services: 'over', proceedings: 'none', ...given }),
  )

const hurdlesOf = async (caseId: string, given: Record<string, unknown> = {}) =>
  must(await judge(caseId, given)).hurdles.map(each => each.hurdle)

async function toCross(caseId: string, givenBy: 'self' | 'guardian' = 'self'): Promise<string> {
  const consent = await run(house, lead, recordConsent, {
    caseId,
    purpose: 'cross-border-transfer',
    recipientAgencyId: consulate.agencyId,
    depth: 'coded',
    agreed: true,
    givenBy,
    how: 'spoken',
    language: 'uz',
    interpreter: false,
    explained: [...EXPLAINED],
    validDays: 30,
  })
  return must(consent).id
}

async function planned(given: Record<string, unknown> = {}) {
  const caseId = await openedCase(house, lead, given)
  must(await run(house, lead, beginPlan, { caseId }))
  const { id: serviceId } = must(await run(house, lead, addService, { caseId, service: 'return' }))
  return { caseId, serviceId }
}

async function arranged({ caseId, serviceId }: { caseId: string; serviceId: string }) {
  await consented(house, lead, { caseId, toAgencyId: consulate.agencyId, service: 'return', depth: 'coded' })
  const ask = { caseId, serviceId, version: 1, toAgencyId: consulate.agencyId, urgency: 'routine' as const }
  return run(house, lead, arrangeService, ask)
}

test('what is missing is said one by one, each with its rule, until she may go', async () => {
  const { caseId, serviceId } = await planned()
  expect(await hurdlesOf(caseId, { wish: 'not-known', services: 'running' })).toEqual([
    'not-own-wish',
    'no-consent',
    'too-early',
    'not-assessed',
  ])
  must(await look(caseId, 'none'))
  await toCross(caseId)
  const { hurdles } = must(await judge(caseId, { wish: 'of-others' }))
  expect(hurdles).toEqual([{ hurdle: 'not-own-wish', rule: 'return-voluntary' }])
  expect(codeOf(await arranged({ caseId, serviceId }))).toBe('return.not-own-wish')
  expect(await hurdlesOf(caseId)).toEqual([])
  expect(codeOf(await arranged({ caseId, serviceId }))).toBe('ok')
})

test('every rule that a hurdle cites is in the country’s law, with its source', async () => {
  const { caseId } = await planned({ ageGroup: 'child', personGroup: 'minors-alone' })
  must(await look(caseId, 'high'))
  const { hurdles } = must(await judge(caseId, { wish: 'not-known', services: 'running' }))
  const laws = house.house.knowledge.lawsOf(house.house.country)
  const known = laws.flatMap(law => law.rules.map(rule => rule.id))
  expect(new Set(hurdles.map(each => each.rule)).size).toBe(5)
  for (const { rule } of hurdles) expect(known).toContain(rule)
})

test('a danger that is found later takes the judgement away, also from a referral that was sent on it', async () => {
  const plan = await planned()
  must(await look(plan.caseId, 'low'))
  await toCross(plan.caseId)
  must(await judge(plan.caseId))
  must(await arranged(plan))
  const [service] = must(await run(house, lead, readPlan, plan.caseId)).services
  must(await look(plan.caseId, 'high'))
  const accept = () => run(house, consulate, acceptReferral, { referralId: service?.referralId ?? '' })
  expect(codeOf(await accept())).toBe('return.not-safe')
  const { homecoming } = must(await run(house, lead, readPlan, plan.caseId))
  expect(homecoming?.mayGo).toBe(false)
  expect(homecoming?.hurdles.map(each => each.hurdle)).toEqual(['endangers', 'not-assessed'])
  must(await look(plan.caseId, 'low'))
  expect(codeOf(await accept())).toBe('return.not-safe')
  must(await judge(plan.caseId))
  expect(codeOf(await accept())).toBe('ok')
})

test('a consent that she withdraws takes the judgement away', async () => {
  const plan = await planned()
  must(await look(plan.caseId, 'none'))
  const consentId = await toCross(plan.caseId)
  must(await judge(plan.caseId))
  must(await run(house, lead, withdrawConsent, { consentId }))
  expect(codeOf(await arranged(plan))).toBe('return.no-consent')
})

test('a look at the dangers of a month ago carries nothing', async () => {
  const plan = await planned()
  must(await look(plan.caseId, 'none'))
  house.setTime(new Date(NOW.getTime() + 30 * 86_400_000))
  await toCross(plan.caseId)
  expect(await hurdlesOf(plan.caseId)).toEqual(['not-assessed'])
})

test('a child of ten or older agrees itself, somebody receives it, and it is in its best interest', async () => {
  const { caseId } = await planned({ ageGroup: 'uncertain', personGroup: 'minors-alone' })
  must(await look(caseId, 'none'))
  await toCross(caseId, 'guardian')
  const child = { childAgrees: 'yes', received: 'yes', bestInterest: 'yes' }
  expect(await hurdlesOf(caseId)).toEqual(['child-not-agreed', 'nobody-receives', 'not-best-interest'])
  expect(await hurdlesOf(caseId, { ...child, childAgrees: 'no', consentAge: 'reached' })).toEqual(['child-not-agreed'])
  expect(await hurdlesOf(caseId, { ...child, childAgrees: 'no', consentAge: 'below' })).toEqual([])
  expect(await hurdlesOf(caseId, { ...child, received: 'not-known' })).toEqual(['nobody-receives'])
  expect(await hurdlesOf(caseId, child)).toEqual([])
})
