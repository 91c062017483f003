import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { ROLES, type Role } from '#domain/access/roles.ts'
import type { SERVICES } from '#domain/referral/referral.ts'
import { GROUPS } from '#domain/shelters/match.ts'
import { addressPlace } from '#features/protection/shelters/queries.ts'
import type { Database } from '#server/db/database.ts'
import type { House } from '#server/house.ts'
import { sealText } from '#server/keys/seal.ts'
import { type Account, demoAccounts } from './accounts.ts'
import { agencyActors } from './actors.ts'
import { type Row, writeRows } from './bulk.ts'
import { chanceFrom } from './chance.ts'
import { type Actors, idAt } from './invent-case.ts'
import { inventRecord } from './invent-record.ts'
import { inventReflection } from './invent-reflection.ts'
import { inventPerson } from './people.ts'
import { seedCases } from './seed-cases.ts'
import { seedCommitments } from './seed-commitments.ts'
import { seedDevices } from './seed-devices.ts'
import { seedEmergency } from './seed-emergency.ts'
import { seedEndings } from './seed-endings.ts'
import { seedHotline } from './seed-hotline.ts'
import { seedInstruments } from './seed-instruments.ts'
import { seedPlans } from './seed-plans.ts'
import { seedQueue } from './seed-queue.ts'
import { seedStandards } from './seed-standards.ts'
import { seedTips } from './seed-tips.ts'

const CASES = 300
const SEED = 2020

type Plan = { kind: string; name: string; region: string }

/** What each kind of agency offers in the demonstration. */
const OFFERS: Record<string, readonly (typeof SERVICES)[number][]> = {
  ngo: ['case-management', 'psychological', 'legal', 'documents'],
  hotline: ['case-management', 'interpretation'],
  shelter: ['shelter'],
  'service-provider': ['medical', 'psychological', 'legal', 'documents'],
  police: ['police-report'],
  consulate: ['documents', 'return'],
}

/** Fills an empty instance with invented agencies, people and cases, and makes the sign-ins. A filled one is left as it is. */
export async function prepareDemo(house: House, database: Database): Promise<Account[]> {
  const client = new pg.Client(database.owner)
  await client.connect()
  try {
    await client.query('set role aman_owner')
    const { rows } = await client.query('select from aman.agency limit 1')
    if (rows.length === 0) await fill(house, database, client)
    // Mails that were kept in memory are gone with the program that kept them, and are written again.
    if (house.mailer?.kept) await client.query('delete from aman.measure_reminder')
    return await demoAccounts(house, client)
  } finally {
    await client.end()
  }
}

async function fill(house: House, database: Database, client: pg.Client): Promise<void> {
  const plans: Plan[] = JSON.parse(await readFile(new URL('./agencies.json', import.meta.url), 'utf8'))
  const now = new Date(house.clock().getTime() - 400 * 86_400_000)
  const agency: Row[] = plans.map((plan, index) => ({
    id: idAt(chanceFrom(index), new Date(now.getTime() + index)),
    ...plan,
    country: house.country.iso2,
    languages: ['ru', 'kk', 'uz'],
    services: OFFERS[plan.kind] ?? [],
    groups: plan.kind === 'shelter' ? GROUPS : [],
    phone: null,
    status: 'active',
    version: 1,
    created_at: now,
  }))
  await client.query('begin')
  await writeRows(client, {
    agency,
    agency_key: agency.map(each => house.keys.makeAgencyKey(String(each.id))),
    staff: agency.flatMap((each, index) => staffOf(house, each, index, now)),
  })
  await client.query('commit')
  const actors = await agencyActors(house, database)
  await client.query('begin')
  const shelters = actors.filter(one => one.kind === 'shelter')
  for (const [index, each] of shelters.entries()) await furnish(house, client, each, index + 1)
  await client.query('commit')
  await seedCases(house, database, actors, CASES, SEED)
  await seedEmergency(house, client)
  await client.query('begin')
  await seedEndings(house, client)
  await client.query('commit')
  await inventRecord(client, house.clock())
  await inventReflection(house, client)
  await seedPlans(house, client, actors)
  await seedHotline(house, client)
  await seedQueue(house, client)
  await seedTips(house, client)
  await seedDevices(house, client)
  await seedInstruments(house, client)
  await seedCommitments(house, client)
  await seedStandards(house, client)
}

/** One colleague for each role that the agency's kind may have. */
function staffOf(house: House, agency: Row, index: number, now: Date): Row[] {
  const kind = house.country.agencyKinds.find(each => each.id === agency.kind)
  const roles: readonly Role[] = ROLES.filter(role => kind?.roles.includes(role))
  return roles.map(role => ({
    user_id: house.newId(),
    agency_id: agency.id ?? null,
    role,
    name: inventPerson(chanceFrom(100 * index + ROLES.indexOf(role))).name,
    email: `${role}.${index + 1}@demo.example`,
    status: 'active',
    version: 1,
    created_at: now,
  }))
}

async function furnish(house: House, client: pg.Client, agency: Actors, number: number): Promise<void> {
  const chance = chanceFrom(number)
  const shelterId = house.newId()
  const own = { shelter_id: shelterId, agency_id: agency.agencyId }
  const units = GROUPS.map((group, index) => ({
    id: house.newId(),
    ...own,
    label: `${index + 1}`,
    person_group: group,
  }))
  const beds = units.flatMap(unit =>
    Array.from({ length: unit.person_group === 'minors-alone' ? 4 : 10 }, (_, index) => ({
      id: house.newId(),
      unit_id: unit.id,
      ...own,
      label: String(index + 1).padStart(2, '0'),
      step_free: index < 2,
      in_service: !chance.often(0.06),
    })),
  )
  await writeRows(client, {
    shelter: [
      {
        id: shelterId,
        agency_id: agency.agencyId,
        code: `S-${agency.region.slice(-2)}-${number}`,
        region: agency.region,
        languages: ['ru', 'kk', 'uz'],
        version: 1,
      },
    ],
    shelter_address: [
      {
        ...own,
        sealed: sealText(agency.key.key, 'An invented street 1, beside the invented park', addressPlace(shelterId)),
        key_version: agency.key.version,
      },
    ],
    shelter_unit: units,
    bed: beds,
  })
}
