import pg from 'pg'
import { newToken } from '#server/auth/tokens.ts'
import { openHouse } from '#start/open-house.ts'
import { listen } from '#start/server.ts'
import { readSettings } from '#start/settings.ts'

/** Serves one agency with one officer over the folder given, new or found there; for bench/field-sending.ts. */
export type Serving = { port: number; token: string; instrumentVersion: number }

const data = process.argv[2] ?? ''
const { house, database, close } = await openHouse(readSettings({ demo: true, data, port: '0' }, process.env))
const owner = new pg.Client(database.owner)
await owner.connect()

async function addOfficer(): Promise<string> {
  const [agencyId, userId, at] = [house.newId(), house.newId(), house.clock()]
  const key = house.keys.makeAgencyKey(agencyId)
  const { token, hash } = newToken()
  await owner.query(
    `insert into aman.agency (id, kind, name, region, country, languages, services, groups, created_at)
     values ($1, 'border-service', 'Invented post', 'KZ-61', 'KZ', '{ru,kk}', '{}', '{}', $2)`,
    [agencyId, at],
  )
  await owner.query('insert into aman.agency_key (agency_id, key_version, wrapped) values ($1, $2, $3)', [
    agencyId,
    key.key_version,
    key.wrapped,
  ])
  await owner.query(
    `insert into aman.staff (user_id, agency_id, role, name, email, status, created_at)
     values ($1, $2, 'officer', 'Invented Officer', 'officer@example.org', 'active', $3)`,
    [userId, agencyId, at],
  )
  await owner.query(
    `insert into aman.api_token (id, user_id, agency_id, label, hash, scopes, created_at, expires_at)
     values ($1, $2, $3, 'bench', $4, '{read,write}', $5, $5::timestamptz + interval '1 day')`,
    [house.newId(), userId, agencyId, hash, at],
  )
  return token
}

const known = process.argv[3]
const token = known ?? (await addOfficer())
const listening = await listen(house)
const instrumentVersion = house.knowledge.latest('ilo-labour-adult')?.version ?? 0
process.send?.({ port: listening.port, token, instrumentVersion } satisfies Serving)

/** By id: the version that stands there, and how often one was taken. */
const rows = async () =>
  (
    await owner.query(
      `select s.id, s.version, count(e.seq)::int as taken from aman.screening s
         left join aman.audit_event e on e.action = 'screening.taken' and e.subject_ids = array[s.id]
        where s.received_at is not null group by s.id, s.version`,
    )
  ).rows

process.on('message', async message => {
  if (message === 'rows') return process.send?.(await rows())
  await listening.stop()
  await owner.end()
  await close()
  process.exit(0)
})
