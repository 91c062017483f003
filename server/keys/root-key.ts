import { type KeyObject, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder, writeDurably } from './durable.ts'
import { decodeKeyring, encodeKeyring, firstKeyring, type Keyring, markOf, rootOf, subkey } from './keyring.ts'
import { seal, unseal } from './seal.ts'

const BYTES = 32

/** Where the keyring lies, and beside the database its copy: sealed under the root key itself, so that shares of that key suffice. */
export type KeyringPlace = { file: string; copy: string }

/** Reads the root key, making it (0600) only where `mayCreate`: an instance with data and no key must not start with a new one. */
export async function loadRootKey(file: string, mayCreate: boolean): Promise<Keyring> {
  const found = await readIfThere(file)
  if (found) {
    const ring = decodeKeyring(found)
    if (!ring) throw new Error(`The root key ${file} is damaged: ${found.length} bytes instead of ${BYTES}.`)
    await refuseOpenKey(file)
    return ring
  }
  if (!mayCreate) {
    throw new Error(
      `The root key ${file} is missing. Records cannot be read without it: put the key back from your safe copy.`,
    )
  }
  return createRootKey(file)
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new Error(`The root key ${file} cannot be read (${code}).`)
  }
}

async function refuseOpenKey(file: string): Promise<void> {
  const mode = (await stat(file)).mode & 0o077
  if (mode !== 0) throw new Error(`The root key ${file} can be read by others. Set its mode to 0600.`)
}

async function createRootKey(file: string): Promise<Keyring> {
  await placeNewKey(file, randomBytes(BYTES))
  return loadRootKey(file, false)
}

/** Puts a key where none is. Where another process was faster, its key is the one. */
async function placeNewKey(file: string, bytes: Buffer): Promise<void> {
  const draft = draftOf(file)
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeDurably(draft, bytes)
    await link(draft, file).catch(unlessThere)
    await syncFolder(dirname(file))
  } catch (error) {
    throw new Error(`The root key ${file} cannot be made (${(error as NodeJS.ErrnoException).code}).`)
  } finally {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

const draftOf = (file: string) => `${file}.${randomBytes(6).toString('hex')}.new`

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Whole or not at all: the sealed copy first, so that at no moment a key is in use which the copy does not hold. */
export async function replaceKeyring(place: KeyringPlace, ring: Keyring): Promise<void> {
  await replaceFile(place.copy, sealedCopies(ring))
  await replaceFile(await realpath(place.file), encodeKeyring(ring))
}

async function replaceFile(file: string, bytes: Buffer): Promise<void> {
  const draft = draftOf(file)
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeDurably(draft, bytes)
    await rename(draft, file)
    await syncFolder(dirname(file))
  } catch (error) {
    throw new Error(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`)
  } finally {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

const copyPlace = (version: number) => `keyring|copy|${version}`

/** The keyring under each of its root keys: shares of either one bring back both while a rotation runs. */
function sealedCopies(ring: Keyring): Buffer {
  const plain = encodeKeyring(ring)
  const copies = [...ring.roots].map(([version, root]) => [
    version,
    seal(subkey(root, 'keyring'), plain, copyPlace(version)).toString('base64'),
  ])
  return Buffer.from(`${JSON.stringify(Object.fromEntries(copies))}\n`)
}

/** The keyring of a root key that came back from shares. An instance that never rotated has no copy, and needs none. */
export async function keyringFrom(place: KeyringPlace, root: KeyObject, version: number): Promise<Keyring> {
  const copies = await readIfThere(place.copy)
  if (!copies && version === 1) return firstKeyring(root)
  try {
    const sealed = Buffer.from(String(JSON.parse((copies ?? '').toString())[version]), 'base64')
    const ring = decodeKeyring(unseal(subkey(root, 'keyring'), sealed, copyPlace(version)))
    if (ring && markOf(rootOf(ring, version)).equals(markOf(root))) return ring
  } catch {
    // Said below: to whoever holds the shares it is one thing that does not fit.
  }
  throw new Error(
    copies
      ? `These shares are of another root key than the one that ${place.copy} was sealed with.`
      : `${place.copy} is missing. Put it back from the backup of the data folder; the shares open it.`,
  )
}

/** Writes a recovered keyring. Never over another one. */
export async function placeRecovered(place: KeyringPlace, ring: Keyring): Promise<'written' | 'already-there'> {
  const bytes = ring.version === 1 && ring.roots.size === 1 ? rootOf(ring, 1).export() : encodeKeyring(ring)
  const before = await readIfThere(place.file)
  if (!before) await placeNewKey(place.file, bytes)
  const there = await readIfThere(place.file)
  if (there?.equals(bytes)) return before ? 'already-there' : 'written'
  throw new Error(`There is another root key at ${place.file}. It was left as it is: move it away first.`)
}
