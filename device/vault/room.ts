import type { Database } from './database.ts'
import { hasReserve } from './reserve.ts'

export type Room = { used: number; quota: number; low: boolean }

/** Some two thousand screenings. */
const LOW_BYTES = 20 * 2 ** 20

/** Figures are the browser's, which may say nothing, or the same whatever is there. */
export async function roomIn(db: Database): Promise<Room> {
  const { usage: used = 0, quota = 0 } = await navigator.storage.estimate()
  const isTight = quota > 0 && quota - used < LOW_BYTES
  return { used, quota, low: isTight || !(await hasReserve(db)) }
}
