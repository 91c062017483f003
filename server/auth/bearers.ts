import type { Pool } from '#server/db/client.ts'
import type { Ear } from '#server/db/ear.ts'
import { type Bearer, findBearer, hashOf, tokenIn } from './tokens.ts'

/**
 * Whom a token speaks for, remembered between requests. The database tells of every change to a token, a colleague or an agency
 * (migration 0006), and all is forgotten at once; while it cannot be heard, nothing is remembered.
 */
export type Bearers = {
  of(header: string | null | undefined, now: Date): Promise<Bearer | null>
  /** For the process that makes a change itself, which need not wait to be told. */
  forget(): void
}

type Known = { bearer: Bearer; expiresAt: Date }

export const ACCESS_CHANNEL = 'aman_access'
const MOST = 10_000
/** A connection can die without a word; nothing is remembered longer than this on its silence. */
const LONGEST_MS = 30_000

export function openBearers(pool: Pool, ear: Ear): Bearers {
  const known = new Map<string, Known>()
  // Counts what was forgotten, so that an answer asked for before a change is not kept after it.
  let age = 0
  const forget = () => {
    age += 1
    known.clear()
  }
  ear.on(ACCESS_CHANNEL, { told: forget, missed: forget })
  return {
    async of(header, now) {
      const token = tokenIn(header)
      if (!token) return null
      const hash = hashOf(token)
      const key = hash.toString('base64')
      const found = known.get(key)
      if (found && found.expiresAt > now) return found.bearer
      const asked = age
      const answer = await findBearer(pool, hash, now)
      const until = new Date(Math.min(now.getTime() + LONGEST_MS, answer?.expiresAt.getTime() ?? 0))
      if (answer && ear.hears() && asked === age && known.size < MOST) known.set(key, { ...answer, expiresAt: until })
      return answer?.bearer ?? null
    },
    forget,
  }
}
