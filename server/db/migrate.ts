import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import type { Address } from './client.ts'

const FOLDER = new URL('./migrations/', import.meta.url)
const LOCK = 6_104_120_264

export type RolePasswords = { app: string; auth: string; audit: string }

/** Numbered, forward only, each in its own transaction, under a lock so that two starting Amans do not collide. */
export async function migrate(address: Address, passwords: RolePasswords): Promise<string[]> {
  const client = new pg.Client(address)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await prepareRoles(client, address.database, passwords)
    return await runPending(client)
  } finally {
    await client.end()
  }
}

async function prepareRoles(client: pg.Client, database: string, passwords: RolePasswords): Promise<void> {
  for (const [role, password] of [
    ['aman_app', passwords.app],
    ['aman_auth', passwords.auth],
    ['aman_audit', passwords.audit],
    ['aman_owner', null],
  ] as const) {
    const found = await client.query('select from pg_roles where rolname = $1', [role])
    if (found.rowCount === 0) await client.query(`create role ${role} nosuperuser nobypassrls noinherit`)
    if (password) await client.query(`alter role ${role} login password ${client.escapeLiteral(password)}`)
  }
  await client.query('grant aman_owner to current_user')
  const name = client.escapeIdentifier(database)
  await client.query(`grant create, connect on database ${name} to aman_owner`)
  await client.query(`grant connect on database ${name} to aman_app, aman_auth, aman_audit`)
  await client.query(`revoke temporary on database ${name} from public`)
  await client.query(
    `create table if not exists public.aman_migration (name text primary key, ran_at timestamptz not null default now())`,
  )
}

async function runPending(client: pg.Client): Promise<string[]> {
  const done = new Set(
    (await client.query<{ name: string }>('select name from public.aman_migration')).rows.map(row => row.name),
  )
  const pending = (await readdir(FOLDER)).filter(name => name.endsWith('.sql') && !done.has(name)).sort()
  for (const name of pending) {
    const text = await readFile(new URL(name, FOLDER), 'utf8')
    await client.query('begin')
    try {
      await client.query('set local role aman_owner')
      await client.query(text)
      await client.query('reset role')
      await client.query('insert into public.aman_migration (name) values ($1)', [name])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(`migration ${name}: ${error instanceof Error ? error.message : 'failed'}`)
    }
  }
  return pending
}
