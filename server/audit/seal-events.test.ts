import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import type pg from 'pg'

import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { ok } from '#domain/shared/result.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openAuditor } from '#tests/support/sealing.ts'
import { blockIn, hashOf } from './block.ts'
import { type Head, headFile, newestHead, readHead } from './head.ts'
import { keepSealing } from './keep-sealing.ts'
import { sealEvents } from './seal-events.ts'
import { verifyAudit } from './verify.ts'

let house: TestHouse
let worker: Actor
let auditor: pg.Client
let dataDir: string
beforeEach(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
  auditor = await openAuditor(house)
  dataDir = await mkdtemp(join(tmpdir(), 'aman-audit-'))
})
afterEach(async () => {
  await auditor.end()
  await house.close()
  await rm(dataDir, { recursive: true, force: true })
})

const act = (count = 1) =>
  transact(house.house, worker, async ctx => {
    for (let n = 0; n < count; n++) ctx.audit('test.done', [], { n })
    return ok(null)
  })
const seal = (client = auditor) => sealEvents(client, house.house.signer, house.house.clock())
const verify = (head: Head | null = null) =>
  verifyAudit(auditor, { signer: house.house.signer, now: house.house.clock(), head })
const events = async () => (await house.owner.query('select count(*)::int as n from aman.audit_event')).rows[0].n
const address = () => {
  const { host, port, database } = house.owner
  return { host, port, database: database ?? '', user: 'aman_audit', password: inject('passwords').audit }
}
const sealing = () => {
  const { signer, log, clock } = house.house
  return keepSealing({ address: address(), signer, log, clock, dataDir })
}

test('what is committed is sealed at the next round, and a round without news makes no block', async () => {
  await act(3)
  expect(await seal()).toEqual({ blocks: 1, events: 3 })
  expect(await seal()).toEqual({ blocks: 0, events: 0 })
  expect(await verify()).toMatchObject({ sound: true, blocks: 1, events: 3, unsealed: 0 })
})

test('an event whose place was given out early and that is committed late is sealed late, once', async () => {
  await house.owner.query(`begin; insert into aman.audit_event (at, action) values (now(), 'test.slow')`)
  await act(2)
  expect(await seal()).toEqual({ blocks: 1, events: 2 })
  expect(await seal()).toEqual({ blocks: 0, events: 0 })
  await house.owner.query('commit')
  expect(await seal()).toEqual({ blocks: 1, events: 1 })
  const { rows } = await house.owner.query('select members::text from aman.audit_block order by number')
  expect(rows).toEqual([{ members: '{[2,4)}' }, { members: '{[1,2)}' }])
  expect(await verify()).toMatchObject({ sound: true, events: 3 })
})

test('a backlog larger than a block becomes several blocks in one round', async () => {
  await house.owner.query(
    `insert into aman.audit_event (at, action) select $1, 'test.done' from generate_series(1, 23000)`,
    [house.house.clock()],
  )
  expect(await seal()).toEqual({ blocks: 3, events: 23_000 })
  await act()
  expect(await seal()).toEqual({ blocks: 1, events: 1 })
  expect(await verify()).toMatchObject({ sound: true, blocks: 4, events: 23_001 })
})

test('several Amans seal one database at once: every event is in exactly one block', async () => {
  const sealers = await Promise.all([1, 2, 3, 4].map(() => openAuditor(house)))
  let writing = true
  const rounds = sealers.map(async each => {
    while (writing) await seal(each)
  })
  await Promise.all(Array.from({ length: 200 }, (_, n) => act(1 + (n % 3))))
  writing = false
  await Promise.all(rounds)
  await seal()
  await Promise.all(sealers.map(each => each.end()))
  expect(await verify()).toMatchObject({ sound: true, events: await events(), unsealed: 0 })
}, 60_000)

test('a record of any shape verifies', async () => {
  const step = fc.oneof(
    fc.integer({ min: 1, max: 6 }).map(count => () => act(count)),
    fc.constant(() =>
      house.owner.query(`begin; insert into aman.audit_event (at, action) values (now(), 'x'); rollback`),
    ),
    fc.constant(() =>
      house.owner.query(
        `insert into aman.audit_event (at, action, detail) values (clock_timestamp(), 'sign-in.done', '{"é": 1e3}')`,
      ),
    ),
    fc.constant(() => seal()),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
      for (const each of steps) await each()
      await seal()
      const verdict = await verify(await newestHead(auditor))
      expect(verdict).toMatchObject({ sound: true, events: await events(), unsealed: 0 })
    }),
    { numRuns: 40 },
  )
}, 60_000)

