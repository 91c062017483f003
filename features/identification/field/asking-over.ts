import type { Asking } from '#features/identification/screening/asking.ts'
import type { Hands } from './desk.ts'
import { keptStore } from './kept-store.ts'
import type { Carried, Enrolled } from './record.ts'

/** What asking leans on, over the store of a device and what the server gave it. */
export function askingOver(hands: Hands, carried: Carried, enrolled: Enrolled): Asking {
  const now = hands.clock()
  const { vault } = hands
  const agencyId = enrolled.agency.id
  return {
    store: keptStore({ vault, agencyId, now, newId: hands.newId }),
    country: carried.country,
    laws: carried.laws,
    instruments: carried.instruments,
    agencyId,
    now,
    newId: hands.newId,
    async askedBy(id, version) {
      const found = carried.instruments.find(each => each.id === id && each.version === version)
      // The server sends every version that a device may still hold a screening of.
      if (!found) throw new Error('a screening of an instrument that is gone')
      return found
    },
    nextSteps: instrument => carried.nextSteps.find(each => each.instrument === instrument),
  }
}
