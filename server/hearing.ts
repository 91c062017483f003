import { ACCESS_CHANNEL, openBearers } from '#server/auth/bearers.ts'
import type { Address, Pool } from '#server/db/client.ts'
import { openEar } from '#server/db/ear.ts'
import { openLive, QUEUE_CHANNEL } from '#server/db/live.ts'
import { INSTRUMENTS_CHANNEL } from '#server/knowledge/published.ts'

/** What leans on being told by the database, over the one connection on which this process hears it. */
export function openHearing(pool: Pool, address: Address) {
  const ear = openEar(address, [ACCESS_CHANNEL, QUEUE_CHANNEL, INSTRUMENTS_CHANNEL])
  return { heard: { bearers: openBearers(pool, ear), live: openLive(ear) }, ear, close: ear.close }
}
