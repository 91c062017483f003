import { createHmac } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Pool } from '#server/db/client.ts'

const WINDOW = 15 * 60
// A code lives for 30 seconds and is accepted one step early and one late.
const CODE_LIFE = 90

/**
 * What is counted: sign-ins by where they come from (an office shares one address) and by account; codes and repeated
 * passwords by person; and each one-time code, so that it opens once.
 */
const LIMITS = {
  address: { points: 50, duration: WINDOW },
  account: { points: 10, duration: WINDOW },
  proof: { points: 10, duration: WINDOW },
  code: { points: 1, duration: CODE_LIFE },
  // Outside the desk: who checks a certificate, and who tries receipts.
  check: { points: 60, duration: WINDOW },
  receipt: { points: 10, duration: WINDOW },
  // Who tries codes to enrol a device; and devices that ask how they stand, a whole office of them from one address.
  enrol: { points: 10, duration: WINDOW },
  device: { points: 1200, duration: WINDOW },
} as const

export type Counted = keyof typeof LIMITS

/** Counted by the network that somebody asks from. */
const BY_NETWORK: readonly Counted[] = ['address', 'check', 'receipt', 'enrol', 'device']

export type Take = { waitSeconds: number; firstOver: boolean }

export type Throttle = {
  /** Counts an attempt before it is judged, so that attempts at the same moment are all counted. Null: it may go on. */
  take(what: Counted, whose: string): Promise<Take | null>
  giveBack(what: Counted, whose: string): Promise<void>
  forget(what: Counted, whose: string): Promise<void>
  /** A short keyed name for the record: the same for the same address or account, and telling neither. */
  nameOf(what: Counted, whose: string): string
}

export function openThrottle(pool: Pool, secret: string): Throttle {
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([what, limit]) => [what, limiterOver(pool, what, limit)]),
  ) as Record<Counted, RateLimiterPostgres>
  const keyed = (what: Counted, whose: string) =>
    createHmac('sha256', secret)
      .update(`throttle|${what}|${BY_NETWORK.includes(what) ? networkOf(whose) : whose}`)
      .digest('base64url')
  return {
    async take(what, whose) {
      try {
        await limiters[what].consume(keyed(what, whose))
        return null
      } catch (over) {
        if (!(over instanceof RateLimiterRes)) throw over
        const firstOver = over.consumedPoints === LIMITS[what].points + 1
        return { waitSeconds: Math.max(1, Math.ceil(over.msBeforeNext / 1000)), firstOver }
      }
    },
    giveBack: async (what, whose) => void (await limiters[what].reward(keyed(what, whose))),
    forget: async (what, whose) => void (await limiters[what].delete(keyed(what, whose))),
    nameOf: (what, whose) => keyed(what, whose).slice(0, 16),
  }
}

// One subscriber holds a whole IPv6 /64.
export function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '')
  const [head = '', tail] = ip.split('::')
  const groups = head.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')].slice(0, 4).join(':')
}

function limiterOver(pool: Pool, what: string, limit: { points: number; duration: number }): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'auth',
    tableName: 'throttle',
    tableCreated: true,
    keyPrefix: what,
    clearExpiredByTimeout: what === 'address',
    ...limit,
  })
}
