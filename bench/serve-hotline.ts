import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { keepSealing } from '#server/audit/keep-sealing.ts'
import { newToken } from '#server/auth/tokens.ts'
import type { House } from '#server/house.ts'
import { openHouse } from '#start/open-house.ts'
import { listen } from '#start/server.ts'
import { readSettings } from '#start/settings.ts'
import type { Operator, Ready } from './hotline.ts'

/** Serves one desk with as many operators as asked over a new database; for bench/hotline.ts. */
const operators = Number(process.argv[2] ?? 20)
const data = await mkdtemp(join(tmpdir(), 'aman-bench-hotline-'))
const { house, database, close } = await openHouse(readSettings({ demo: true, data, port: '0' }, process.env))
const owner = new pg.Client(database.owner)
await owner.connect()

async function addDesk({ newId, keys, clock }: House): Promise<string> {
  const id = newId()
  await owner.query(
    `insert into aman.agency (id, kind, name, region, country, languages, services, groups, created_at)
     values ($1, 'hotline', 'Invented desk', 'KZ-75', 'KZ', '{ru,kk}', '{}', '{}', $2)`,
    [id, clock()],
  )
  const key = keys.makeAgencyKey(id)
  await owner.query('insert into aman.agency_key (agency_id, key_version, wrapped) values ($1, $2, $3)', [
    id,
    key.key_version,
    key.wrapped,
  ])
  return id
}

async function addOperator({ newId, clock, auth }: House, agencyId: string, n: number): Promise<Operator> {
  const userId = newId()
  const email = `operator-${n}@example.org`
  const name = `Invented Operator ${n}`
  const password = 'seven invented tulips'
  const { token, hash } = newToken()
  await owner.query(
    `insert into aman.staff (user_id, agency_id, role, name, email, status, created_at) values ($1, $2, 'hotline-operator', $3, $4, 'active', $5)`,
    [userId, agencyId, name, email, clock()],
  )
  await owner.query(
    `insert into aman.api_token (id, user_id, agency_id, label, hash, scopes, created_at, expires_at)
     values ($1, $2, $3, 'bench', $4, '{read,write}', $5, $5::timestamptz + interval '1 day')`,
    [newId(), userId, agencyId, hash, clock()],
  )
  await auth.createUser({ id: userId, email, name, password })
  const answer = await auth.signIn({ headers: new Headers(), ip: `10.0.0.${n}` }, { email, password })
  if (answer.kind !== 'signed-in') throw new Error(`sign-in answered ${answer.kind}`)
  return { token, cookie: answer.setCookies.map(each => each.split(';')[0]).join('; ') }
}

const agencyId = await addDesk(house)
const desk: Operator[] = []
for (let n = 1; n <= operators; n++) desk.push(await addOperator(house, agencyId, n))
const listening = await listen(house)
const sealing = keepSealing({ ...house, dataDir: data, address: database.audit })
process.send?.({ desk, port: listening.port, floor: { address: database.owner, agencyId } } satisfies Ready)

const { user, system } = process.cpuUsage()
const before = (user + system) / 1000
process.on('message', async message => {
  if (message === 'rows') {
    const { rows } = await owner.query('select id, status, version from aman.contact where agency_id = $1', [agencyId])
    return process.send?.({ rows, cpuMs: process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000 - before })
  }
  await listening.stop()
  await sealing.stop()
  await owner.end()
  await close()
  await rm(data, { recursive: true, force: true })
  process.exit(0)
})
