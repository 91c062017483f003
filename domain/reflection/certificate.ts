import { type Day, isDay } from '#domain/shared/dates.ts'
import { readCertificateNumber } from './certificate-number.ts'

/**
 * What is signed, with names of one letter so that the picture to scan stays coarse enough for an old camera.
 * - `n` the number; `d` the first day on which the bearer may be removed again; `c` the country, ISO 3166-1 alpha-2
 * - `t` the telephone number to call; `i`, `x` issued and over, in Unix seconds
 */
export type CertificateClaims = { n: string; d: Day; c: string; t: string; i: number; x: number }

/** The kind that a signature of a certificate names in its header, and the list of those that no longer count. */
export const CERTIFICATE_TYPE = 'aman-reflection-certificate+jws'
export const CERTIFICATE_LIST_TYPE = 'aman-certificate-list+jws'

/** The answers that an officer may get. `not-known`: well written, and no certificate of this country has it. */
export const VERDICTS = ['valid', 'over', 'revoked', 'not-known', 'forged', 'other-country', 'mistyped'] as const
export type Verdict = (typeof VERDICTS)[number]

const text = (value: unknown): value is string => typeof value === 'string'
const seconds = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

/** The claims of a payload; null where it is anything else, so that a signed text of another shape is no certificate. */
export function readClaims(payload: unknown): CertificateClaims | null {
  if (typeof payload !== 'object' || payload === null) return null
  const { n, d, c, t, i, x } = payload as Record<string, unknown>
  if (!text(n) || readCertificateNumber(n) !== n || !text(d) || !isDay(d)) return null
  if (!text(c) || !/^[A-Z]{2}$/.test(c) || !text(t) || !/^[0-9+][0-9 ]{1,18}$/.test(t)) return null
  return seconds(i) && seconds(x) && i < x ? { n, d, c, t, i, x } : null
}

type Here = { country: string; now: Date; revoked: (number: string) => boolean }

/** What signed claims are worth here and now. A token of another country is sent on to that country, not called false. */
export function judge(claims: CertificateClaims, { country, now, revoked }: Here): Verdict {
  if (claims.c !== country) return 'other-country'
  if (revoked(claims.n)) return 'revoked'
  return claims.x * 1000 <= now.getTime() ? 'over' : 'valid'
}
