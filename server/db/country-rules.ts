import pg from 'pg'
import type { Country } from '#knowledge/schema/country.ts'
import type { Knowledge } from '#server/knowledge/load.ts'
import type { Address } from './client.ts'

const WRITE = `insert into aman.law_rule (id, opens, children_only, not_for, in_force)
  select r.id, r.opens::aman.depth, r.children_only, r.not_for,
         tstzrange(r.begins::timestamp at time zone $2, r.ends::timestamp at time zone $2)
    from jsonb_to_recordset($1) as r (id text, opens text, children_only boolean, not_for text[], begins text, ends text)`

/**
 * Tells the database which rules of the country's law open a record, and when they were in force, and which kinds of agency may open
 * one in an emergency: its policies take no basis on trust. Read anew at each start, since knowledge changes with the program and not
 * with the data.
 */
export async function storeCountryRules(owner: Address, knowledge: Knowledge, country: Country): Promise<void> {
  const rules = knowledge.lawsOf(country).flatMap(law =>
    law.rules.flatMap(({ id, opens, from, until }) =>
      opens
        ? [
            {
              id,
              opens: opens.depth,
              children_only: opens.childrenOnly,
              not_for: opens.notFor,
              begins: from,
              ends: until,
            },
          ]
        : [],
    ),
  )
  const opening = country.agencyKinds.filter(each => each.opensInEmergency).map(each => each.id)
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query('begin; set local role aman_owner; lock table aman.law_rule in exclusive mode')
    await client.query('delete from aman.law_rule')
    await client.query(WRITE, [JSON.stringify(rules), country.timeZone])
    await client.query('delete from aman.emergency_kind')
    await client.query('insert into aman.emergency_kind select unnest($1::text[])', [opening])
    await client.query('commit')
  } finally {
    await client.end()
  }
}
