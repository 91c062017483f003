import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

const BYTES = 32

/** Reads the root key, making it (0600) only where `mayCreate`: an instance with data and no key must not start with a new one. */
export async function loadRootKey(file: string, mayCreate: boolean): Promise<KeyObject> {
  const found = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Error(`The root key ${file} cannot be read (${error.code}).`)
  })
  if (found) {
    if (found.length !== BYTES) throw new Error(`The root key ${file} is damaged: ${found.length} bytes instead of ${BYTES}.`)
    await refuseOpenKey(file)
    return createSecretKey(found)
  }
  if (!mayCreate) {
    throw new Error(`The root key ${file} is missing. Records cannot be read without it: put the key back from your safe copy.`)
  }
  return createRootKey(file)
}

async function refuseOpenKey(file: string): Promise<void> {
  const mode = (await stat(file)).mode & 0o077
  if (mode !== 0) throw new Error(`The root key ${file} can be read by others. Set its mode to 0600.`)
}

async function createRootKey(file: string): Promise<KeyObject> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const bytes = randomBytes(BYTES)
  const draft = `${file}.${process.pid}.new`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  // link() fails where another process made the key first; its key is then the one.
  const first = await link(draft, file).then(() => true).catch(() => false)
  await rm(draft)
  await chmod(file, 0o600)
  return first ? createSecretKey(bytes) : createSecretKey(await readFile(file))
}

/** A key for one use, so that no two uses share bytes. */
export function subkey(root: KeyObject, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `aman ${use}`, BYTES)))
}

export const subSecret = (root: KeyObject, use: string): string => subkey(root, use).export().toString('base64url')
