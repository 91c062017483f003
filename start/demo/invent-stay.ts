import type { Row } from './bulk.ts'
import type { Chance } from './chance.ts'
import { type Actors, type InventedCase, idAt, type Stage } from './invent-case.ts'

export type Free = { bedId: string; shelterId: string; agencyId: string; group: string; stepFree: boolean }

type Stay = { stage: Stage; to: Actors; referralId: string; beds: Free[]; now: Date }

const HOUR = 3_600_000

/** An accepted person sleeps in a bed that fits; for some who wait for an answer one is held. */
export function bedUse(chance: Chance, one: InventedCase, { stage, to, referralId, beds, now }: Stay): Row[] {
  const placed = stage === 'accepted'
  if (!placed && !(stage === 'sent' && chance.often(0.4))) return []
  const fits = (each: Free) =>
    each.agencyId === to.agencyId && each.group === one.personGroup && (!one.stepFree || each.stepFree)
  const index = beds.findIndex(fits)
  const [bed] = index >= 0 ? beds.splice(index, 1) : []
  if (!bed) return []
  const since = placed ? new Date(one.openedAt.getTime() + 10 * HOUR) : new Date(now.getTime() - HOUR)
  const until = placed ? '' : new Date(now.getTime() + 20 * HOUR).toISOString()
  const maker = placed ? to : one.lead
  return [
    {
      id: idAt(chance, since),
      kind: placed ? 'placement' : 'hold',
      bed_id: bed.bedId,
      shelter_id: bed.shelterId,
      agency_id: bed.agencyId,
      case_id: one.id,
      referral_id: placed ? referralId : null,
      code_name: one.codeName,
      during: `[${since.toISOString()},${until})`,
      ended_reason: null,
      made_by: maker.userId,
      made_by_agency_id: maker.agencyId,
    },
  ]
}
