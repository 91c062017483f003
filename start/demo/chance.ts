/** Repeatable chance (mulberry32), so that two demonstrations show the same invented cases. */
export type Chance = {
  next(): number
  below(n: number): number
  pick<T>(from: readonly T[]): T
  often(share: number): boolean
  bytes(n: number): Uint8Array
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    pick: <T>(from: readonly T[]): T => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    often: share => next() < share,
    bytes: n => Uint8Array.from({ length: n }, () => below(256)),
  }
}
