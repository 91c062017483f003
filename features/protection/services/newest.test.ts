import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EXPLAINED, type GIVEN_BY } from '#domain/consent/consent.ts'
import type { DangerLevel } from '#domain/services/dangers.ts'
import { recordConsent } from '#features/protection/consent/record-consent.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run } from '#tests/support/thread.ts'
import { addGoal } from './add-goal.ts'
import { agreePlan } from './agree-plan.ts'
import { askReview } from './ask-review.ts'
import { assessDangers } from './assess.ts'
import { beginPlan } from './begin-plan.ts'
import { changeGoal } from './change-goal.ts'
import { closePlan } from './close-plan.ts'
import { judgeReturn } from './judge-return.ts'
import { readPlan } from './queries.ts'
import { AgreePlan, AssessDangers, JudgeReturn } from './record.ts'
import { recordFollowUp } from './record-follow-up.ts'
import { reviewPlan } from './review-plan.ts'

/* What was written last counts, whatever the clock says; and what was asked of a plan ends with it. */

const NOW = new Date('2026-11-24T06:00:00Z')
const MINUTE = 60_000
/** By chance of the ids, an order that is wrong half of the time passes this often once in a million. */
const OFTEN = 20

let house: TestHouse
let lead: Actor
let second: Actor
let consulate: Actor

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(NOW)
  lead = await addActor(house, 'case-worker')
  second = await addStaff(house, lead.agencyId, 'case-worker')
  consulate = await addActor(house, 'service-provider', { services: ['return'] })
})
afterAll(() => house.close())

async function begun(): Promise<string> {
  const caseId = await openedCase(house, lead)
  must(await run(house, lead, beginPlan, { caseId }))
  return caseId
}

async function found(caseId: string, level: DangerLevel): Promise<void> {
  must(await run(house, lead, assessDangers, AssessDangers.parse({ caseId, levels: { 'on-return': level } })))
}

const judged = async (caseId: string) =>
  must(
    await run(
      house,
      lead,
      judgeReturn,
      JudgeReturn.parse({ caseId, wish: 'own', services: 'over', proceedings: 'none' }),
    ),
  )

async function agreesToGo(caseId: string, givenBy: (typeof GIVEN_BY)[number] = 'self'): Promise<void> {
  const asked = {
    caseId,
    purpose: 'cross-border-transfer' as const,
    recipientAgencyId: consulate.agencyId,
    depth: 'coded' as const,
    agreed: true,
    givenBy,
    how: 'spoken' as const,
    language: 'uz',
    interpreter: false,
    explained: [...EXPLAINED],
    validDays: 30,
  }
  must(await run(house, lead, recordConsent, asked))
}

describe('of two looks at the dangers the later one counts', () => {
  test('also within one millisecond', async () => {
    for (let time = 0; time < OFTEN; time++) {
      const caseId = await begun()
      await agreesToGo(caseId)
      await found(caseId, 'low')
      await found(caseId, 'high')
      expect((await judged(caseId)).mayGo).toBe(false)
    }
  })

  test('also where a clock was set back: no referral home leaves on the look before', async () => {
    const caseId = await begun()
    await consented(house, lead, { caseId, toAgencyId: consulate.agencyId, service: 'return' })
    house.setTime(new Date(NOW.getTime() + 10 * MINUTE))
    await agreesToGo(caseId)
    await found(caseId, 'low')
    expect((await judged(caseId)).mayGo).toBe(true)
    house.setTime(new Date(NOW.getTime() + 5 * MINUTE))
    await found(caseId, 'high')
    house.setTime(new Date(NOW.getTime() + 11 * MINUTE))
    const asked = asking({ caseId, toAgencyId: consulate.agencyId, service: 'return' })
    expect(codeOf(await run(house, lead, sendReferral, asked))).toBe('return.not-safe')
    expect((await judged(caseId)).mayGo).toBe(false)
  })
})

test('of two judgements of one millisecond the later one counts', async () => {
  for (let time = 0; time < OFTEN; time++) {
    const caseId = await begun()
    await agreesToGo(caseId)
    await found(caseId, 'low')
    await judged(caseId)
    must(
      await run(
        house,
        lead,
        judgeReturn,
        JudgeReturn.parse({ caseId, wish: 'of-others', services: 'over', proceedings: 'none' }),
      ),
    )
    expect(must(await run(house, lead, readPlan, caseId)).homecoming?.mayGo).toBe(false)
  }
})

test('of her words the newest are shown, also within one millisecond', async () => {
  const caseId = await begun()
  const goal = { caseId, voice: 'person' as const, priority: 1, text: 'A room' }
  const { id: goalId } = must(await run(house, lead, addGoal, goal))
  for (let version = 1; version <= OFTEN; version++) {
    const text = `A room, said ${version} times`
    must(await run(house, lead, changeGoal, { caseId, goalId, version, priority: 1, status: 'open', text }))
    expect(must(await run(house, lead, readPlan, caseId)).goals[0]?.text).toBe(text)
  }
})

test('an adult goes on her own yes: that of a representative does not stand for it', async () => {
  const caseId = await begun()
  await agreesToGo(caseId, 'representative')
  await found(caseId, 'low')
  const { mayGo, hurdles } = await judged(caseId)
  expect(mayGo).toBe(false)
  expect(hurdles.map(each => each.hurdle)).toEqual(['no-consent'])
})

test('a plan that was closed while a review waited can be reviewed once it is open again', async () => {
  const caseId = await begun()
  const versionOf = async () => must(await run(house, lead, readPlan, caseId)).plan?.version ?? 0
  const agree = async () => {
    const said = { caseId, version: await versionOf(), givenBy: 'self', how: 'spoken', language: 'uz' }
    must(await run(house, lead, agreePlan, AgreePlan.parse(said)))
  }
  const ask = async () => run(house, lead, askReview, { caseId, version: await versionOf() })
  await agree()
  must(await ask())
  must(await run(house, lead, closePlan, { caseId, version: await versionOf(), reason: 'own-wish' }))
  const [talk] = must(await run(house, lead, readPlan, caseId)).followUps
  must(await run(house, lead, recordFollowUp, { caseId, followUpId: talk?.id ?? '', outcome: 'needs-help' }))
  await agree()
  must(await ask())
  must(await run(house, second, reviewPlan, { caseId, version: await versionOf(), decision: 'approved' }))
  expect(must(await run(house, lead, readPlan, caseId)).reviews).toMatchObject([{ decision: 'approved' }])
})
