import pg from 'pg'
import type { Address, Pool } from '#server/db/client.ts'
import { type Bearer, findBearer, hashOf, tokenIn } from './tokens.ts'

/**
 * Whom a token speaks for, remembered between requests. The database tells of every change to a token, a colleague or an agency
 * (migration 0006), and all is forgotten at once; while it cannot be heard, nothing is remembered.
 */
export type Bearers = {
  of(header: string | null | undefined, now: Date): Promise<Bearer | null>
  /** For the process that makes a change itself, which need not wait to be told. */
  forget(): void
  close(): Promise<void>
}

type Known = { bearer: Bearer; expiresAt: Date }

const CHANNEL = 'aman_access'
const INSTRUMENTS = 'aman_instruments'
const MOST = 10_000
const RETRY_MS = 2_000
/** A connection can die without a word; nothing is remembered longer than this on its silence. */
const LONGEST_MS = 30_000

/** @param published what to do when an instrument was published, and whenever news of it may have been missed. */
export function openBearers(pool: Pool, address: Address, published: () => void = () => undefined): Bearers {
  const known = new Map<string, Known>()
  // Counts what was forgotten, so that an answer asked for before a change is not kept after it.
  let age = 0
  const forget = () => {
    age += 1
    known.clear()
  }
  const ear = listen(address, forget, published)
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
    close: ear.close,
  }
}

function listen(address: Address, forget: () => void, published: () => void) {
  let client: pg.Client | null = null
  let hearing = false
  let closed = false
  let retry: NodeJS.Timeout | undefined
  const lost = () => {
    hearing = false
    forget()
    if (closed) return
    clearTimeout(retry)
    retry = setTimeout(start, RETRY_MS).unref()
  }
  const start = async () => {
    const { schema: _, ...door } = address
    const next = new pg.Client({ ...door, keepAlive: true })
    client = next
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', ({ channel }) => (channel === INSTRUMENTS ? published() : forget()))
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}; listen ${INSTRUMENTS}`)
      forget()
      published()
      hearing = true
    } catch {
      lost()
    }
  }
  const started = start()
  return {
    hears: () => hearing,
    close: async () => {
      closed = true
      clearTimeout(retry)
      await started
      await client?.end().catch(() => undefined)
    },
  }
}
