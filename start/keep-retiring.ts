import pg from 'pg'
import { dayIn } from '#domain/shared/dates.ts'
import type { Keeper } from '#features/protection/retention/ended-records.ts'
import { type RetentionRun, retireDue } from '#features/protection/retention/retire-due.ts'
import type { Address } from '#server/db/client.ts'
import type { House } from '#server/house.ts'

const LOCK = 6_104_120_267
const EVERY_MS = 10 * 60_000

/** Works as the keeper of what has ended, over a connection of its own past the policies. */
export async function asKeeper<T>(house: House, owner: Address, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...owner, application_name: 'aman retention' })
  // One that dies at work fails its query with the cause; without a listener it would end the process besides.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('set role aman_owner')
    return await work({ client, country: house.country, now: house.clock() })
  } finally {
    await client.end()
  }
}

/** Erases what is due, unless another Aman of the same database is at it: then null. */
export const retireAlone = (house: House, owner: Address): Promise<RetentionRun | null> =>
  asKeeper(house, owner, async keeper => {
    const { rows } = await keeper.client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    return rows[0]?.mine ? retireDue(keeper) : null
  })

/**
 * Erases once on each day of the country, for as long as Aman runs, what was announced and whose day has come. It announces nothing:
 * that begins a record's way out, and is for people to begin. What fails is tried again; stopped in the
 * middle it has done whole records only.
 */
export function keepRetiring(house: House, owner: Address, everyMs = EVERY_MS): { stop(): void } {
  let doneOn = ''
  let stopped = false
  const take = async () => {
    const day = dayIn(house.country.timeZone, house.clock())
    if (stopped || day === doneOn) return
    try {
      const done = await retireAlone(house, owner)
      doneOn = day
      if (done) house.log.info({ fates: done.fates, wishes: done.wishes, tips: done.tips }, 'retention')
    } catch (error) {
      // The message of a fault could hold a value.
      if (!stopped) house.log.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'retention failed')
    }
  }
  let running = Promise.resolve()
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
