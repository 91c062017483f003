import type { House } from '#server/house.ts'

const EVERY_MS = 15 * 60_000
/** Longer than any upload lasts between its last byte and its commit. */
const LEFT_AFTER_MS = 3_600_000

/** Files that belong to no row: of an upload that was cut off, or of an attachment that was removed or erased. */
export async function sweepOnce({ vault, pool }: House, now: Date): Promise<number> {
  return vault.sweep(new Date(now.getTime() - LEFT_AFTER_MS), async ids => {
    const { rows } = await pool.query<{ id: string }>('select attachments_kept as id from aman.attachments_kept($1)', [
      ids,
    ])
    return rows.map(row => row.id)
  })
}

/** Sweeps at the start and every quarter of an hour. */
export function sweepLeftovers(house: House): { stop(): void } {
  const sweep = () =>
    sweepOnce(house, new Date()).catch(() => {
      house.log.warn('files that were left behind could not be swept')
    })
  void sweep()
  const timer = setInterval(sweep, EVERY_MS).unref()
  return { stop: () => clearInterval(timer) }
}
