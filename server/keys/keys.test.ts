import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, type Ctx, transact } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openedCase } from '#tests/support/thread.ts'
import { dataKey, dataKeyPlace, depthsUpTo, openDataKey } from './data-keys.ts'
import { firstKeyring } from './keyring.ts'
import { keysOf } from './keys.ts'
import { newKey, sealKey, unseal } from './seal.ts'

let house: TestHouse
let worker: Actor
let other: Actor
beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
  other = await addActor(house, 'case-worker')
})
afterAll(() => house.close())

/** Work as a colleague whose traces are thrown away. */
async function tried<T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  let value: { of: T } | undefined
  await transact(house.house, actor, async ctx => {
    value = { of: await work(ctx) }
    return { ok: false as const, code: 'test.over' }
  })
  if (!value) throw new Error('nothing was done')
  return value.of
}

const agencyKey = async (ctx: Ctx, agencyId: string) => (await ctx.keys.agencyKey(ctx.tx, agencyId)).key

const wrappedOf = async (agencyId: string): Promise<Buffer> =>
  (await house.owner.query('select wrapped from aman.agency_key where agency_id = $1', [agencyId])).rows[0].wrapped

test("an agency's key is its own, and the same each time it is opened", async () => {
  const mine = await tried(worker, ctx => agencyKey(ctx, worker.agencyId))
  expect((await tried(worker, ctx => agencyKey(ctx, worker.agencyId))).equals(mine)).toBe(true)
  expect((await tried(other, ctx => agencyKey(ctx, other.agencyId))).equals(mine)).toBe(false)
})

test("an agency's key that was put in another's place does not open", async () => {
  const swapped = await addActor(house, 'case-worker')
  await house.owner.query('update aman.agency_key set wrapped = $1 where agency_id = $2', [
    await wrappedOf(worker.agencyId),
    swapped.agencyId,
  ])
  await expect(tried(swapped, ctx => ctx.keys.agencyKey(ctx.tx, swapped.agencyId))).rejects.toThrow()
})

test('another root key opens nothing of it', async () => {
  const ring = firstKeyring(newKey())
  const stranger = keysOf(ring, async () => ring)
  await expect(tried(worker, ctx => stranger.agencyKey(ctx.tx, worker.agencyId))).rejects.toThrow()
})

test('an agency without a key is a fault and not an empty answer', async () => {
  await expect(tried(worker, ctx => ctx.keys.agencyKey(ctx.tx, house.house.newId()))).rejects.toThrow(
    'an agency without a key',
  )
})

test('what was wrapped does not hold the key in clear', async () => {
  const key = await tried(worker, ctx => agencyKey(ctx, worker.agencyId))
  expect((await wrappedOf(worker.agencyId)).includes(key.export())).toBe(false)
})

test('a grant of a depth opens every key up to it, and no more', () => {
  expect(depthsUpTo('existence')).toEqual([])
  expect(depthsUpTo('coded')).toEqual([])
  expect(depthsUpTo('identity')).toEqual(['identity'])
  expect(depthsUpTo('full')).toEqual(['identity', 'full'])
})

test('the keys of a record open for its agency only, each for its depth and its record only', async () => {
  const subject = house.house.newId()
  const own = await tried(worker, ctx => agencyKey(ctx, worker.agencyId))
  const key = newKey()
  const sealed = sealKey(own, key, dataKeyPlace(subject, 'identity', worker.agencyId))
  const stored = { sealed, key_version: 1 }
  expect((await tried(worker, ctx => openDataKey(ctx, subject, 'identity', stored))).equals(key)).toBe(true)
  await expect(tried(worker, ctx => openDataKey(ctx, subject, 'full', stored))).rejects.toThrow()
  await expect(tried(worker, ctx => openDataKey(ctx, house.house.newId(), 'identity', stored))).rejects.toThrow()
  await expect(tried(other, ctx => openDataKey(ctx, subject, 'identity', stored))).rejects.toThrow()
  const place = dataKeyPlace(subject, 'identity', other.agencyId)
  expect(() => unseal(own, sealed, place)).toThrow()
})

test('a record that nobody holds a key of answers none', async () => {
  expect(await tried(worker, ctx => dataKey(ctx, house.house.newId(), 'identity'))).toBe(null)
})

test('the keys of a case are found by the colleagues of its agency and by nobody else; two cases share none', async () => {
  const cases = [await openedCase(house, worker), await openedCase(house, worker)]
  const colleague = await addStaff(house, worker.agencyId, 'officer')
  const keysFor = (actor: Actor) =>
    tried(actor, async ctx => {
      const found = []
      for (const id of cases) found.push(await dataKey(ctx, id, 'identity'), await dataKey(ctx, id, 'full'))
      return found.map(key => key?.export().toString('hex') ?? null)
    })
  const mine = await keysFor(worker)
  expect(new Set(mine.filter(key => key !== null)).size).toBe(4)
  expect(await keysFor(colleague)).toEqual(mine)
  expect(await keysFor(other)).toEqual([null, null, null, null])
  expect(await keysFor(await addStaff(house, worker.agencyId, 'administrator'))).toEqual([null, null, null, null])
})
