import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, createLocalJWKSet, type JWK } from 'jose'
import pg from 'pg'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Address } from '#server/db/client.ts'
import { subkey } from './root-key.ts'
import { seal, unseal } from './seal.ts'

/** What is signed: its header `typ` says which, so that a signature of one kind never passes for another. */
export const SIGNED_KINDS = ['consent', 'reflection-certificate', 'audit-block'] as const
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

type Row = { kid: string; public_jwk: JWK; wrapped: Buffer; retired_at: Date | null }

const place = (kid: string) => `signing_key|wrapped|${kid}`
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const typeOf = (kind: SignedKind) => `aman-${kind}+jws`

/** Opens the instance's signing keys, making the first one on an empty database. */
export async function openSigner(owner: Address, root: KeyObject): Promise<Signer> {
  const wrapping = subkey(root, 'signing keys')
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('set role aman_owner')
    const made = await makeSigningKey(wrapping)
    await client.query(
      `insert into aman.signing_key (kid, public_jwk, wrapped, made_at)
       select $1, $2, $3, now() where not exists (select from aman.signing_key where retired_at is null)
       on conflict do nothing`,
      [made.kid, JSON.stringify(made.publicJwk), made.wrapped],
    )
    const { rows } = await client.query<Row>(
      'select kid, public_jwk, wrapped, retired_at from aman.signing_key order by retired_at desc nulls first, kid',
    )
    return signerOver(rows, wrapping)
  } finally {
    await client.end()
  }
}

async function makeSigningKey(wrapping: KeyObject): Promise<{ kid: string; publicJwk: JWK; wrapped: Buffer }> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const jwk = publicKey.export({ format: 'jwk' }) as JWK
  const kid = await calculateJwkThumbprint(jwk)
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' })
  return { kid, publicJwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' }, wrapped: seal(wrapping, bytes, place(kid)) }
}

function privateKeyOf({ kid, wrapped }: Row, wrapping: KeyObject): KeyObject {
  return createPrivateKey({ key: unseal(wrapping, wrapped, place(kid)), format: 'der', type: 'pkcs8' })
}

/**
 * The public half, made from the private one that only the root key opens. Whoever writes into the database could put a public key
 * of their own there, and sign a history of their own with it.
 */
function ownPublicKey(row: Row, wrapping: KeyObject): JWK[] {
  try {
    const jwk = createPublicKey(privateKeyOf(row, wrapping)).export({ format: 'jwk' }) as JWK
    return [{ ...jwk, kid: row.kid, alg: 'EdDSA', use: 'sig' }]
  } catch {
    return []
  }
}

function signerOver(rows: readonly Row[], wrapping: KeyObject): Signer {
  const current = rows.find(row => row.retired_at === null)
  if (!current) throw new Error('no signing key')
  const key = privateKeyOf(current, wrapping)
  const publicKeys = rows.flatMap(row => ownPublicKey(row, wrapping))
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
