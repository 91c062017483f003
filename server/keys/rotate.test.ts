import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addAgency } from '#features/partnership/agencies/add-agency.ts'
import { readWholeCase } from '#features/protection/cases/read-case.ts'
import { readAddress } from '#features/protection/shelters/queries.ts'
import { addShelter, changeAddress } from '#features/protection/shelters/set-up-shelter.ts'
import { type Sealed as SealedBlocks, sealEvents } from '#server/audit/seal-events.ts'
import { checkRootKey } from '#server/db/instance.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { openAuditor } from '#tests/support/sealing.ts'
import { consented, must, openedCase, run, sentReferral } from '#tests/support/thread.ts'
import { dataKeyPlace } from './data-keys.ts'
import { INSTANCE_USES, type Keyring, markOf, rootOf, textOf } from './keyring.ts'
import { agencyKeyPlace, keysOf, wrappingKey } from './keys.ts'
import { loadRootKey } from './root-key.ts'
import { type RotationStep, rotateKeys } from './rotate.ts'
import { unsealKey } from './seal.ts'
import { openSigner } from './signer.ts'

let folder = ''
let place = { file: '', copy: '' }
let house: TestHouse
let worker: Actor
let shelter: Actor

const ring = () => loadRootKey(place.file, false)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-rotate-'))
  place = { file: join(folder, 'root.key'), copy: join(folder, 'root.key.sealed') }
  await writeFile(place.file, randomBytes(32), { mode: 0o600 })
  house = await openTestHouse({}, ring)
  await checkRootKey(house.address, await ring())
  worker = await addActor(house, 'case-worker')
  shelter = await addActor(house, 'shelter-manager', { kind: 'shelter' })
})
afterEach(async () => {
  await house.close()
  await rm(folder, { recursive: true, force: true })
})

const rotate = (tell: (step: RotationStep) => void = () => undefined, signing = false) =>
  rotateKeys({ owner: house.address, place, signing, tell })

const readName = async (caseId: string, actor = worker) =>
  must(await run(house, actor, readWholeCase, caseId)).identity?.name

const counted = async (table: string, where = 'true') =>
  (await house.owner.query(`select count(*)::int as n from aman.${table} where ${where}`)).rows[0].n

/** How many of the sealed data keys a keyring opens. */
async function opens(held: Keyring, rows: { keys: Wrapped[]; data: Sealed[] }): Promise<number> {
  let opened = 0
  for (const { agency_id, wrapped, key_version } of rows.keys) {
    for (const root of held.roots.keys()) {
      try {
        const key = unsealKey(wrappingKey(held, root), wrapped, agencyKeyPlace(agency_id))
        for (const each of rows.data.filter(one => one.agency_id === agency_id && one.key_version === key_version)) {
          unsealKey(key, each.sealed, dataKeyPlace(each.subject_id, each.depth, agency_id))
          opened += 1
        }
      } catch {
        // Does not open, which is what is counted.
      }
    }
  }
  return opened
}

type Wrapped = { agency_id: string; wrapped: Buffer; key_version: number }
type Sealed = { subject_id: string; depth: 'identity' | 'full'; agency_id: string; sealed: Buffer; key_version: number }

const stored = async () => ({
  keys: (await house.owner.query<Wrapped>('select * from aman.agency_key')).rows,
  data: (await house.owner.query<Sealed>('select * from aman.data_key')).rows,
})

