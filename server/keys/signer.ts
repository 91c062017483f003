import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint, compactVerify, createLocalJWKSet, type JWK } from 'jose'
import pg from 'pg'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Address } from '#server/db/client.ts'
import { subkey } from './root-key.ts'
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

type Row = { kid: string; public_jwk: JWK; wrapped: Buffer; retired_at: Date | null }

const place = (kid: string) => `signing_key|wrapped|${kid}`
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

function signerOver(rows: readonly Row[], wrapping: KeyObject): Signer {
  const current = rows.find(row => row.retired_at === null)
  if (!current) throw new Error('no signing key')
  const bytes = unseal(wrapping, current.wrapped, place(current.kid))
  const key = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' })
  const publicKeys = rows.map(row => row.public_jwk)
  const known = createLocalJWKSet({ keys: publicKeys })
  return {
    kid: current.kid,
    sign: (kind, payload) =>
      new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', kid: current.kid, typ: typeOf(kind) })
        .sign(key),
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
