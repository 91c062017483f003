import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import type { Role } from '#domain/access/roles.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import type { Address } from '#server/db/client.ts'
import { openAuth } from './auth.ts'

const SECRET = 'a secret for tests, forty characters long'

export const newId = () => uuidv7(Date.now(), randomBytes(10))
export const formsKey = () => createSecretKey(randomBytes(32))

export type TestDatabase = {
  owner: pg.Pool
  as(role: 'aman_app' | 'aman_auth'): Address
  stop(): Promise<void>
}

async function administer(address: Address, statement: string): Promise<void> {
  const client = new pg.Client(address)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** A fresh clone of the migrated template. */
export async function startDatabase(): Promise<TestDatabase> {
  const base = inject('owner')
  const passwords = inject('passwords')
  const database = `${inject('template')}_${randomBytes(4).toString('hex')}`
  await administer(base, `create database ${database} template ${inject('template')}`)
  const owner = new pg.Pool({ ...base, database, max: 2 })
  const password = { aman_app: passwords.app, aman_auth: passwords.auth }
  return {
    owner,
    as: role => ({ ...base, database, user: role, password: password[role] }),
    stop: async () => {
      await owner.end()
      await administer(base, `drop database ${database} with (force)`)
    },
  }
}

export function openTestAuth(
  database: TestDatabase,
  { demo = false, clock = () => new Date(), origin = 'http://localhost:4000' } = {},
) {
  return openAuth({ address: database.as('aman_auth'), secret: SECRET, origin, demo, clock, newId })
}

/** A colleague of an invented agency, active from the start. */
export async function addStaff(database: TestDatabase, email: string, role: Role = 'case-worker', status = 'active') {
  const agencyId = newId()
  const userId = newId()
  await database.owner.query(
    `insert into aman.agency (id, kind, name, region, country, created_at)
     values ($1, 'ngo', $2, 'KZ-75', 'KZ', now())`,
    [agencyId, `Agency ${agencyId}`],
  )
  await database.owner.query(
    `insert into aman.staff (user_id, agency_id, role, name, email, status, created_at)
     values ($1, $2, $3, 'Aigul', $4, $5, now())`,
    [userId, agencyId, role, email, status],
  )
  return { userId, agencyId, email, name: 'Aigul' }
}

export const PASSWORD = 'seven quiet birds over Turgay'

/** A browser's cookies: what it was given, sent back. */
export function browser(ip = '203.0.113.7') {
  const jar = new Map<string, string>()
  return {
    jar,
    get from() {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      return { ip, headers: new Headers(cookie ? { cookie } : {}) }
    },
    keep<T extends { setCookies: readonly string[] }>(answer: T): T {
      for (const line of answer.setCookies) {
        const [pair = ''] = line.split(';')
        const name = pair.slice(0, pair.indexOf('='))
        if (/max-age=0/i.test(line)) jar.delete(name)
        else jar.set(name, pair.slice(pair.indexOf('=') + 1))
      }
      return answer
    },
  }
}

export async function notesOf(database: TestDatabase, userId: string): Promise<string[]> {
  const found = await database.owner.query<{ action: string }>(
    'select action from aman.audit_event where user_id = $1 order by seq',
    [userId],
  )
  return found.rows.map(row => row.action)
}

/** A one-time code as any authenticator app makes it (RFC 6238), written apart from the library. */
export function codeOf(secret: string, at = Date.now()): string {
  const bits = [...secret]
    .map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(step).digest()
  const offset = (mac.at(-1) ?? 0) & 0x0f
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

const count = { given: 0 }
/** So that no two tests share an account or an address, and none is throttled for another. */
export function nextNumber(): number {
  count.given += 1
  return count.given
}