test('after a rotation everything is read as before, by a program that was running and by a new one', async () => {
  const caseId = await openedCase(house, worker)
  const shelterId = must(
    await run(house, shelter, addShelter, { code: 'S-1', region: 'KZ-61', languages: ['ru'], address: 'A street' }),
  ).id
  const secrets = INSTANCE_USES.map(async use => textOf((await ring()).secret(use)))
  const before = await Promise.all(secrets)

  expect(await rotate()).toMatchObject({ version: 2, dataKeys: 2, resumed: false })

  expect(await readName(caseId)).toBe('Invented Name')
  expect(must(await run(house, shelter, readAddress, shelterId)).address).toBe('A street')
  must(await run(house, shelter, changeAddress, { shelterId, address: 'Another street' }))
  const fresh = { ...house, house: { ...house.house, keys: keysOf(await ring(), ring) } }
  expect(must(await run(fresh, worker, readWholeCase, caseId)).narrative[0]?.text).toBe('To sleep in peace')
  expect(must(await run(fresh, shelter, readAddress, shelterId)).address).toBe('Another street')
  expect(await Promise.all(INSTANCE_USES.map(async use => textOf((await ring()).secret(use))))).toEqual(before)
  expect(await readdir(folder)).toEqual(['root.key', 'root.key.sealed'])
  expect((await stat(place.file)).mode & 0o777).toBe(0o600)
})

test('the old root key opens nothing that is stored now, and the new one nothing that was stored before', async () => {
  await openedCase(house, worker)
  const old = await ring()
  const then = await stored()
  await rotate()
  const now = await stored()
  expect(await opens(old, then)).toBe(2)
  expect(await opens(await ring(), now)).toBe(2)
  expect(await opens(old, now)).toBe(0)
  expect(await opens(await ring(), then)).toBe(0)
  expect((await ring()).roots.size).toBe(1)
  expect(textOf(rootOf(await ring(), 2))).not.toBe(textOf(rootOf(old, 1)))
  for (const table of ['agency_key', 'data_key', 'signing_key']) expect(await counted(table, 'key_version < 2')).toBe(0)
})

test('the database follows: the old root key is not its own any more', async () => {
  const old = await ring()
  await rotate()
  await checkRootKey(house.address, await ring())
  await expect(checkRootKey(house.address, old)).rejects.toThrow('is not the one')
})

test('what happens during a rotation is sealed into the record as at any other time', async () => {
  await openedCase(house, worker)
  const auditor = await openAuditor(house)
  const sealed: Promise<SealedBlocks | null>[] = []
  await rotate(() => {
    if (sealed.length === 0) sealed.push(sealEvents(auditor, house.house.signer, house.house.clock()))
  })
  expect(await sealed[0]).toMatchObject({ blocks: 1 })
  await auditor.end()
})

test('keys rotate again and again', async () => {
  const caseId = await openedCase(house, worker)
  for (const version of [2, 3, 4]) expect(await rotate()).toMatchObject({ version, dataKeys: 2 })
  expect(await readName(caseId)).toBe('Invented Name')
  expect(await counted('key_version')).toBe(1)
})

const STEPS: RotationStep[] = ['version-added', 'root-key-added', 'agency-keys-made', 'data-keys-sealed', 'turned']

test.each(STEPS)('a rotation that dies at "%s" loses nothing, and the next call ends it', async step => {
  const cases = [await openedCase(house, worker), await openedCase(house, worker)]
  const old = await ring()
  const dies = (reached: RotationStep) => {
    if (reached === step) throw new Error('cut off')
  }
  await expect(rotate(dies)).rejects.toThrow('cut off')

  const between = await openedCase(house, worker)
  for (const each of [...cases, between]) expect(await readName(each)).toBe('Invented Name')
  const started = { ...house, house: { ...house.house, keys: keysOf(await ring(), ring) } }
  await checkRootKey(house.address, await ring())
  expect(must(await run(started, worker, readWholeCase, between)).identity?.name).toBe('Invented Name')
  const later = await openedCase(started, worker)

  expect(await rotate()).toMatchObject({ version: 2, resumed: true })
  for (const each of [...cases, between, later]) expect(await readName(each)).toBe('Invented Name')
  expect(await opens(old, await stored())).toBe(0)
  expect((await ring()).roots.size).toBe(1)
})

