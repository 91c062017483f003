import type { JWK } from 'jose'
import {
  CERTIFICATE_LIST_TYPE,
  CERTIFICATE_TYPE,
  type CertificateClaims,
  judge,
  readClaims,
  type Verdict,
} from '#domain/reflection/certificate.ts'
import { openSigned, unbelieved } from './open-signed.ts'

/** What a device carries: an instance's public keys, and its signed list of numbers that no longer count, as last fetched. */
export type Carried = { keys: readonly JWK[]; list: string; country: string }

export type OfflineVerdict = {
  verdict: Verdict
  /** What the certificate says; null where nothing of it can be believed. */
  claims: CertificateClaims | null
  /** When the list was made. Whatever was revoked later is not in it, and the page has to say so. */
  listOf: Date | null
}

/** What a token says of itself, believed by nobody: only good for telling to which country an officer may turn. */
export const claimedCountry = (token: string): string | null => readClaims(unbelieved(token))?.c ?? null

type List = { at: number; revoked: string[] }

function readList(payload: unknown): List | null {
  if (typeof payload !== 'object' || payload === null) return null
  const { at, revoked } = payload as Record<string, unknown>
  const whole = Number.isSafeInteger(at) && Array.isArray(revoked) && revoked.every(each => typeof each === 'string')
  return whole ? { at: Number(at), revoked } : null
}

/** Checks a certificate with no network, in a browser or anywhere else that has WebCrypto. Without a list nothing is called valid. */
export async function checkOffline(
  token: string,
  { keys, list, country }: Carried,
  now: Date,
): Promise<OfflineVerdict> {
  const claims = readClaims(await openSigned(token, CERTIFICATE_TYPE, keys))
  if (!claims) {
    const elsewhere = claimedCountry(token)
    const verdict = elsewhere !== null && elsewhere !== country ? 'other-country' : 'forged'
    return { verdict, claims: null, listOf: null }
  }
  const known = readList(await openSigned(list, CERTIFICATE_LIST_TYPE, keys))
  if (!known) return { verdict: 'not-known', claims, listOf: null }
  const verdict = judge(claims, { country, now, revoked: number => known.revoked.includes(number) })
  return { verdict, claims, listOf: new Date(known.at * 1000) }
}
