import pg from 'pg'
import { ok } from '#domain/shared/result.ts'
import type { Database } from '#server/db/database.ts'
import { transact } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'
import type { Actors } from './invent-case.ts'

type Row = {
  agency_id: string
  kind: string
  region: string
  services: string[]
  user_id: string
  role: 'administrator'
}

/** Every agency with its key and its first colleague, as the invented history needs them. */
export async function agencyActors(house: House, database: Database): Promise<Actors[]> {
  const client = new pg.Client(database.owner)
  await client.connect()
  await client.query('set role aman_owner')
  const { rows } = await client.query<Row>(
    `select distinct on (a.id) a.id as agency_id, a.kind, a.region, a.services, s.user_id, s.role
       from aman.agency a join aman.staff s on s.agency_id = a.id order by a.id, s.user_id`,
  )
  await client.end()
  const actors: Actors[] = []
  for (const row of rows) {
    const actor = { userId: row.user_id, agencyId: row.agency_id, role: row.role }
    const found = await transact(house, actor, async ctx => ok(await ctx.keys.agencyKey(ctx.tx, row.agency_id)))
    actors.push({
      agencyId: row.agency_id,
      kind: row.kind,
      region: row.region,
      key: found.value,
      userId: row.user_id,
      services: row.services,
    })
  }
  return actors
}
