import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { firstKeyring, withNext, withOnly } from '#server/keys/keyring.ts'
import { keyringFrom, loadRootKey, placeRecovered, replaceKeyring } from '#server/keys/root-key.ts'
import { newKey } from '#server/keys/seal.ts'
import { aman } from '#tests/support/browser-command.ts'

let folder = ''
let root = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-keys-'))
  root = join(folder, 'root.key')
  await writeFile(root, randomBytes(32), { mode: 0o600 })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const split = (...more: string[]) =>
  aman(['keys', 'split', '--data', folder, '--shares', '5', '--threshold', '3', ...more])
const recover = (...files: string[]) => aman(['keys', 'recover', '--data', folder, '--share', ...files])

async function isRefused(command: ReturnType<typeof aman>, why: string): Promise<void> {
  const { code, out, err } = await command
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^[^\n]+\n$/)
  expect(err).toContain(why)
}

test('shares in files bring back the very key that was lost', async () => {
  const before = await readFile(root)
  const { code, out } = await split('--to', folder)
  const files = out.trim().split('\n')
  expect([code, files.length]).toEqual([0, 5])
  for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600)
  await rm(root)
  const [one = '', two = '', three = '', four = ''] = files
  await isRefused(recover(one, two), '3 shares are needed')
  await isRefused(recover(one, two, two), 'given twice')
  await writeFile(four, (await readFile(four, 'utf8')).replace(/[2-9](?=[^#]*$)/, '1'))
  await isRefused(recover(one, two, four), 'damaged or mistyped')
  await isRefused(recover(one, two, join(folder, 'none')), 'cannot be read')
  expect(await readdir(folder)).not.toContain('root.key')
  expect((await recover(one, two, three)).code).toBe(0)
  expect(await readFile(root)).toEqual(before)
  expect((await stat(root)).mode & 0o777).toBe(0o600)
  expect((await recover(one, two, three)).out).toContain('already')
  await writeFile(root, randomBytes(32), { mode: 0o600 })
  await isRefused(recover(one, two, three), 'There is another root key')
})

test('a count of shares that makes no sense is refused, and so is a split in the middle of a rotation', async () => {
  await isRefused(aman(['keys', 'split', '--data', folder, '--shares', '1', '--threshold', '1']), '--shares takes')
  await isRefused(aman(['keys', 'split', '--data', folder, '--shares', '3', '--threshold', '4']), 'cannot be more')
  await isRefused(aman(['keys', 'split', '--data', folder, '--shares', 'x', '--threshold', '2']), '--shares takes')
  await replaceKeyring({ file: root, copy: `${root}.sealed` }, withNext(await loadRootKey(root, false), 2))
  await isRefused(split(), 'A rotation has begun')
})

test('after a rotation shares of the new key bring back the secrets too; while it ran, shares of either', async () => {
  const place = { file: root, copy: `${root}.sealed` }
  const first = firstKeyring(newKey())
  const both = withNext(first, 2)
  const [old, next] = [both.roots.get(1), both.roots.get(2)]
  if (!old || !next) throw new Error('no keys')
  await replaceKeyring(place, both)
  const written = await readFile(root)
  for (const [version, key] of [
    [1, old],
    [2, next],
  ] as const) {
    await rm(root)
    expect(await placeRecovered(place, await keyringFrom(place, key, version))).toBe('written')
    expect(await readFile(root)).toEqual(written)
  }
  await replaceKeyring(place, withOnly(both, 2))
  await expect(keyringFrom(place, old, 1)).rejects.toThrow('of another root key')
  const back = await keyringFrom(place, next, 2)
  expect(back.secret('sign-in').equals(first.secret('sign-in'))).toBe(true)
  await rm(place.copy)
  await expect(keyringFrom(place, next, 2)).rejects.toThrow('is missing')
})
