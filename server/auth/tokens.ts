import { createHash, randomBytes } from 'node:crypto'
import { ROLES, type Role } from '#domain/access/roles.ts'
import type { Pool } from '#server/db/client.ts'

/** `read` opens what a GET opens; everything else needs `write`. */
export const SCOPES = ['read', 'write'] as const
/** What a field device's token opens, and no other: the endpoints that say so. Nobody asks for it; it comes with the device. */
export const FIELD = 'field'
export type Scope = (typeof SCOPES)[number] | typeof FIELD

export type Bearer = {
  readonly tokenId: string
  readonly userId: string
  readonly agencyId: string
  readonly role: Role
  readonly scopes: readonly Scope[]
  /** The field device whose token it is. */
  readonly deviceId: string | null
}

const BEARER = /^Bearer +(aman_[A-Za-z0-9_-]{43})$/i

/** The token is shown once to whoever asked for it; only its hash is kept. 256 random bits need no slow hash. */
export function newToken(): { token: string; hash: Buffer } {
  const token = `aman_${randomBytes(32).toString('base64url')}`
  return { token, hash: hashOf(token) }
}

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The token of an Authorization header; null where it is missing or malformed. */
export const tokenIn = (header: string | null | undefined): string | null => BEARER.exec(header ?? '')?.[1] ?? null

type Row = {
  token_id: string
  user_id: string
  agency_id: string
  role: string
  scopes: string[]
  expires_at: Date
  device_id: string | null
}

/** Whom a token speaks for; null where it is unknown, revoked, expired, or its owner suspended. */
export async function findBearer(
  pool: Pool,
  hash: Buffer,
  now: Date,
): Promise<{ bearer: Bearer; expiresAt: Date } | null> {
  const found = await pool.query<Row>({
    name: 'token_bearer',
    text: 'select * from aman.token_bearer($1, $2)',
    values: [hash, now],
  })
  const [row] = found.rows
  const role = ROLES.find(known => known === row?.role)
  if (!row || !role) return null
  const scopes = [...SCOPES, FIELD].filter((scope): scope is Scope => row.scopes.includes(scope))
  const who = { userId: row.user_id, agencyId: row.agency_id, role, deviceId: row.device_id }
  return { bearer: { tokenId: row.token_id, scopes, ...who }, expiresAt: row.expires_at }
}

/** `device`: the endpoint is one that field devices call. */
export function maySend({ scopes }: Pick<Bearer, 'scopes'>, method: string, device = false): boolean {
  const reads = method === 'GET' || method === 'HEAD'
  return scopes.includes(reads ? 'read' : 'write') || (device && scopes.includes(FIELD))
}
