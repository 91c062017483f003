import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'
import { agreePlan } from './agree-plan.ts'
import { askReview } from './ask-review.ts'
import { beginPlan } from './begin-plan.ts'
import { AgreePlan } from './record.ts'

/* A colleague of the leading agency with raw SQL in her hands: no review but by a second case worker, none made to vanish. */

let house: TestHouse
let lead: Actor
let caseId = ''

beforeAll(async () => {
  house = await openTestHouse()
  lead = await addActor(house, 'case-worker')
  caseId = await openedCase(house, lead)
  must(await run(house, lead, beginPlan, { caseId }))
  const said = { caseId, version: 1, givenBy: 'self', how: 'spoken', language: 'uz' }
  const { version } = must(await run(house, lead, agreePlan, AgreePlan.parse(said)))
  must(await run(house, lead, askReview, { caseId, version }))
})
afterAll(() => house.close())

const SETTINGS = `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true),
  set_config('aman.role', $3, true), set_config('aman.now', $4, true)`

/** How many rows it changes, or the code that it is refused with; nothing is kept. */
async function tried(actor: Actor, statement: string): Promise<number | string | undefined> {
  const client = await house.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(SETTINGS, [actor.userId, actor.agencyId, actor.role, house.house.clock().toISOString()])
    return (await client.query(statement)).rowCount ?? 0
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code
    throw error
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const approval = (by: Actor) =>
  `update aman.plan_review set reviewer_id = '${by.userId}', decision = 'approved', decided_at = now()`
const drop = `update aman.plan_review set dropped_at = now()`
const CHECK_VIOLATION = '23514'
const REFUSED = '42501'

test('a second case worker may approve, the author may not', async () => {
  const second = await addStaff(house, lead.agencyId, 'case-worker')
  expect(await tried(second, approval(second))).toBe(1)
  expect(await tried(lead, approval(lead))).toBe(CHECK_VIOLATION)
  expect(await tried(second, approval(lead))).not.toBe(1)
})

test('an officer of the same agency reviews nothing', async () => {
  const officer = await addStaff(house, lead.agencyId, 'officer')
  expect(await tried(officer, approval(officer))).toBe(REFUSED)
})

test('a review is dropped with its plan only, and by who leads the case', async () => {
  expect(await tried(lead, drop)).toBe(REFUSED)
  const stranger = await addActor(house, 'case-worker')
  expect(await tried(stranger, drop)).toBe(0)
})
