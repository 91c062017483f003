import { dayIn } from '#domain/shared/dates.ts'
import type { House } from '#server/house.ts'

const EVERY_MS = 10 * 60_000

type Daily = {
  /** As the log calls it. */
  routine: string
  /** True once nothing of this day is left to do. */
  work: () => Promise<boolean>
  /** A first time at once, and not when the first interval is over. */
  atOnce?: boolean
  everyMs?: number
}

/**
 * Does something once on each day of the country, for as long as Aman runs. What fails, or is not finished, is tried again.
 * `stop` begins nothing more, and waits for nothing.
 */
export function keepDaily(
  house: House,
  { routine, work, atOnce = false, everyMs = EVERY_MS }: Daily,
): { stop(): void } {
  let doneOn = ''
  let stopped = false
  const take = async () => {
    const day = dayIn(house.country.timeZone, house.clock())
    if (stopped || day === doneOn) return
    try {
      if (await work()) doneOn = day
    } catch (error) {
      // The message of a fault could hold a value.
      if (!stopped) house.log.error({ fault: error instanceof Error ? error.name : 'unknown' }, `${routine} failed`)
    }
  }
  let running = atOnce ? take() : Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(take)
  }, everyMs).unref()
  return {
    stop: () => {
      stopped = true
      clearInterval(timer)
    },
  }
}
