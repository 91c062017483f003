import type { House } from '#server/house.ts'

const EVERY_MS = 10 * 60_000

/** Removes keys that an emergency lent and that open nothing any more. A time that fails is made good by the next one. */
export function keepSwept(house: House): () => void {
  const timer = setInterval(() => {
    house.pool.query('select aman.sweep_break_glass()').catch(({ name }: Error) => {
      house.log.error({ fault: name }, 'not swept')
    })
  }, EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
