import { createHmac } from 'node:crypto'
import { e164 } from '#domain/hotline/caller-number.ts'
import type { House } from '#server/house.ts'

/**
 * What is kept of a caller's number: an HMAC under a secret that is in no database. One caller has one token in one agency, and two
 * agencies cannot put theirs side by side. Null where the number is withheld.
 */
export function callerToken(
  { keys, country }: Pick<House, 'keys' | 'country'>,
  agencyId: string,
  typed: string,
): Buffer | null {
  const number = e164(typed, country.dialling)
  if (number === null) return null
  return createHmac('sha256', keys.callers).update(`${agencyId}|${number}`).digest()
}
