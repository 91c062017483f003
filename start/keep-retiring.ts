import type { Keeper } from '#features/protection/retention/ended-records.ts'
import { type RetentionRun, retireDue } from '#features/protection/retention/retire-due.ts'
import type { Address } from '#server/db/client.ts'
import type { House } from '#server/house.ts'
import { asOwner } from './as-owner.ts'
import { keepDaily } from './keep-daily.ts'

const LOCK = 6_104_120_267

/** Works as the keeper of what has ended. */
export const asKeeper = <T>(house: House, owner: Address, work: (keeper: Keeper) => Promise<T>): Promise<T> =>
  asOwner(owner, 'retention', client => work({ client, country: house.country, now: house.clock() }))

/** Erases what is due, unless another Aman of the same database is at it: then null. */
export const retireAlone = (house: House, owner: Address): Promise<RetentionRun | null> =>
  asKeeper(house, owner, async keeper => {
    const { rows } = await keeper.client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    return rows[0]?.mine ? retireDue(keeper) : null
  })

/**
 * Erases once a day what was announced and whose day has come. It announces nothing: that begins a record's way out, and is for
 * people to begin. Stopped in the middle it has done whole records only.
 */
export function keepRetiring(house: House, owner: Address, everyMs?: number): { stop(): void } {
  const work = async () => {
    const done = await retireAlone(house, owner)
    if (done) house.log.info({ fates: done.fates, wishes: done.wishes, tips: done.tips }, 'retention')
    return true
  }
  return keepDaily(house, { routine: 'retention', work, ...(everyMs && { everyMs }) })
}
