import { addHours } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'

/** A person's wish that her data be erased, as two colleagues handle it. */
export type Wish = {
  askedBy: string
  confirmedBy: string | null
  notBefore: Date | null
}

/** `asked`: a second colleague has to confirm. `waiting`: it can still be called off. `ripe`: it may be carried out. */
export const WISH_STATES = ['none', 'asked', 'waiting', 'ripe'] as const
export type WishState = (typeof WISH_STATES)[number]

export function stateOf(wish: Wish | null, now: Date): WishState {
  if (!wish) return 'none'
  if (!wish.notBefore) return 'asked'
  return wish.notBefore <= now ? 'ripe' : 'waiting'
}

/** Nobody erases alone. */
export function mayConfirm(wish: Wish | null, userId: string): Result<null> {
  if (!wish || wish.confirmedBy !== null) return refuse('erasure.step-not-open')
  return wish.askedBy === userId ? refuse('erasure.same-person') : ok(null)
}

export function mayCarryOut(wish: Wish | null, now: Date): Result<null> {
  const state = stateOf(wish, now)
  if (state === 'waiting') return refuse('erasure.still-waiting', { notBefore: wish?.notBefore?.toISOString() })
  return state === 'ripe' ? ok(null) : refuse('erasure.step-not-open')
}

export const waitUntil = (confirmedAt: Date, days: number): Date => addHours(confirmedAt, 24 * days)
