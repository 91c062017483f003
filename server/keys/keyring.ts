import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { newKey } from './seal.ts'

/** Secrets of the instance that wrap nothing of a person's. They stay when the root key is rotated, so that nobody has to sign in anew. */
export const INSTANCE_USES = [
  'forms',
  'requests',
  'receipts',
  'caller',
  'tips',
  'devices',
  'evidence',
  'sign-in',
  'database aman_app',
  'database aman_auth',
  'database aman_audit',
  'database superuser',
] as const
export type InstanceUse = (typeof INSTANCE_USES)[number]

/** What the root key's file holds: the root key of each version in use (one; two while a rotation runs), and the instance's secrets. */
export type Keyring = {
  readonly roots: ReadonlyMap<number, KeyObject>
  /** The newest version: what is made is sealed under it. */
  readonly version: number
  secret(use: InstanceUse): KeyObject
}

const BYTES = 32

/** A key for one use, so that no two uses share bytes. */
export function subkey(root: KeyObject, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `aman ${use}`, BYTES)))
}

export const textOf = (secret: KeyObject): string => secret.export().toString('base64url')

/** Recognises a root key without telling anything of it. */
export const markOf = (root: KeyObject): Buffer =>
  createHmac('sha256', textOf(subkey(root, 'key check')))
    .update('aman')
    .digest()

/** The keyring of an instance that has never rotated: a bare root key, from which the secrets follow as well. */
export function firstKeyring(root: KeyObject): Keyring {
  return { roots: new Map([[1, root]]), version: 1, secret: use => subkey(root, use) }
}

export function rootOf(ring: Keyring, version: number): KeyObject {
  const root = ring.roots.get(version)
  if (!root) throw new Error('a root key of a version that is not held')
  return root
}

/** The same instance with one version more. The secrets are no longer what follows from a root key, so the old one can go. */
export function withNext(ring: Keyring, version: number): Keyring {
  return withRoots(ring, new Map([...ring.roots, [version, newKey()]]))
}

export function withOnly(ring: Keyring, version: number): Keyring {
  return withRoots(ring, new Map([[version, rootOf(ring, version)]]))
}

function withRoots(ring: Keyring, roots: ReadonlyMap<number, KeyObject>): Keyring {
  const secrets = new Map(INSTANCE_USES.map(use => [use, ring.secret(use)]))
  return ringOf(roots, secrets)
}

function ringOf(roots: ReadonlyMap<number, KeyObject>, secrets: ReadonlyMap<string, KeyObject>): Keyring {
  return {
    roots,
    version: Math.max(...roots.keys()),
    secret(use) {
      const kept = secrets.get(use)
      if (kept) return kept
      // A keyring that was written before there was such a use: what follows from a secret that stays, stays.
      const requests = secrets.get('requests')
      if (!requests) throw new Error(`no secret for ${use}`)
      return subkey(requests, use)
    },
  }
}

type Written = { roots: Record<string, string>; secrets: Record<string, string> }

const checkOf = (written: Written) => createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 16)
const inText = (keys: Iterable<readonly [string | number, KeyObject]>) =>
  Object.fromEntries([...keys].map(([name, key]) => [name, textOf(key)]))

/** A bare root key stays 32 bytes; anything more is text that says what it is. */
export function encodeKeyring(ring: Keyring): Buffer {
  const written: Written = {
    roots: inText(ring.roots),
    secrets: inText(INSTANCE_USES.map(use => [use, ring.secret(use)] as const)),
  }
  const text = JSON.stringify({ aman: 'root key, keep it secret', ...written, check: checkOf(written) }, null, 1)
  return Buffer.from(`${text}\n`)
}

/** Null where the bytes are damaged. */
export function decodeKeyring(bytes: Buffer): Keyring | null {
  if (bytes.length === BYTES) return firstKeyring(createSecretKey(bytes))
  try {
    const { roots, secrets, check }: Written & { check: string } = JSON.parse(bytes.toString('utf8'))
    if (check !== checkOf({ roots, secrets })) return null
    return ringOf(
      new Map(Object.entries(roots).map(([version, text]) => [Number(version), keyIn(text)])),
      new Map(Object.entries(secrets).map(([use, text]) => [use, keyIn(text)])),
    )
  } catch {
    return null
  }
}

function keyIn(text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== BYTES) throw new Error('not a key')
  return createSecretKey(bytes)
}
