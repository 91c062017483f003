import type { House } from '#server/house.ts'

/*
 * A page for everybody is made from the files of `knowledge/` and the day. What was made for one reader serves the next for a minute: so
 * long a rule may be late at midnight, or a newly published instrument, and no longer.
 */
const STEADY_MS = 60_000
const MOST_KEPT = 500

type Made = { at: number; text: string }
const made = new WeakMap<House, Map<string, Made>>()

/** The page that was made less than a minute ago. A clock that was set back makes it anew. */
export function steadyText(house: House, address: string): string | undefined {
  const found = made.get(house)?.get(address)
  const age = found ? house.clock().getTime() - found.at : -1
  return age >= 0 && age < STEADY_MS ? found?.text : undefined
}

export function keepSteady(house: House, address: string, text: string): void {
  const pages = made.get(house) ?? new Map<string, Made>()
  made.set(house, pages)
  pages.delete(address)
  const [oldest] = pages.size >= MOST_KEPT ? pages.keys() : []
  if (oldest !== undefined) pages.delete(oldest)
  pages.set(address, { at: house.clock().getTime(), text })
}
