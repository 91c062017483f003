import pg from 'pg'
import type { Database } from '#server/db/database.ts'
import type { House } from '#server/house.ts'

const VALID_HOURS = 72
const EMAIL = 'administrator@aman.invalid'

/** While nobody has signed in, prints a link by which the first administrator chooses her password. */
export async function welcomeFirst(house: House, database: Database): Promise<void> {
  const address = house.settings.origin
  const userId = await firstAdministrator(house, database)
  if (!userId) {
    console.log(`Aman is ready at ${address}`)
    return
  }
  await house.auth.createUser({ id: userId, email: EMAIL, name: 'Administrator' })
  const token = await house.auth.makeLink('first-administrator', userId, VALID_HOURS)
  console.log(`Aman is ready at ${address}`)
  console.log(
    `Nobody has signed in yet. Open this link once, within ${VALID_HOURS} hours, to become its administrator (${EMAIL}):`,
  )
  console.log(`${address}/en/set-up/${token}`)
}

/** The administrator who has not arrived yet; made with her agency at the very first start. Null once she has. */
async function firstAdministrator(house: House, database: Database): Promise<string | null> {
  const client = new pg.Client(database.owner)
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local role aman_owner')
    await client.query('lock table aman.staff in exclusive mode')
    const { rows } = await client.query<{ user_id: string; status: string }>(
      `select user_id, status from aman.staff where role = 'administrator' order by user_id`,
    )
    const waiting = rows.length === 1 && rows[0]?.status === 'invited' ? rows[0].user_id : null
    const userId = rows.length === 0 ? await addFirst(house, client) : waiting
    await client.query('commit')
    return userId
  } finally {
    await client.end()
  }
}

async function addFirst(house: House, client: pg.Client): Promise<string> {
  const agencyId = house.newId()
  const userId = house.newId()
  const now = house.clock()
  await client.query(
    `insert into aman.agency (id, kind, name, region, country, created_at) values ($1, 'ministry', 'Aman', $2, $3, $4)`,
    [agencyId, house.country.regions[0]?.id ?? house.country.iso2, house.country.iso2, now],
  )
  const { key_version, wrapped } = house.keys.makeAgencyKey(agencyId)
  await client.query('insert into aman.agency_key (agency_id, key_version, wrapped) values ($1, $2, $3)', [
    agencyId,
    key_version,
    wrapped,
  ])
  await client.query(
    `insert into aman.staff (user_id, agency_id, role, name, email, created_at) values ($1, $2, 'administrator', 'Administrator', $3, $4)`,
    [userId, agencyId, EMAIL, now],
  )
  return userId
}