test('a root key from before a rotation that has begun is refused, by the start and by the rotation', async () => {
  await copyFile(place.file, join(folder, 'safe copy'))
  await expect(
    rotate(step => {
      if (step === 'agency-keys-made') throw new Error('cut off')
    }),
  ).rejects.toThrow()
  const both = await ring()
  await copyFile(join(folder, 'safe copy'), place.file)
  await expect(checkRootKey(house.address, await ring())).rejects.toThrow('from before a rotation that has begun')
  await expect(rotate()).rejects.toThrow('Put the newest copy of the root key back')
  expect(markOf(rootOf(both, 1))).toEqual(markOf(rootOf(await ring(), 1)))
})

test('of two rotations at once one runs, and the other is told', async () => {
  const results = await Promise.allSettled([rotate(), rotate()])
  expect(results.filter(each => each.status === 'fulfilled')).toHaveLength(1)
  expect(results.find(each => each.status === 'rejected')).toMatchObject({
    reason: { message: 'Another rotation is running.' },
  })
})

test('no request fails while keys rotate: cases are opened, read and referred, agencies added, by two programs', async () => {
  const second = { ...house, house: { ...house.house, keys: keysOf(await ring(), ring) } }
  const administrator = await addActor(house, 'administrator')
  const opened: string[] = []
  let running = true
  const work = async (test: TestHouse, rounds = 0): Promise<number> => {
    if (!running) return rounds
    const caseId = await openedCase(test, worker)
    opened.push(caseId)
    await consented(test, worker, { caseId, toAgencyId: shelter.agencyId })
    await sentReferral(test, worker, { caseId, toAgencyId: shelter.agencyId })
    expect(must(await run(test, worker, readWholeCase, caseId)).identity?.name).toBe('Invented Name')
    if (rounds % 5 === 0) must(await run(test, administrator, addAgency, agency(`${caseId} ${rounds}`)))
    return work(test, rounds + 1)
  }
  const workers = [house, second, house, second].map(each => work(each))
  for (const version of [2, 3, 4]) expect(await rotate()).toMatchObject({ version })
  // On a busy machine the rotations may be over first.
  await vi.waitUntil(() => opened.length > 4, { timeout: 30_000 })
  running = false
  const rounds = (await Promise.all(workers)).reduce((sum, each) => sum + each, 0)

  expect(rounds).toBeGreaterThan(4)
  expect(await counted('case')).toBe(rounds)
  expect(await counted('data_key')).toBe(3 * rounds)
  expect(await counted('data_key', 'key_version < 4')).toBe(0)
  expect(await opens(await ring(), await stored())).toBe(3 * rounds)
  for (const each of opened) expect(await readName(each)).toBe('Invented Name')
}, 60_000)

const agency = (name: string) => ({
  kind: 'ngo',
  name,
  region: 'KZ-61',
  languages: ['ru'],
  services: ['legal' as const],
  groups: [],
})

test('with --signing the old key checks what it signed and signs no more; without it the key stays', async () => {
  const signed = await house.house.signer.sign('consent', { invented: true })
  expect(await rotate()).toMatchObject({ signingKey: null })
  expect((await openSigner(house.address, await ring())).kid).toBe(house.house.signer.kid)

  const { signingKey } = await rotate(undefined, true)
  const signer = await openSigner(house.address, await ring())
  expect(signer.kid).toBe(signingKey)
  expect(signer.kid).not.toBe(house.house.signer.kid)
  expect(must(await signer.verify('consent', signed))).toEqual({ invented: true })
  expect(must(await signer.verify('consent', await signer.sign('consent', { later: true })))).toEqual({ later: true })
  // Once more, so that what is left of the retired one is wrapped anew as well; a key put there by somebody else checks nothing.
  await rotate()
  await house.owner.query(
    `insert into aman.signing_key select 'forged', public_jwk, wrapped, made_at, now(), key_version from aman.signing_key limit 1`,
  )
  const later = await openSigner(house.address, await ring())
  expect(must(await later.verify('consent', signed))).toEqual({ invented: true })
  expect(later.publicKeys()).toHaveLength(2)
})
