import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, createLocalJWKSet, type JWK } from 'jose'
import pg from 'pg'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Address } from '#server/db/client.ts'
import { type Keyring, rootOf, subkey } from './keyring.ts'
import { seal, unseal } from './seal.ts'

/** What is signed: its header `typ` says which, so that a signature of one kind never passes for another. */
export const SIGNED_KINDS = ['consent', 'reflection-certificate', 'certificate-list', 'audit-block'] as const
export type SignedKind = (typeof SIGNED_KINDS)[number]

/** Signs for this instance (JWS compact, EdDSA over Ed25519), and checks what it signed, with retired keys too. */
export type Signer = {
  readonly kid: string
  sign(kind: SignedKind, payload: object): Promise<string>
  /** Refused with `signature.invalid` for any other kind, key or byte. */
  verify(kind: SignedKind, token: string): Promise<Result<Record<string, unknown>>>
  /** The public halves, newest first, for whoever checks without us. */
  publicKeys(): readonly JWK[]
}

export type SigningRow = { kid: string; public_jwk: JWK; wrapped: Buffer; key_version: number; retired_at: Date | null }

export const signingKeyPlace = (kid: string) => `signing_key|wrapped|${kid}`
/** Of a retired key only the public half is kept, sealed as well: it checks, and signs no more. */
export const retiredKeyPlace = (kid: string) => `signing_key|retired|${kid}`
export const signingWrap = (ring: Keyring, version: number) => subkey(rootOf(ring, version), 'signing keys')
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const typeOf = (kind: SignedKind) => `aman-${kind}+jws`

/** Opens the instance's signing keys, making the first one on an empty database. */
export async function openSigner(owner: Address, ring: Keyring): Promise<Signer> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('set role aman_owner')
    const made = await makeSigningKey(ring)
    await client.query(
      `insert into aman.signing_key (kid, public_jwk, wrapped, key_version, made_at)
       select $1, $2, $3, $4, now() where not exists (select from aman.signing_key where retired_at is null)
       on conflict do nothing`,
      [made.kid, JSON.stringify(made.publicJwk), made.wrapped, ring.version],
    )
    const { rows } = await client.query<SigningRow>(
      'select kid, public_jwk, wrapped, key_version, retired_at from aman.signing_key order by retired_at desc nulls first, kid',
    )
    return signerOver(rows, ring)
  } finally {
    await client.end()
  }
}

/** A new pair, its private half wrapped under the newest version. */
export async function makeSigningKey(ring: Keyring): Promise<{ kid: string; publicJwk: JWK; wrapped: Buffer }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const jwk = publicKey.export({ format: 'jwk' }) as JWK
  const kid = await calculateJwkThumbprint(jwk)
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' })
  return {
    kid,
    publicJwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' },
    wrapped: seal(signingWrap(ring, ring.version), bytes, signingKeyPlace(kid)),
  }
}

export function privateKeyOf({ kid, wrapped, key_version }: SigningRow, ring: Keyring): KeyObject {
  const bytes = unseal(signingWrap(ring, key_version), wrapped, signingKeyPlace(kid))
  return createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
}

const publicJwkOf = (key: KeyObject, kid: string): JWK => ({
  ...(key.export({ format: 'jwk' }) as JWK),
  kid,
  alg: 'EdDSA',
  use: 'sig',
})

/**
 * The public half, from what only the root key opens. Whoever writes into the database could put a public key of their own there,
 * and sign a history of their own with it.
 */
function ownPublicKey(row: SigningRow, ring: Keyring): JWK[] {
  try {
    if (row.retired_at === null) return [publicJwkOf(createPublicKey(privateKeyOf(row, ring)), row.kid)]
    const bytes = unseal(signingWrap(ring, row.key_version), row.wrapped, retiredKeyPlace(row.kid))
    return [publicJwkOf(createPublicKey({ key: bytes, format: 'der', type: 'spki' }), row.kid)]
  } catch {
    return []
  }
}

function signerOver(rows: readonly SigningRow[], ring: Keyring): Signer {
  const current = rows.find(row => row.retired_at === null)
  if (!current) throw new Error('no signing key')
  const key = privateKeyOf(current, ring)
  const publicKeys = rows.flatMap(row => ownPublicKey(row, ring))
  const known = createLocalJWKSet({ keys: publicKeys })
  return {
    kid: current.kid,
    // By Node itself: half the work of the library's way, and a demonstration signs thousands. What is signed so is checked by it.
    async sign(kind, payload) {
      const header = { alg: 'EdDSA', kid: current.kid, typ: typeOf(kind) }
      const text = `${encoded(header)}.${encoded(payload)}`
      return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
    },
    async verify(kind, token) {
      try {
        const { payload, protectedHeader } = await compactVerify(token, known, { algorithms: ['EdDSA'] })
        if (protectedHeader.typ !== typeOf(kind)) return refuse('signature.invalid')
        return ok(JSON.parse(Buffer.from(payload).toString('utf8')))
      } catch {
        return refuse('signature.invalid')
      }
    },
    publicKeys: () => publicKeys,
  }
}
