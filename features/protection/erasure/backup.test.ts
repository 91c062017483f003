import { type KeyObject, randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { handleOver, openPool, type Tx } from '#server/db/client.ts'
import type { Actor } from '#server/db/transact.ts'
import { dataKeyPlace } from '#server/keys/data-keys.ts'
import { keysOf } from '#server/keys/keys.ts'
import { subkey } from '#server/keys/root-key.ts'
import { newKey, sealKey, unsealKey, unsealText } from '#server/keys/seal.ts'
import { administer } from '#tests/support/global-setup.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'
import { askErasure } from './ask-erasure.ts'
import { carryOutErasure } from './carry-out-erasure.ts'
import { confirmErasure } from './confirm-erasure.ts'

const NAME = 'Markerova Markera'
const DEPTH = 'identity'

let house: TestHouse
let worker: Actor
let caseId: string
let copy: string
const roots = { old: newKey(), next: newKey() }

/** The agency's key in a database, with what a root key alone unlocks: nothing that a running program remembers. */
const agencyKeyIn = (database: string, root: KeyObject) =>
  over(database, tx => keysOf(root).agencyKey(tx, worker.agencyId))

/** Her name as a database holds it, opened with an agency's key from wherever. */
async function nameIn(database: string, agencyKey: KeyObject): Promise<string> {
  return over(database, async (_, client) => {
    const { rows } = await client.query(
      'select i.sealed, k.sealed as key from aman.case_identity i join aman.data_key k on k.subject_id = i.case_id and k.depth = $2 where i.case_id = $1',
      [caseId, DEPTH],
    )
    if (!rows[0]) return 'gone'
    const key = unsealKey(agencyKey, rows[0].key, dataKeyPlace(caseId, DEPTH, worker.agencyId))
    return JSON.parse(unsealText(key, rows[0].sealed, `case_identity|sealed|${caseId}`)).name
  })
}

async function over<T>(database: string, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
  const pool = openPool({ ...inject('owner'), database }, 1)
  const client = await pool.connect()
  try {
    return await work(handleOver(client), client)
  } finally {
    client.release()
    await pool.end()
  }
}

/** A backup, and its restoring: every row of every table, in a database of its own. */
async function restoredCopy(): Promise<string> {
  const name = `${inject('template')}_copy_${randomBytes(4).toString('hex')}`
  await administer(inject('owner'), `create database ${name} template ${inject('template')}`)
  const client = new pg.Client({ ...inject('owner'), database: name })
  await client.connect()
  await client.query('set session_replication_role = replica')
  const { rows } = await house.owner.query<{ relname: string }>(
    `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'aman' and relkind = 'r'`,
  )
  for (const { relname } of rows) {
    const saved = await house.owner.query(`select coalesce(jsonb_agg(t), '[]')::text as all from aman."${relname}" t`)
    await client.query(`delete from aman."${relname}"`)
    await client.query(
      `insert into aman."${relname}" overriding system value select * from jsonb_populate_recordset(null::aman."${relname}", $1)`,
      [saved.rows[0].all],
    )
  }
  await client.end()
  return name
}

type Rotation = { from: keyof typeof roots; to: keyof typeof roots; newAgencyKey: boolean }

/** The live database under another root: with the agency's key as it was, or with a new one that seals anew all that is left. */
async function rotate({ from, to, newAgencyKey }: Rotation): Promise<void> {
  const { agencyId } = worker
  const before = await agencyKeyIn(live(), roots[from])
  const after = newAgencyKey ? newKey() : before
  const { rows } = await house.owner.query('select subject_id, depth, sealed from aman.data_key where agency_id = $1', [
    agencyId,
  ])
  for (const { subject_id, depth, sealed } of rows) {
    const place = dataKeyPlace(subject_id, depth, agencyId)
    await house.owner.query(
      'update aman.data_key set sealed = $4 where subject_id = $1 and depth = $2 and agency_id = $3',
      [subject_id, depth, agencyId, sealKey(after, unsealKey(before, sealed, place), place)],
    )
  }
  const wrapped = sealKey(subkey(roots[to], 'agency keys'), after, `agency_key|wrapped|${agencyId}`)
  await house.owner.query('update aman.agency_key set wrapped = $2 where agency_id = $1', [agencyId, wrapped])
}

const live = () => house.owner.database ?? ''

beforeAll(async () => {
  const plain = await openTestHouse()
  house = { ...plain, house: { ...plain.house, keys: keysOf(roots.old) } }
  worker = await addActor(house, 'case-worker')
  const second = await addStaff(house, worker.agencyId, 'case-worker')
  caseId = await openedCase(house, worker, { identity: { name: NAME } })
  await openedCase(house, worker)
  must(await run(house, worker, closeCase, { caseId, version: 1 }))
  copy = await restoredCopy()
  must(await run(house, worker, askErasure, { caseId, wishedBy: 'self' as const }))
  must(await run(house, second, confirmErasure, { caseId }))
  house.setTime(new Date(house.house.clock().getTime() + 8 * 86_400_000))
  must(await run(house, second, carryOutErasure, { caseId }))
})
afterAll(async () => {
  await house.close()
  await administer(inject('owner'), `drop database ${copy} with (force)`)
})

test('a backup from before the erasure opens with the old root key, and so the tests below can fail', async () => {
  expect(await nameIn(copy, await agencyKeyIn(copy, roots.old))).toBe(NAME)
  expect(await nameIn(live(), await agencyKeyIn(live(), roots.old))).toBe('gone')
})

test('a rotation that only wraps the agency keys anew would bring the name back', async () => {
  await rotate({ from: 'old', to: 'next', newAgencyKey: false })
  expect(await nameIn(copy, await agencyKeyIn(live(), roots.next))).toBe(NAME)
  await rotate({ from: 'next', to: 'old', newAgencyKey: false })
})

test('a restored backup without the old root key cannot bring the name back, whatever the live system opens', async () => {
  await rotate({ from: 'old', to: 'next', newAgencyKey: true })
  await expect(agencyKeyIn(copy, roots.next)).rejects.toThrow()
  await expect(agencyKeyIn(live(), roots.old)).rejects.toThrow()
  await expect(nameIn(copy, await agencyKeyIn(live(), roots.next))).rejects.toThrow()
})
