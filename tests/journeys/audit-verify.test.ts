import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#server/db/database.ts'
import { loadRootKey } from '#server/keys/root-key.ts'
import { aman, freePort, running } from '#tests/support/browser-command.ts'

let folder = ''
let dataDir = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-verify-'))
  dataDir = join(folder, 'aman')
  const port = await freePort()
  const started = await running(['start', '--data', dataDir, '--port', String(port)], /set-up/)
  await started.stop()
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

const verify = (...args: string[]) => aman(['audit', 'verify', '--data', dataDir, ...args])

/** As somebody who controls the database. */
async function alter(text: string): Promise<void> {
  const ring = await loadRootKey(join(dataDir, 'root.key'), false)
  const database = await openDatabase({ dataDir, databaseUrl: null, ring, log: () => undefined })
  const client = new pg.Client(database.owner)
  await client.connect()
  await client.query(text)
  await client.end()
  await database.stop()
}

test('a stopped Aman leaves a sound and wholly sealed record, and its head beside the database', async () => {
  const { code, out, err } = await verify('--json')
  expect([code, err]).toEqual([0, ''])
  const verdict = JSON.parse(out)
  expect(Object.keys(verdict)).toEqual(['sound', 'blocks', 'events', 'unsealed', 'head', 'broken'])
  expect(verdict).toMatchObject({ sound: true, unsealed: 0, broken: null })
  const head = JSON.parse(await readFile(join(dataDir, 'audit-head.json'), 'utf8'))
  expect(verdict.head).toMatchObject({ block: head.block, sha256: head.sha256 })
}, 60_000)

test('what cannot be checked ends with 2 and one line', async () => {
  const bad = join(folder, 'bad.json')
  await writeFile(bad, '{"signed": "x.y.z"}')
  const nowhere = aman(['audit', 'verify', '--data', join(folder, 'nothing')])
  for (const ended of [await nowhere, await verify('--head', bad), await verify('--head', join(folder, 'none'))]) {
    expect([ended.code, ended.out]).toEqual([2, ''])
    expect(ended.err).toMatch(/^aman: [^\n]+\n$/)
  }
}, 60_000)

test('a head as the page shows it is taken', async () => {
  const { signed } = JSON.parse(await readFile(join(dataDir, 'audit-head.json'), 'utf8'))
  const kept = join(folder, 'kept.json')
  await writeFile(kept, JSON.stringify({ signed }))
  expect((await verify('--head', kept)).code).toBe(0)
}, 60_000)

test('an event that was changed in the database ends with 1 and is named', async () => {
  await alter(
    `update aman.audit_event set action = 'sign-in.nothing' where seq = (select min(seq) from aman.audit_event)`,
  )
  const { code, out } = await verify('--json')
  expect(code).toBe(1)
  expect(JSON.parse(out).broken).toEqual({ kind: 'event-altered', block: 1, seq: 1 })
  const plain = await verify()
  expect(plain.out).toContain('First broken place: event-altered, block 1, event 1')
}, 60_000)
