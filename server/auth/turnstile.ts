import { createHmac, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from './throttle.ts'

const WINDOW = 15 * 60

/** Tips that one network may leave, and receipts that it may try. A mobile provider's whole city can share one address. */
const LIMITS = {
  tip: { points: 30, duration: WINDOW },
  receipt: { points: 60, duration: WINDOW },
} as const

export type Passing = keyof typeof LIMITS

/**
 * Slows down whoever sends too much where nobody may be known by what she sends. Counted in the memory of this process alone, by a
 * hash under a secret that was never written down: within a quarter of an hour nothing is left, and a copy of disk or database never
 * held anything.
 */
export type Turnstile = {
  /** Null: it may go on. Otherwise the seconds to wait. */
  pass(what: Passing, ip: string): Promise<number | null>
}

export function openTurnstile(): Turnstile {
  const secret = randomBytes(32)
  const limiters = {
    tip: new RateLimiterMemory({ keyPrefix: 'tip', ...LIMITS.tip }),
    receipt: new RateLimiterMemory({ keyPrefix: 'receipt', ...LIMITS.receipt }),
  }
  return {
    async pass(what, ip) {
      try {
        await limiters[what].consume(createHmac('sha256', secret).update(networkOf(ip)).digest('base64url'))
        return null
      } catch (over) {
        if (!(over instanceof RateLimiterRes)) throw over
        return Math.max(1, Math.ceil(over.msBeforeNext / 1000))
      }
    },
  }
}