describe('after a restore into another cluster, whose counter of transactions is behind', () => {
  test('new events are sealed, old ones not twice', async () => {
    await act(3)
    await seal()
    // The last block as another cluster would have left it, further ahead, with an event that it had not sealed yet.
    const { rows } = await house.owner.query('select signed from aman.audit_block')
    const block = blockIn(rows[0].signed)
    const snapshot = '900000000:900000000:'
    const signed = await house.house.signer.sign('audit-block', { ...block, snapshot })
    await house.owner.query('update aman.audit_block set snapshot = $1, signed = $2', [snapshot, signed])
    await act(2)
    await house.owner.query(`update aman.audit_event set xid = '900000005' where seq = 5`)
    expect(await verify()).toMatchObject({ sound: true, unsealed: 2 })
    expect(await seal()).toEqual({ blocks: 1, events: 2 })
    await act(1)
    expect(await seal()).toEqual({ blocks: 1, events: 1 })
    expect(await verify()).toMatchObject({ sound: true, events: 6, unsealed: 0 })
  })
})

describe('while Aman runs', () => {
  test('an event is sealed within two seconds, and the newest head stands beside the database', async () => {
    const running = sealing()
    await setTimeout(1_200)
    await act()
    const began = performance.now()
    while ((await newestHead(auditor)) === null) await setTimeout(20)
    expect(performance.now() - began).toBeLessThan(2_000)
    await running.stop()
    const kept = await readHead(headFile(dataDir), house.house.signer)
    expect(kept.head).toEqual(await newestHead(auditor))
  })
  test('what was committed before the end is sealed at the end', async () => {
    const running = sealing()
    await setTimeout(100)
    await act(4)
    await running.stop()
    expect(await verify()).toMatchObject({ sound: true, events: 4, unsealed: 0 })
  })
  test('a lost connection ends nothing', async () => {
    const running = sealing()
    await setTimeout(300)
    await house.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'aman audit'`,
    )
    await act(2)
    await setTimeout(2_500)
    expect(await verify()).toMatchObject({ sound: true, events: 2, unsealed: 0 })
    await running.stop()
  })
})

describe('the head that is kept outside the database', () => {
  test('shows that the database was turned back, is not overwritten, and shows what was written since', async () => {
    await act()
    await sealing().stop()
    await act()
    await sealing().stop()
    const before = await readFile(headFile(dataDir), 'utf8')
    // The database is put back to the older state, and goes on with other events.
    await house.owner.query('delete from aman.audit_block where number > 1; delete from aman.audit_event where seq > 1')
    const { head } = await readHead(headFile(dataDir), house.house.signer)
    expect(await verify(head)).toMatchObject({ sound: false, broken: { kind: 'tail-cut', block: 2 } })
    await act(2)
    await sealing().stop()
    expect(await readFile(headFile(dataDir), 'utf8')).toBe(before)
    expect(await verify(head)).toMatchObject({ broken: { kind: 'history-replaced', block: 2 } })
    expect(hashOf(head?.signed ?? '')).toBe(head?.sha256)
  })
})

describe('the role that seals', () => {
  const refused = async (text: string) => {
    await expect(auditor.query(text), text).rejects.toMatchObject({ code: '42501' })
  }
  test('adds blocks and changes nothing; the program reads neither events nor blocks', async () => {
    await act()
    await seal()
    for (const text of [
      `update aman.audit_block set sealed_at = now()`,
      'delete from aman.audit_block',
      'truncate aman.audit_block',
      `update aman.audit_event set action = 'x'`,
      'delete from aman.audit_event',
      `insert into aman.audit_event (at, action) values (now(), 'x')`,
      'select * from aman."case"',
      'select * from aman.signing_key',
      `insert into aman.alert (kind, agency_id, user_id, count, since, until, raised_at) select 'probing', null, null, 1, now(), now(), now()`,
    ])
      await refused(text)
    for (const table of ['audit_event', 'audit_block', 'case_event', 'recent_look', 'audit_followed'])
      await expect(house.house.pool.query(`select * from aman.${table}`)).rejects.toMatchObject({ code: '42501' })
  })
  test('the program cannot choose the place or the transaction of an event', async () => {
    for (const column of ['seq', 'xid'])
      await expect(
        house.house.pool.query(
          `insert into aman.audit_event (${column}, at, action) overriding system value values ('7', now(), 'x')`,
        ),
      ).rejects.toMatchObject({ code: '42501' })
  })
})
