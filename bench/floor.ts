import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { PLANNING } from '#server/db/client.ts'

/*
 * What a request costs at least: bare node:http and pg running the same SQL as the program, as the tables' owner: no policy, no key,
 * no token, no check. With `audited`, one audit row is written and committed before the answer leaves.
 */
export type FloorOptions = {
  address: pg.PoolConfig
  audited: boolean
  agencyId: string
  userId: string
  newId(): string
}

const NEXT = `select g.case_id from aman.grant_of_access g
  where g.agency_id = $1 and g.depth >= 'coded' and g.valid @> $2::timestamptz`
const LIST = `with recursive held (case_id) as ((${NEXT} order by g.case_id desc limit 1) union all
    select (${NEXT} and g.case_id < held.case_id order by g.case_id desc limit 1) from held where held.case_id is not null)
  select c.* from held cross join lateral (select * from aman."case" c where c.id = held.case_id offset 0) c limit 26`
const KEY = (depth: string, name: string) =>
  `left join aman.data_key ${name} on ${name}.subject_id = c.id and ${name}.depth = '${depth}' and ${name}.agency_id = $2`
const READ = `select c.*, i.sealed as identity_sealed, i.version as identity_version, ki.sealed as identity_key, ki.key_version as identity_key_version,
    kf.sealed as narrative_key, kf.key_version as narrative_key_version, (select json_agg(json_build_object('id', n.id, 'kind', n.kind, 'at', n.written_at,
      'by', n.written_by, 'sealed', encode(n.sealed, 'base64')))
      from (select * from aman.case_narrative n where n.case_id = c.id order by n.id desc limit 200) n) as notes
  from aman."case" c left join aman.case_identity i on i.case_id = c.id ${KEY('identity', 'ki')} ${KEY('full', 'kf')}
  where c.id = $1`
const AUDIT = `insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids) values (now(), $1, $2, 'case-worker', $3, $4)`
const CASE = `insert into aman."case" (id, lead_agency_id, code_name, status, opened_from, age_group, person_group, languages, interpreter, step_free, may_contact, risk, region, opened_by, opened_at)
  values ($1, $2, $3, 'open', 'walk-in', 'adult', 'women', '{uz}', false, false, 'not-asked', 'low', 'KZ-61', $4, now())`
const GRANT = `insert into aman.grant_of_access (id, case_id, agency_id, given_by_agency_id, purpose, depth, basis, valid, created_at)
  values ($1, $2, $3, $3, 'assistance', 'full', 'lead', tstzrange(now(), null), now())`
const KEYS = `insert into aman.data_key (subject_id, depth, agency_id, sealed, key_version) values ($1, 'identity', $2, $3, 1), ($1, 'full', $2, $3, 1)`
const IDENTITY = 'insert into aman.case_identity (case_id, sealed) values ($1, $2)'

const SEALED = Buffer.alloc(120, 7)

function work(client: pg.PoolClient | pg.Pool, { agencyId, userId, newId }: FloorOptions) {
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
  return {
    audit: (action: string, subjects: string[]) => run('audit', AUDIT, [userId, agencyId, action, subjects]),
    list: async () => (await run('list', LIST, [agencyId, new Date()])).rows,
    read: async (id: string) => (await run('read', READ, [id, agencyId])).rows[0],
    create: async () => {
      const id = newId()
      await Promise.all([
        run('case', CASE, [id, agencyId, `Floor-${id}`, userId]),
        run('grant', GRANT, [newId(), id, agencyId]),
        run('keys', KEYS, [id, agencyId, SEALED]),
        run('identity', IDENTITY, [id, SEALED]),
      ])
      return { id }
    },
  }
}

async function inTransaction<T>(pool: pg.Pool, act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    const begun = client.query('begin')
    const value = await act(client)
    await Promise.all([begun, client.query('commit')])
    return value
  } finally {
    client.release()
  }
}

/** A server with three addresses: /list, /read/<id> and a POST to /create. */
export async function openFloor(options: FloorOptions): Promise<{ port: number; close(): Promise<void> }> {
  const pool = new pg.Pool({ ...options.address, max: 20, options: PLANNING })
  const plain = work(pool, options)
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const value = await answer(request.url ?? '/', pool, plain, options)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await pool.end()
  }
  return { port: (server.address() as AddressInfo).port, close }
}

async function answer(
  url: string,
  pool: pg.Pool,
  plain: ReturnType<typeof work>,
  options: FloorOptions,
): Promise<unknown> {
  const { audited } = options
  if (url === '/list') {
    const rows = await plain.list()
    if (audited)
      await plain.audit(
        'case.listed',
        rows.map(row => row.id),
      )
    return rows.slice(0, 25)
  }
  if (url.startsWith('/read/')) {
    const value = await plain.read(url.slice(6))
    if (audited) await plain.audit('case.read', [url.slice(6)])
    return value
  }
  return inTransaction(pool, async client => {
    const here = work(client, options)
    const made = await here.create()
    if (audited) await here.audit('case.opened', [made.id])
    return made
  })
}
