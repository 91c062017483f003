import pg from 'pg'
import { type Keyring, textOf } from '#server/keys/keyring.ts'
import type { Address } from './client.ts'
import { findPostgres } from './embedded/join.ts'
import { type Postgres, startPostgres } from './embedded/start.ts'
import { checkRootKey } from './instance.ts'
import { migrate } from './migrate.ts'

export type Database = { app: Address; auth: Address; audit: Address; owner: Address; stop(): Promise<void> }

export type DatabaseOptions = {
  dataDir: string
  databaseUrl: string | null
  ring: Keyring
  /** Work beside an Aman that runs on the same folder, where one does. */
  beside?: boolean
  log(line: string): void
}

const NAME = 'aman'
const SUPERUSER_KEY = 'database superuser'

/** The one PostgreSQL: embedded, or given by DATABASE_URL. Migrated, and checked to belong to this root key. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const passwords = {
    app: textOf(options.ring.secret('database aman_app')),
    auth: textOf(options.ring.secret('database aman_auth')),
    audit: textOf(options.ring.secret('database aman_audit')),
  }
  const running = options.beside && !options.databaseUrl ? findPostgres(options.dataDir) : undefined
  const embedded = options.databaseUrl || running ? null : await startEmbedded(options)
  try {
    const owner = await ownerAddress(options, running ?? embedded)
    await checkRootKey(owner, options.ring)
    await migrate(owner, passwords)
    return {
      owner,
      app: { ...owner, user: 'aman_app', password: passwords.app },
      auth: { ...owner, user: 'aman_auth', password: passwords.auth },
      audit: { ...owner, user: 'aman_audit', password: passwords.audit },
      stop: async () => embedded?.stop(),
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

function startEmbedded({ dataDir, ring, log }: DatabaseOptions): Promise<Postgres> {
  return startPostgres({ dataDir, password: textOf(ring.secret(SUPERUSER_KEY)), log })
}

type Door = { host?: string; socketDir?: string; port: number; user: string }

/** The owner's way in: the one given, or that of the embedded server, with our database made at the first start. */
async function ownerAddress({ databaseUrl, ring }: DatabaseOptions, door: Door | null): Promise<Address> {
  if (databaseUrl) return addressOf(databaseUrl)
  if (!door) throw new Error('no database')
  const { port, user } = door
  const address = { host: door.host ?? door.socketDir ?? '', port, user, password: textOf(ring.secret(SUPERUSER_KEY)) }
  const client = new pg.Client({ ...address, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [NAME])
    if (found.rowCount === 0) await client.query(`create database ${NAME}`)
  } finally {
    await client.end()
  }
  return { ...address, database: NAME }
}

export function addressOf(text: string): Address {
  if (!URL.canParse(text))
    throw new Error('DATABASE_URL is not an address such as postgres://user:password@host/database.')
  const url = new URL(text)
  const socket = url.searchParams.get('host')
  return {
    host: socket ?? url.hostname,
    port: Number(url.port || url.searchParams.get('port') || 5432),
    database: decodeURIComponent(url.pathname.slice(1)) || NAME,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...(['require', 'verify-full'].includes(url.searchParams.get('sslmode') ?? '') && { ssl: true }),
  }
}
