import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startContact } from '#features/identification/hotline/start-contact.ts'
import { retireDue } from '#features/protection/retention/retire-due.ts'
import { checkRootKey } from '#server/db/instance.ts'
import type { Actor } from '#server/db/transact.ts'
import { sweepOnce } from '#server/files/sweep.ts'
import { loadRootKey } from '#server/keys/root-key.ts'
import { rotateKeys } from '#server/keys/rotate.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { closeTip } from './close-tip.ts'
import { followTip, openTip } from './follow-tip.ts'
import { leaveTip } from './leave-tip.ts'
import { readTip } from './queries.ts'

const DAY_MS = 86_400_000
const TOLD = { words: 'Invented', about: 'place', danger: 'no', happens: 'now', language: 'ru' } as const

let house: TestHouse
let operator: Actor
let folder = ''
let place = { file: '', copy: '' }
const start = new Date('2026-11-24T06:00:00Z').getTime()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-tips-'))
  place = { file: join(folder, 'root.key'), copy: join(folder, 'root.key.sealed') }
  await writeFile(place.file, randomBytes(32), { mode: 0o600 })
  const ring = () => loadRootKey(place.file, false)
  house = await openTestHouse({}, ring)
  await checkRootKey(house.address, await ring())
  operator = await addStaff(house, await addAgency(house, { kind: 'hotline' }), 'hotline-operator')
})
afterAll(async () => {
  await house.close()
  await rm(folder, { recursive: true, force: true })
})

async function left(receipt: string, traces = true): Promise<string> {
  const file = { name: 'invented.pdf', bytes: Readable.from([Buffer.from('%PDF-1.7 invented')]) }
  const before = await house.owner.query<{ id: string }>('select id from aman.tip')
  await leaveTip(house.house, { told: TOLD, receipt, traces, file })
  const after = await house.owner.query<{ id: string }>('select id from aman.tip where id <> all ($1)', [
    before.rows.map(row => row.id),
  ])
  return after.rows[0]?.id ?? ''
}

async function retire(afterDays: number) {
  const now = new Date(start + afterDays * DAY_MS)
  house.setTime(now)
  await house.owner.query('set role aman_owner')
  const done = await retireDue({ client: house.owner, country: house.house.country, now })
  await house.owner.query('reset role')
  return done.tips
}

const filesOf = async () =>
  (await readdir(house.vaultFolder, { recursive: true, withFileTypes: true })).filter(each => each.isFile())

test('no file of a tip tells in its own date when it came', async () => {
  await left('4444000000000000')
  for (const file of await filesOf()) expect((await stat(join(file.parentPath, file.name))).mtimeMs).toBe(0)
  expect(await sweepOnce(house.house, new Date())).toBe(0)
})

test('after a rotation both ends read on, and what the sender has open goes on', async () => {
  const tipId = await left('5555000000000000')
  const opened = await openTip(house.house, '5555000000000000')
  await rotateKeys({ owner: house.address, place, signing: false, tell: () => {} })
  expect(must(await run(house, operator, readTip, tipId)).messages[0]?.words).toBe('Invented')
  const more = { pass: opened?.pass ?? '', words: 'more', traces: false, file: null }
  expect(await followTip(house.house, more)).toEqual({ kept: true })
  await left('6666000000000000')
  expect((await openTip(house.house, '6666000000000000'))?.said.length).toBe(1)
})

test('ninety days after closing everything of a tip is destroyed, and its receipt opens as little as an unknown one', async () => {
  const tipId = await left('7777000000000000')
  const contact = must(await run(house, operator, startContact, { channel: 'tip' as const, tipId }))
  const { version } = must(await run(house, operator, readTip, tipId))
  must(await run(house, operator, closeTip, { tipId, version, reason: 'acted-on' as const }))
  expect(await retire(89)).toEqual({ closed: 0, destroyed: 0 })
  expect(await openTip(house.house, '7777000000000000')).not.toBe(null)
  const files = (await filesOf()).length
  expect(await retire(90)).toEqual({ closed: 0, destroyed: 1 })
  expect(await openTip(house.house, '7777000000000000')).toBe(null)
  for (const table of ['tip_message', 'tip_file', 'tip_receipt']) {
    const { rows } = await house.owner.query(`select from aman.${table} where tip_id = $1`, [tipId])
    expect(rows, table).toEqual([])
  }
  const { rows } = await house.owner.query('select tip_id from aman.contact where id = $1', [contact.id])
  expect(rows).toEqual([{ tip_id: null }])
  expect((await house.owner.query('select from aman.data_key where subject_id = $1', [tipId])).rows).toEqual([])
  await sweepOnce(house.house, new Date())
  expect((await filesOf()).length).toBe(files - 1)
})

test('what neither side touches for half a year is closed, opens again by a word, and goes ninety days later', async () => {
  expect((await retire(180)).closed).toBe(0)
  expect((await retire(181)).closed).toBe(3)
  const opened = await openTip(house.house, '4444000000000000')
  expect(opened?.status).toBe('closed')
  await followTip(house.house, { pass: opened?.pass ?? '', words: 'still here', traces: false, file: null })
  expect((await openTip(house.house, '4444000000000000'))?.status).toBe('answered')
  expect((await retire(181 + 90)).destroyed).toBe(2)
  expect((await openTip(house.house, '4444000000000000'))?.said.length).toBe(2)
})

test('an unknown number, an erased one and no number at all take the same work', async () => {
  const least = new Map<string, number>()
  // In turn, and the quickest of each: what else the machine does at one moment tells nothing of the work.
  for (let tries = 0; tries < 6; tries++)
    for (const typed of ['7777000000000000', '0101010101010101', 'no number']) {
      const began = performance.now()
      expect(await openTip(house.house, typed)).toBe(null)
      least.set(typed, Math.min(performance.now() - began, least.get(typed) ?? Number.POSITIVE_INFINITY))
    }
  const times = [...least.values()]
  expect(Math.max(...times) / Math.min(...times)).toBeLessThan(3)
})
