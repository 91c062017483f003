import type pg from 'pg'
import { addDays, dayIn } from '#domain/shared/dates.ts'
import { yearRunningOn } from '#domain/standards/period.ts'
import { addEntry } from '#features/accountability/standards/add-entry.ts'
import { AddEntry } from '#features/accountability/standards/record.ts'
import type { Actor } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import { does } from './does.ts'

const COORDINATORS = `select user_id as "userId", agency_id as "agencyId", role from aman.staff where role = 'coordinator'
   order by agency_id, user_id`

/** One number of two years, each entered by another agency, so that the scorecard has something to compare. Both are invented. */
export async function seedStandards(house: House, client: pg.Client): Promise<void> {
  const { rows } = await client.query<Actor>(COORDINATORS)
  const [author, peer] = [rows.at(0), rows.at(-1)]
  if (!author || !peer) return
  const day = dayIn(house.country.timeZone, house.clock())
  const running = yearRunningOn(day)
  const enter = (by: Actor, year: number, value: number) =>
    does(
      house,
      by,
      addEntry,
      AddEntry.parse({
        year,
        criterion: 1,
        figure: 'prosecutions',
        value,
        shows: `Invented: ${value} cases were brought before a court.`,
        source: `Invented letter of a prosecutor's office no. ${year}`,
        datedOn: addDays(day, -20),
      }),
    )
  await enter(peer, running - 1, 9)
  await enter(author, running, 12)
}
