import type { JWK } from 'jose'

/*
 * The signed texts of certificates, checked by the browser's own cryptography: JWS in its compact form, signed with EdDSA over Ed25519 and
 * nothing else. A library that knows every algorithm would be a tenth of all that a field device loads.
 */

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0))

/** A signature has one way to be written: the last four bits of its last letter are zero. */
const PARTS = /^([\w-]+)\.([\w-]+)\.([\w-]{85}[AQgw])$/

type Parts = { header: unknown; payload: unknown; signed: Uint8Array<ArrayBuffer>; signature: Uint8Array<ArrayBuffer> }

const json = (text: string): unknown =>
  JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(text)))

/** What a token says of itself, believed by nobody yet; null where it is none. */
function partsOf(token: string): Parts | null {
  const [, header = '', payload = '', signature = ''] = PARTS.exec(token) ?? []
  if (!signature) return null
  try {
    const signed = new TextEncoder().encode(`${header}.${payload}`)
    return { header: json(header), payload: json(payload), signed, signature: fromBase64Url(signature) }
  } catch {
    return null
  }
}

/** The key that the header names. A header that demands anything more of its reader, by `crit`, is refused. */
function keyFor(header: unknown, type: string, keys: readonly JWK[]): JWK | null {
  if (typeof header !== 'object' || header === null || 'crit' in header) return null
  const { alg, typ, kid } = header as Record<string, unknown>
  if (alg !== 'EdDSA' || typ !== type || typeof kid !== 'string') return null
  return keys.find(each => each.kid === kid && each.kty === 'OKP' && each.crv === 'Ed25519') ?? null
}

async function isSignedBy({ x = '' }: JWK, { signed, signature }: Parts): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, signature, signed)
  } catch {
    return false
  }
}

/** The payload of one kind, or null: a signature by another key, of another kind, or over other bytes. */
export async function openSigned(token: string, type: string, keys: readonly JWK[]): Promise<unknown> {
  const parts = partsOf(token)
  const key = parts && keyFor(parts.header, type, keys)
  return key && (await isSignedBy(key, parts)) ? parts.payload : null
}

/** The payload of whatever is written as a signed text: whoever reads it may believe nothing of it. */
export const unbelieved = (token: string): unknown => partsOf(token)?.payload ?? null
