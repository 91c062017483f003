import { isOnItsWay, type Kept } from './kept.ts'

const FIRST_MS = 5_000
const LONGEST_MS = 15 * 60_000
/** A server that asks for more time gets it, up to this. */
export const LONGEST_ASKED_MS = 60 * 60_000

/**
 * How long to wait before the next try: twice as long each time, spread out, so that a post full of telephones does not come
 * back all at once.
 * @param chance from 0 up to 1.
 * @param asked what the server asked for in Retry-After, in milliseconds; 0 where it said nothing.
 */
export function waitMs(tries: number, chance: number, asked = 0): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 20))
  return Math.max(Math.min(asked, LONGEST_ASKED_MS), Math.round(most / 2 + (most / 2) * chance))
}

/** Whether its time has come. A time further off than any wait was set by a clock that was wrong. */
export function isDue(kept: Kept, now: number): boolean {
  if (!isOnItsWay(kept)) return false
  const { nextTryAt } = kept.sending
  const left = nextTryAt === null ? 0 : Date.parse(nextTryAt) - now
  return left <= 0 || left > LONGEST_ASKED_MS
}

/** Retry-After (RFC 9110, 10.2.3) in milliseconds: seconds, or a date. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000
  const at = Date.parse(header)
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}
