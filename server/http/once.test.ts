import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Actor } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import { type Call, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { endpoint } from './endpoint.ts'
import { whole } from './fields.ts'

let house: TestHouse
let app: ReturnType<typeof buildApp>
let worker: Actor
let call: Call
let refusing = false
let failing = false

/** A create whose one trace is a line of the record: slow, so that requests at the same moment meet. */
const create = (path: '/api/v1/things' | '/api/v1/others') =>
  endpoint({
    method: 'post',
    path,
    summary: 'Make a thing',
    access: 'signed-in',
    input: z.strictObject({ size: whole(1, 9) }),
    output: z.object({ id: z.uuid(), size: z.int() }),
    creates: true,
    run: async (ctx, { size }) => {
      const id = ctx.newId()
      ctx.audit('thing.made', id)
      await sleep(20)
      if (failing) throw new Error('a fault')
      return refusing ? refuse('thing.taken') : ok({ id, size })
    },
  })

beforeAll(async () => {
  house = await openTestHouse()
  const endpoints = [create('/api/v1/things'), create('/api/v1/others')]
  app = buildApp(house.house, { endpoints, pages: [], actions: [], publicRoutes: [] })
})
beforeEach(async () => {
  refusing = false
  failing = false
  worker = await addActor(house, 'case-worker')
  call = caller(app, await tokenFor(house, worker))
})
afterAll(() => house.close())

const made = async (agencyId = worker.agencyId): Promise<number> => {
  const { rows } = await house.owner.query(
    `select count(*)::int as n from aman.audit_event where action = 'thing.made' and agency_id = $1`,
    [agencyId],
  )
  return rows[0].n
}
const make = (size: number, key: string, path = '/api/v1/things', by = call) =>
  by('post', path, { size }, { 'idempotency-key': key })

test('ten identical creates with one key at once make one record and get one answer', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => make(3, 'the-same-key')))
  expect(answers[0]).toMatchObject({ status: 201, body: { size: 3 } })
  for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0]?.body })
  expect(await made()).toBe(1)
  expect(await make(3, 'the-same-key')).toMatchObject({ status: 201, body: answers[0]?.body })
  expect(await made()).toBe(1)
})

test('ten different creates with one key at once: one is made, the others are told that the key was used', async () => {
  const answers = await Promise.all(Array.from({ length: 9 }, (_, index) => make(index + 1, 'the-same-key')))
  expect(answers.filter(each => each.status === 201)).toHaveLength(1)
  for (const each of answers.filter(one => one.status !== 201)) {
    expect(each).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused', fields: [] } })
  }
  expect(await made()).toBe(1)
})

test('without a key each request counts for itself', async () => {
  await Promise.all([1, 1, 1].map(size => call('post', '/api/v1/things', { size })))
  expect(await made()).toBe(3)
})

test('a refusal and a fault do not burn the key', async () => {
  refusing = true
  expect(await make(1, 'tried-again')).toMatchObject({ status: 409, body: { code: 'thing.taken' } })
  expect((await make(10, 'tried-again')).status).toBe(400)
  refusing = false
  failing = true
  expect((await make(1, 'tried-again')).status).toBe(500)
  failing = false
  expect(await made()).toBe(0)
  expect((await make(2, 'tried-again')).status).toBe(201)
  expect(await made()).toBe(1)
})

test('while the first is refused, one of those that wait takes its place', async () => {
  refusing = true
  const first = make(1, 'waits-behind')
  await sleep(10)
  const second = make(1, 'waits-behind')
  await first
  refusing = false
  expect((await second).status).toBe(201)
  expect(await made()).toBe(1)
})

test("a key is its sender's own, and belongs to one operation", async () => {
  const colleague = caller(app, await tokenFor(house, await addStaff(house, worker.agencyId, 'officer')))
  const answers = [
    await make(1, 'one-key-4-all'),
    await make(1, 'one-key-4-all', '/api/v1/others'),
    await make(1, 'one-key-4-all', '/api/v1/things', colleague),
  ]
  expect(answers.map(each => each.status)).toEqual([201, 201, 201])
  expect(new Set(answers.map(each => each.body.id)).size).toBe(3)
})
