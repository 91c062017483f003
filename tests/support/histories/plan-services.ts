import { dayIn } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import { addService } from '#features/protection/services/add-service.ts'
import { arrangeService } from '#features/protection/services/arrange-service.ts'
import { beginService, endService } from '#features/protection/services/record-progress.ts'
import { run } from '#tests/support/thread.ts'
import type { PlannedService } from './later.ts'
import { anyOf, asked, type Choose, groundFor, idIn, isOpen, leadOf, type Played, seesCoded } from './moves.ts'
import { ofCase, openPlan, rewrites, shownAs } from './plan-state.ts'

const SERVICE = 'legal'
const today = ({ cast, at }: Played) => dayIn(cast.test.house.country.timeZone, at)
const services = ({ story }: Played): PlannedService[] => story.plan?.services ?? []

async function versioned(played: Played, service: PlannedService) {
  const { rows } = await played.cast.test.owner.query<{ version: number }>(
    'select version from aman.plan_service where id = $1',
    [service.id],
  )
  return { ...ofCase(played), serviceId: service.id, version: rows[0]?.version ?? 1 }
}

/** The newest referral for it that is on its way and carries no other service. */
function onItsWay(played: Played) {
  const { story, at } = played
  const goes = story.asked.filter(
    each =>
      each.from === story.lead &&
      each.service === SERVICE &&
      (each.stage === 'accepted' || (each.stage === 'sent' && at.getTime() < each.expires)) &&
      services(played).every(service => service.carriedBy !== each),
  )
  return goes.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0] ?? null
}

export const plan: Choose = played => {
  const { cast, chance } = played
  const open = openPlan(played)
  const service = chance.often(0.7) ? SERVICE : 'psychological'
  const carriedBy = service === SERVICE ? onItsWay(played) : null
  return {
    tells: `a service is planned: ${service}`,
    may: open !== null,
    run: () => run(cast.test, leadOf(played), addService, { ...ofCase(played), service }),
    follows: value => {
      if (!open) return
      rewrites(played, open)
      open.services.push({ id: idIn(value), service, carriedBy, ended: false })
    },
  }
}

/** The agency is asked by a referral, with everything that a referral needs. */
export const arrange: Choose = played => {
  const { cast, story, chance, at } = played
  const planned = services(played).filter(each => each.service === SERVICE)
  const one = anyOf(chance, planned)
  if (!one) return null
  const to = cast.lawyer
  const ground = groundFor(played, to, SERVICE)
  const double = story.asked.some(each => each.to === to.agencyId && each.service === SERVICE && isOpen(each))
  const input = { toAgencyId: to.agencyId, urgency: 'urgent' as const }
  return {
    tells: 'a planned service is asked for',
    may: openPlan(played) !== null && shownAs(one, at.getTime()) === 'planned' && ground !== null && !double,
    run: async () => {
      const sent = await run(cast.test, leadOf(played), arrangeService, { ...(await versioned(played, one)), ...input })
      if (!sent.ok) return sent
      const { rows } = await cast.test.owner.query<{ id: string }>(
        'select referral_id as id from aman.plan_service where id = $1',
        [one.id],
      )
      return ok({ id: rows[0]?.id ?? '' })
    },
    follows: value => {
      const fresh = asked(played, { id: idIn(value), to, service: SERVICE, urgency: 'urgent', draft: false, ground })
      story.asked.push(fresh)
      one.carriedBy = fresh
    },
  }
}

/** Who gives a service says from when. */
export const begin: Choose = played => {
  const { cast, chance } = played
  const one = anyOf(
    chance,
    services(played).filter(each => each.carriedBy),
  )
  if (!one) return null
  return {
    tells: 'who gives the service says that it began',
    may: one.carriedBy?.stage === 'accepted' && !one.ended && seesCoded(played, cast.lawyer.agencyId),
    run: async () =>
      run(cast.test, cast.lawyer, beginService, { ...(await versioned(played, one)), fromOn: today(played) }),
    follows: () => undefined,
  }
}

export const finish: Choose = played => {
  const { cast, story, chance, at } = played
  const one = anyOf(chance, services(played))
  if (!one) return null
  const shown = shownAs(one, at.getTime())
  const carried = one.carriedBy && ['asked', 'running'].includes(shown) ? one.carriedBy : null
  const over = { untilOn: today(played), outcome: 'not-needed' as const }
  return {
    tells: 'a service is not needed any more',
    may: openPlan(played) !== null && shown !== 'over' && (!carried || carried.from === story.lead),
    run: async () => run(cast.test, leadOf(played), endService, { ...(await versioned(played, one)), ...over }),
    follows: () => {
      one.ended = true
      if (carried) carried.stage = 'ended'
    },
  }
}
