import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { closeTip } from '#features/identification/tips/close-tip.ts'
import { leaveTip } from '#features/identification/tips/leave-tip.ts'
import type { Actor } from '#server/db/transact.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { asKeeper, keepRetiring, retireAlone } from './keep-retiring.ts'

const DAY_MS = 86_400_000
const TOLD = { words: 'Invented', about: 'place', danger: 'no', happens: 'now', language: 'ru' } as const
const EVERY_MS = 20

let house: TestHouse
let operator: Actor
let receipt = 8_000_000_000_000_000

beforeAll(async () => {
  house = await openTestHouse()
  operator = await addStaff(house, await addAgency(house, { kind: 'hotline' }), 'hotline-operator')
})
afterAll(() => house.close())

const tips = async () => (await house.owner.query<{ id: string }>('select id from aman.tip')).rows.map(row => row.id)
const later = (days: number) => house.setTime(new Date(house.house.clock().getTime() + days * DAY_MS))

/** A tip that was closed so long ago that its time is over. */
async function overdueTip(): Promise<void> {
  receipt += 1
  await leaveTip(house.house, { told: TOLD, receipt: String(receipt), traces: false, file: null })
  const [tipId = ''] = await tips()
  must(await run(house, operator, closeTip, { tipId, version: 1, reason: 'acted-on' as const }))
  later(90)
}

test('a running Aman destroys by itself, once on each day, what its time is over for', async () => {
  await overdueTip()
  const info = vi.spyOn(house.house.log, 'info')
  const routine = keepRetiring(house.house, house.address, EVERY_MS)
  await vi.waitFor(async () => expect(await tips()).toEqual([]), { timeout: 5000 })
  await vi.waitFor(() => expect(info).toHaveBeenCalled())
  await new Promise(done => setTimeout(done, 10 * EVERY_MS))
  expect(info).toHaveBeenCalledTimes(1)
  await overdueTip()
  await vi.waitFor(async () => expect(await tips()).toEqual([]), { timeout: 5000 })
  routine.stop()
  expect(JSON.stringify(info.mock.calls)).not.toContain('Invented')
})

test('of several that run over one database one does the work, and the others leave it to that one', async () => {
  await overdueTip()
  const destroyed = await asKeeper(house.house, house.address, async ({ client }) => {
    await client.query('select pg_advisory_lock(6104120267)')
    return retireAlone(house.house, house.address)
  })
  expect(destroyed).toBe(null)
  expect(await tips()).toHaveLength(1)
  const all = await Promise.all([1, 2, 3, 4].map(() => retireAlone(house.house, house.address)))
  expect(all.reduce((sum, each) => sum + (each?.tips.destroyed ?? 0), 0)).toBe(1)
  expect(await tips()).toEqual([])
})

test('while the database cannot be reached it tries again, and then makes it good', async () => {
  await overdueTip()
  const error = vi.spyOn(house.house.log, 'error')
  const address = { ...house.address, database: 'nowhere' }
  const routine = keepRetiring(house.house, address, EVERY_MS)
  await vi.waitFor(() => expect(error.mock.calls.length).toBeGreaterThan(1), { timeout: 5000 })
  address.database = house.address.database
  await vi.waitFor(async () => expect(await tips()).toEqual([]), { timeout: 5000 })
  routine.stop()
})
