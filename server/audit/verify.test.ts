import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ok } from '#domain/shared/result.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { type Alteration, BLOCK_ALTERATIONS, EVENT_ALTERATIONS, pickTwo } from '#tests/support/alterations.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openAuditor } from '#tests/support/sealing.ts'
import { EVENT_COLUMNS } from './event-bytes.ts'
import { FAULTS, type Fault } from './faults.ts'
import { type Head, newestHead } from './head.ts'
import { sealEvents } from './seal-events.ts'
import { type Verdict, verifyAudit, verifyState } from './verify.ts'

let house: TestHouse
let auditor: pg.Client
let worker: Actor
let head: Head | null
const kinds = new Map<string, number>()

/** A record with blocks of several sizes, gaps where actions failed, and columns of every form. */
beforeAll(async () => {
  house = await openTestHouse()
  auditor = await openAuditor(house)
  worker = await addActor(house, 'case-worker')
  for (let round = 1; round <= 12; round++) {
    await act(round)
    await house.owner.query(`begin; insert into aman.audit_event (at, action) values (now(), 'test.failed'); rollback`)
    await house.owner.query(`insert into aman.audit_event (at, user_id, action) values ($1, $2, 'sign-in.done')`, [
      house.house.clock(),
      worker.userId,
    ])
    await seal()
  }
  head = await newestHead(auditor)
  // Who alters the record has all rights, and first takes away what stands in the way.
  await house.owner.query('alter table aman.audit_block drop constraint audit_block_apart')
  await house.owner.query('alter table aman.audit_event alter column seq drop identity')
}, 60_000)
afterAll(async () => {
  await auditor.end()
  await house.close()
})

const act = (count: number) =>
  transact(house.house, worker, async ctx => {
    for (let n = 0; n < count; n++) ctx.audit('test.done', [ctx.newId(), ctx.newId()], { n, word: 'coded' })
    return ok(null)
  })
const seal = () => sealEvents(auditor, house.house.signer, house.house.clock())
const checked = () => ({ signer: house.house.signer, now: house.house.clock(), head })

async function altered(alteration: Alteration, pick: readonly [number, number]): Promise<Fault | null> {
  await house.owner.query('begin')
  try {
    await alteration.apply(house.owner, pick)
    const { broken } = await verifyState(house.owner, checked())
    if (broken) kinds.set(broken.kind, (kinds.get(broken.kind) ?? 0) + 1)
    return broken
  } finally {
    await house.owner.query('rollback')
  }
}

test('the record as it was sealed is sound', async () => {
  const verdict: Verdict = await verifyAudit(auditor, checked())
  expect(verdict).toMatchObject({ sound: true, blocks: 12, events: 78 + 12, unsealed: 0, broken: null })
  expect(verdict.head?.sha256).toBe(head?.sha256)
})

test('no column of an event is outside of its hash', async () => {
  const { rows } = await house.owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'aman' and table_name = 'audit_event'`,
  )
  expect(rows.filter(({ name }) => !EVENT_COLUMNS.includes(`e.${name}`))).toEqual([])
})

describe('of a thousand alterations every one is found', () => {
  const all = [...EVENT_ALTERATIONS, ...BLOCK_ALTERATIONS]
  const each = Math.ceil(1000 / all.length)
  test.each(all.map(one => [one.name, one] as const))(
    '%s',
    async (_, alteration) => {
      await fc.assert(
        fc.asyncProperty(pickTwo, async pick => {
          expect(await altered(alteration, pick)).not.toBeNull()
        }),
        { numRuns: each },
      )
    },
    60_000,
  )
  test('and they were at least a thousand, of every kind that a database at rest can show', () => {
    const total = [...kinds.values()].reduce((sum, count) => sum + count, 0)
    expect(total).toBeGreaterThanOrEqual(1000)
    const elsewhere = ['history-replaced', 'log-incomplete']
    expect(FAULTS.filter(kind => !kinds.has(kind) && !elsewhere.includes(kind))).toEqual([])
  })
})

describe('the first broken place is named', () => {
  const eventAlteration = (text: string): Alteration => ({
    name: text,
    apply: async owner => void (await owner.query(text)),
  })
  const faultAfter = (text: string) => altered(eventAlteration(text), [0, 0])
  test('the event that was changed, by its place and block', async () => {
    expect(await faultAfter(`update aman.audit_event set role = 'analyst' where seq in (5, 30)`)).toEqual({
      kind: 'event-altered',
      block: 2,
      seq: 5,
    })
  })
  test('two events that changed places', async () => {
    const text = `update aman.audit_event e set (at, user_id, agency_id, role, action, subject_ids, detail, xid) =
      (select at, user_id, agency_id, role, action, subject_ids, detail, xid from aman.audit_event o where o.seq = 4 + 5 - e.seq) where seq in (4, 5)`
    expect(await faultAfter(text)).toEqual({ kind: 'events-swapped', block: 2, seq: 4 })
  })
  test('a block that is gone, one that stands in for another, and an end that was cut', async () => {
    expect(await faultAfter('delete from aman.audit_block where number = 4')).toMatchObject({
      kind: 'block-missing',
      block: 4,
    })
    const copy = `update aman.audit_block set (sealed_at, members, snapshot, leaves, signed) =
      (select sealed_at, members, snapshot, leaves, signed from aman.audit_block where number = 2) where number = 7`
    expect(await faultAfter(copy)).toMatchObject({ kind: 'block-replayed', block: 7 })
    const cut = `with gone as (delete from aman.audit_block where number > 10 returning members)
      delete from aman.audit_event e using gone where gone.members @> e.seq`
    expect(await faultAfter(cut)).toEqual({ kind: 'tail-cut', block: 11, seq: null })
  })
})

test('events that wait longer than a minute for their seal are told', async () => {
  const later = { ...checked(), now: new Date(house.house.clock().getTime() + 90_000) }
  await house.owner.query('begin')
  await house.owner.query(
    `insert into aman.audit_event (seq, at, action) select max(seq) + 50, $1, 'test.done' from aman.audit_event`,
    [house.house.clock()],
  )
  expect(await verifyState(house.owner, checked())).toMatchObject({ sound: true, unsealed: 1 })
  expect((await verifyState(house.owner, later)).broken).toMatchObject({ kind: 'unsealed-too-long', block: null })
  await house.owner.query('rollback')
})
