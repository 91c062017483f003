import { type KeyObject, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { handleOver, openPool, type Tx } from '#server/db/client.ts'
import { checkRootKey } from '#server/db/instance.ts'
import type { Actor } from '#server/db/transact.ts'
import { dataKeyPlace } from '#server/keys/data-keys.ts'
import type { Keyring } from '#server/keys/keyring.ts'
import { keysOf } from '#server/keys/keys.ts'
import { loadRootKey } from '#server/keys/root-key.ts'
import { rotateKeys } from '#server/keys/rotate.ts'
import { unsealKey, unsealText } from '#server/keys/seal.ts'
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
let folder = ''
let place = { file: '', copy: '' }

const ring = () => loadRootKey(place.file, false)

/** The agency's key in a database, with what a keyring alone unlocks: nothing that a running program remembers. */
const agencyKeyIn = async (database: string, held: Keyring) =>
  (await over(database, tx => keysOf(held, async () => held).agencyKey(tx, worker.agencyId))).key

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

const live = () => house.owner.database ?? ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-erasure-'))
  place = { file: join(folder, 'root.key'), copy: join(folder, 'root.key.sealed') }
  await writeFile(place.file, randomBytes(32), { mode: 0o600 })
  house = await openTestHouse({}, ring)
  await checkRootKey(house.address, await ring())
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
}, 60_000)
afterAll(async () => {
  await house.close()
  await administer(inject('owner'), `drop database ${copy} with (force)`)
  await rm(folder, { recursive: true, force: true })
})

test('a restored backup without the old root key cannot bring the name back, whatever the live system opens', async () => {
  const old = await ring()
  // With it the backup opens, and so what follows can fail.
  expect(await nameIn(copy, await agencyKeyIn(copy, old))).toBe(NAME)
  expect(await nameIn(live(), await agencyKeyIn(live(), old))).toBe('gone')

  await rotateKeys({ owner: house.address, place, signing: false, tell: () => undefined })
  const next = await ring()
  await expect(agencyKeyIn(copy, next)).rejects.toThrow()
  await expect(agencyKeyIn(live(), old)).rejects.toThrow()
  await expect(nameIn(copy, await agencyKeyIn(live(), next))).rejects.toThrow()
})
