import { EXPLOITATION, factsOf, notificationNumber } from '#domain/notification/notification.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { House } from '#server/house.ts'
import type { Row } from './bulk.ts'
import { chanceFrom } from './chance.ts'
import { type Actors, type InventedCase, idAt } from './invent-case.ts'

const DAY_MS = 86_400_000

type Notified = { notification_duty: Row[]; notification: Row[] }

/** What an NGO let the police know of most of its cases. Its own chance, so that the rest of the invented history stays as it is. */
export function inventNotification(house: House, one: InventedCase, agencies: readonly Actors[]): Notified {
  const duty = house.country.notification
  const chance = chanceFrom(Number(one.codeName.replace(/\D/g, '')))
  const receivers = agencies.filter(each => duty?.to.kinds.includes(each.kind))
  if (!duty?.of.includes(one.lead.kind) || receivers.length === 0 || chance.often(0.3)) {
    return { notification_duty: [], notification: [] }
  }
  const to = receivers.find(each => each.region === one.lead.region) ?? chance.pick(receivers)
  const at = new Date(one.openedAt.getTime() + DAY_MS)
  const id = idAt(chance, at)
  const { timeZone } = house.country
  const exploitation = chance.pick(EXPLOITATION)
  const confirmed = chance.often(0.8)
  const known = { openedAt: one.openedAt, region: one.lead.region, ageGroup: one.ageGroup }
  const facts = factsOf(duty.fields, known, { exploitation, persons: 1 }, timeZone)
  return {
    notification_duty: [
      {
        id,
        case_id: one.id,
        to_agency_id: to.agencyId,
        told_on: dayIn(timeZone, at),
        told_language: one.languages[0] ?? 'ru',
        told_how: 'spoken',
        exploitation,
        persons: 1,
        recorded_by: one.lead.userId,
        recorded_at: at,
      },
    ],
    notification: [
      {
        id,
        number: notificationNumber(dayIn(timeZone, at).slice(0, 4), id.replaceAll('-', '')),
        from_agency_id: one.lead.agencyId,
        to_agency_id: to.agencyId,
        rule: duty.rule,
        turned_on: facts.turnedOn,
        region: facts.region,
        exploitation: facts.exploitation,
        age_group: facts.ageGroup,
        persons: facts.persons,
        sent_at: at,
        acknowledged_at: confirmed ? new Date(at.getTime() + DAY_MS) : null,
        acknowledged_by: confirmed ? to.userId : null,
      },
    ],
  }
}
