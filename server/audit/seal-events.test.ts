import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ok } from '#domain/shared/result.ts'
import type { Actor } from '#server/db/transact.ts'
import { transact } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openAuditor } from '#tests/support/sealing.ts'
import { sealEvents } from './seal-events.ts'
import { verifyAudit } from './verify.ts'

let house: TestHouse
let worker: Actor
let auditor: pg.Client
beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
  auditor = await openAuditor(house)
})
afterAll(async () => {
  await auditor.end()
  await house.close()
})

const act = (count = 1) =>
  transact(house.house, worker, async ctx => {
    for (let n = 0; n < count; n++) ctx.audit('test.done', [], { n })
    return ok(null)
  })
const seal = (client = auditor) => sealEvents(client, house.house.signer, house.house.clock())
const verify = () => verifyAudit(auditor, { signer: house.house.signer, now: house.house.clock(), head: null })

test('what is committed is sealed at the next round, and a round without news makes no block', async () => {
  await act(3)
  expect(await seal()).toEqual({ blocks: 1, events: 3 })
  expect(await seal()).toEqual({ blocks: 0, events: 0 })
  expect(await verify()).toMatchObject({ sound: true, blocks: 1, events: 3, unsealed: 0 })
})
