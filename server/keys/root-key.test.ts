import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { INSTANCE_USES, rootOf, subkey, textOf } from './keyring.ts'
import { loadRootKey } from './root-key.ts'

const folders: string[] = []
let folder = ''
let file = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-key-'))
  folders.push(folder)
  file = join(folder, 'data', 'root.key')
})
afterAll(() => Promise.all(folders.map(each => rm(each, { recursive: true, force: true }))))

const bytesOf = async (mayCreate = true) => rootOf(await loadRootKey(file, mayCreate), 1).export()

describe('the first start', () => {
  test('makes a key of 32 bytes that only its owner reads, in a folder that only she opens', async () => {
    const key = await bytesOf()
    expect(key).toHaveLength(32)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700)
    expect(await readFile(file)).toEqual(key)
  })
  test('keeps its mode whatever the process allows new files', async () => {
    const before = process.umask(0)
    try {
      await bytesOf()
    } finally {
      process.umask(before)
    }
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })
  test('leaves nothing beside the key', async () => {
    await bytesOf()
    expect(await readdir(join(folder, 'data'))).toEqual(['root.key'])
  })
  test('what a start that was cut off left behind does not stand in the way', async () => {
    await mkdir(join(folder, 'data'))
    await writeFile(`${file}.${process.pid}.new`, 'half')
    expect(await bytesOf()).toHaveLength(32)
  })
  test('says in one line why no key can be made', async () => {
    await writeFile(join(folder, 'data'), 'a file where the folder should be')
    await expect(bytesOf()).rejects.toThrow(/^The root key .*root\.key cannot be (made|read) \(E[A-Z]+\)\.$/)
  })
})

test('the second start finds the same key, and does not write it anew', async () => {
  const first = await bytesOf()
  const { mtimeMs, ino } = await stat(file)
  expect(await bytesOf()).toEqual(first)
  expect(await bytesOf(false)).toEqual(first)
  expect(await stat(file)).toMatchObject({ mtimeMs, ino })
})

test('many who make it at once in one process hold one key', async () => {
  const keys = await Promise.all(Array.from({ length: 10 }, () => bytesOf()))
  expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1)
  expect(await readdir(join(folder, 'data'))).toEqual(['root.key'])
})

test('two processes that make it at once hold one key', async () => {
  const script = `const { loadRootKey } = await import('#server/keys/root-key.ts')
    await new Promise(resolve => setTimeout(resolve, Number(process.argv[2]) - Date.now()))
    console.log((await loadRootKey(process.argv[1], true)).roots.get(1).export().toString('hex'))`
  const at = Date.now() + 2_500
  const start = () =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, file, `${at}`])
  const answers = await Promise.all([start(), start()])
  expect(answers[0].stdout).toMatch(/^[0-9a-f]{64}\n$/)
  expect(answers[1].stdout).toBe(answers[0].stdout)
  expect(answers[0].stdout.trim()).toBe((await readFile(file)).toString('hex'))
})

describe('a start that must not go on', () => {
  test('an instance with data and without its key makes no new one', async () => {
    await expect(bytesOf(false)).rejects.toThrow(/is missing.*put the key back from your safe copy/)
    expect(await readdir(folder)).toEqual([])
  })
  test.each([0, 1, 31, 33, 4096])('a key of %i bytes is damaged', async length => {
    await mkdir(join(folder, 'data'))
    await writeFile(file, Buffer.alloc(length, 1), { mode: 0o600 })
    await expect(bytesOf()).rejects.toThrow(`is damaged: ${length} bytes instead of 32`)
    expect(await readFile(file)).toHaveLength(length)
  })
  test.each([0o640, 0o604, 0o620, 0o644, 0o666, 0o601])('a key with mode %o is open to others', async mode => {
    await bytesOf()
    await chmod(file, mode)
    await expect(bytesOf()).rejects.toThrow('Set its mode to 0600')
  })
  test('nor through a link to a key that is open to others', async () => {
    const real = join(folder, 'real.key')
    await writeFile(real, Buffer.alloc(32, 1), { mode: 0o644 })
    await mkdir(join(folder, 'data'))
    await symlink(real, file)
    await expect(bytesOf()).rejects.toThrow('can be read by others')
  })
  test('a folder in its place says so', async () => {
    await mkdir(file, { recursive: true })
    await expect(bytesOf()).rejects.toThrow('cannot be read (EISDIR)')
  })
})

test('a key that only its owner reads is fine, also without the right to write it', async () => {
  const made = await bytesOf()
  await chmod(file, 0o400)
  expect(await bytesOf()).toEqual(made)
})

test('each use has bytes of its own, the same at each start, and none are those of the root', async () => {
  const ring = await loadRootKey(file, true)
  const all = () => INSTANCE_USES.map(use => textOf(ring.secret(use)))
  const root = rootOf(ring, 1)
  expect(new Set([...all(), textOf(root), textOf(subkey(root, 'agency keys'))]).size).toBe(INSTANCE_USES.length + 2)
  const again = await loadRootKey(file, false)
  expect(INSTANCE_USES.map(use => textOf(again.secret(use)))).toEqual(all())
})
