import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

const BYTES = 32

/** Reads the root key, making it (0600) only where `mayCreate`: an instance with data and no key must not start with a new one. */
export async function loadRootKey(file: string, mayCreate: boolean): Promise<KeyObject> {
  const found = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Error(`The root key ${file} cannot be read (${error.code}).`)
  })
  if (found) {
    if (found.length !== BYTES)
      throw new Error(`The root key ${file} is damaged: ${found.length} bytes instead of ${BYTES}.`)
    await refuseOpenKey(file)
    return createSecretKey(found)
  }
  if (!mayCreate) {
    throw new Error(
      `The root key ${file} is missing. Records cannot be read without it: put the key back from your safe copy.`,
    )
  }
  return createRootKey(file)
}

async function refuseOpenKey(file: string): Promise<void> {
  const mode = (await stat(file)).mode & 0o077
  if (mode !== 0) throw new Error(`The root key ${file} can be read by others. Set its mode to 0600.`)
}

async function createRootKey(file: string): Promise<KeyObject> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.new`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeDurably(draft, randomBytes(BYTES))
    // Fails where another process made the key first; its key is then the one.
    await link(draft, file).catch(unlessThere)
    await syncFolder(dirname(file))
    return createSecretKey(await readFile(file))
  } catch (error) {
    throw new Error(`The root key ${file} cannot be made (${(error as NodeJS.ErrnoException).code}).`)
  } finally {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.chmod(0o600)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

// Records sealed with a key whose name a power cut takes from the folder could never be read again.
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A key for one use, so that no two uses share bytes. */
export function subkey(root: KeyObject, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `aman ${use}`, BYTES)))
}

export const subSecret = (root: KeyObject, use: string): string => subkey(root, use).export().toString('base64url')
