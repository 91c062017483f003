import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { PLANNING } from '#server/db/client.ts'

/*
 * What a save of a contact costs at least: bare node:http and pg running the statements of a save as the tables' owner, with its audit
 * row, on one contact of its own for each connection. No policy, no key, no token, no check; the same disk, the same commit.
 */
export type FloorPlace = { address: pg.PoolConfig; agencyId: string }

const CONTACT = `insert into aman.contact (id, agency_id, status, channel, started_by, started_at) values ($1, $2, 'open', 'phone', $1, now())`
const WORDS = 'insert into aman.contact_words (contact_id, agency_id, sealed) values ($1, $2, $3)'
const LOCK = 'select * from aman.contact where id = $1 and agency_id = $2 for update'
const SAVE = `update aman.contact set language = 'uz', speaker = 'self', topic = 'unpaid-wages', risk = 'concern', version = version + 1 where id = $1`
const KEY = 'select sealed, key_version from aman.data_key where subject_id = $1'
const SEAL = 'update aman.contact_words set sealed = $2 where contact_id = $1'
const AUDIT = `insert into aman.audit_event (at, user_id, agency_id, role, action, subject_ids) values (now(), $1, $2, 'hotline-operator', 'contact.saved', array[$1::uuid])`
const SEALED = Buffer.alloc(400, 7)

async function save(pool: pg.Pool, id: string, agencyId: string): Promise<void> {
  const client = await pool.connect()
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
  try {
    await client.query('begin')
    await run('lock', LOCK, [id, agencyId])
    await run('save', SAVE, [id])
    await run('key', KEY, [id])
    await run('seal', SEAL, [id, SEALED])
    await run('audit', AUDIT, [id, agencyId])
    await client.query('commit')
  } finally {
    client.release()
  }
}

/** A server that saves a contact anew at every request; `?n=` says whose. */
export async function openSaveFloor({ address, agencyId }: FloorPlace) {
  const pool = new pg.Pool({ ...address, max: 20, options: PLANNING })
  const ids: string[] = []
  for (let n = 0; n < 20; n++) {
    const id = randomUUID()
    await pool.query(CONTACT, [id, agencyId])
    await pool.query(WORDS, [id, agencyId, SEALED])
    // Ended, so that it stands in no queue.
    await pool.query(`update aman.contact set status = 'closed', closed_at = now(), outcome = 'none' where id = $1`, [
      id,
    ])
    ids.push(id)
  }
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const n = Number(new URL(request.url ?? '/', 'http://floor').searchParams.get('n'))
    await save(pool, ids[n % ids.length] ?? '', agencyId)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await pool.end()
  }
  return { port: (server.address() as AddressInfo).port, close }
}
