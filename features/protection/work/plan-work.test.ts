import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok } from '#domain/shared/result.ts'
import { addService } from '#features/protection/services/add-service.ts'
import { agreePlan } from '#features/protection/services/agree-plan.ts'
import { askReview } from '#features/protection/services/ask-review.ts'
import { beginPlan } from '#features/protection/services/begin-plan.ts'
import { closePlan } from '#features/protection/services/close-plan.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'
import { workFor } from './queries.ts'

let house: TestHouse
let lead: Actor
let second: Actor

const NOW = new Date('2026-11-24T06:00:00Z')

beforeAll(async () => {
  house = await openTestHouse()
  lead = await addActor(house, 'case-worker')
  second = await addStaff(house, lead.agencyId, 'case-worker')
})
afterAll(() => house.close())

/** What of plans waits for somebody: how many pieces of each kind, and how many are late. */
async function waiting(actor: Actor): Promise<Record<string, string>> {
  const { piles } = must(await transact(house.house, actor, async ctx => ok(await workFor(ctx))))
  const plans = piles.filter(each => /plan|follow|service|return/.test(each.kind))
  return Object.fromEntries(plans.map(({ kind, count, late }) => [kind, `${count} (${late} late)`]))
}

async function begun(): Promise<string> {
  const caseId = await openedCase(house, lead)
  must(await run(house, lead, beginPlan, { caseId }))
  return caseId
}

test('what waits in plans comes to who can do it, when it is due, and to nobody else', async () => {
  const agreed = await begun()
  const agreement = { givenBy: 'self', how: 'spoken', language: 'uz', interpreter: false } as const
  const { version } = must(await run(house, lead, agreePlan, { caseId: agreed, version: 1, ...agreement }))
  const closed = await begun()
  must(await run(house, lead, closePlan, { caseId: closed, version: 1, reason: 'goals-met' }))
  const lacking = await begun()
  must(await run(house, lead, addService, { caseId: lacking, service: 'legal' }))
  must(await run(house, lead, addService, { caseId: lacking, service: 'return' }))
  const now = { 'service-without-provider': '1 (0 late)', 'return-barred': '1 (0 late)' }
  expect(await waiting(lead)).toEqual(now)

  house.setTime(new Date(NOW.getTime() + 31 * 86_400_000))
  const later = { ...now, 'plan-review-overdue': '1 (1 late)', 'follow-up-due': '1 (1 late)' }
  expect(await waiting(lead)).toEqual(later)
  must(await run(house, lead, askReview, { caseId: agreed, version }))
  const { 'plan-review-overdue': _, ...asked } = later
  expect(await waiting(lead)).toEqual(asked)
  expect(await waiting(second)).toEqual({ ...asked, 'plan-to-review': '1 (0 late)' })
  expect(await waiting(await addActor(house, 'case-worker'))).toEqual({})

  await house.owner.query(`update aman."case" set status = 'closed' where id = any($1)`, [[agreed, lacking]])
  expect(await waiting(second)).toEqual({ 'follow-up-due': '1 (1 late)' })
})
