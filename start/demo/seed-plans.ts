import type pg from 'pg'
import type { Actor } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import { writeRows } from './bulk.ts'
import { chanceFrom } from './chance.ts'
import type { Actors } from './invent-case.ts'
import { barredPlan, endedPlan, livedPlan, type Stage } from './invent-plan.ts'
import { inventPerson } from './people.ts'

const DAY = 86_400_000

/** Three plans of one centre: one that is lived, one that ended and is followed, one whose return is barred. */
export async function seedPlans(house: House, client: pg.Client, agencies: readonly Actors[]): Promise<void> {
  const centre = agencies.find(each => each.kind === 'ngo')
  if (!centre) return
  const stage = await castOf(house, client, centre, agencies)
  const [lived, ended, barred] = await casesOf(house, client, centre.agencyId)
  if (lived) await livedPlan(stage, lived)
  if (ended) await endedPlan(stage, ended)
  if (barred) await barredPlan(stage, barred)
}

/** The centre gets a second case worker, since nobody reviews her own plan. */
async function castOf(house: House, client: pg.Client, centre: Actors, agencies: readonly Actors[]): Promise<Stage> {
  const { agencyId } = centre
  const secondId = house.newId()
  const { rows } = await client.query<{ user_id: string }>(
    `select user_id from aman.staff where agency_id = $1 and role = 'case-worker'`,
    [agencyId],
  )
  await writeRows(client, {
    staff: [
      {
        user_id: secondId,
        agency_id: agencyId,
        role: 'case-worker',
        name: inventPerson(chanceFrom(7001)).name,
        email: 'case-worker.second@demo.example',
        status: 'active',
        version: 1,
        created_at: new Date(house.clock().getTime() - 400 * DAY),
      },
    ],
  })
  const provider = agencies.find(each => each.kind === 'service-provider' && each.services.includes('legal'))
  return {
    house,
    client,
    lead: { userId: rows[0]?.user_id ?? centre.userId, agencyId, role: 'case-worker' },
    second: { userId: secondId, agencyId, role: 'case-worker' },
    helper: await colleagueOf(client, provider?.agencyId, 'service-provider'),
  }
}

async function colleagueOf(
  client: pg.Client,
  agencyId: string | undefined,
  role: Actor['role'],
): Promise<Actor | null> {
  const { rows } = await client.query<{ userId: string; agencyId: string }>(
    'select user_id as "userId", agency_id as "agencyId" from aman.staff where agency_id = $1 and role = $2 limit 1',
    [agencyId ?? null, role],
  )
  return rows[0] ? { ...rows[0], role } : null
}

/** Open cases of adults that began long enough ago for a plan to have a history, oldest first. */
async function casesOf(house: House, client: pg.Client, agencyId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select c.id from aman."case" c
      where c.lead_agency_id = $1 and c.status = 'open' and c.age_group = 'adult' and c.opened_at < $2
        and not exists (select from aman.referral r where r.case_id = c.id and r.service = 'legal')
      order by c.opened_at limit 3`,
    [agencyId, new Date(house.clock().getTime() - 50 * DAY)],
  )
  return rows.map(row => row.id)
}
