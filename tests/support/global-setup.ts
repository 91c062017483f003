import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import type { Address } from '#server/db/client.ts'
import { addressOf } from '#server/db/database.ts'
import { startPostgres } from '#server/db/embedded/start.ts'
import { migrate } from '#server/db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    owner: Address
    template: string
    passwords: { app: string; auth: string; audit: string }
  }
}

/** One PostgreSQL a run: the embedded one, or the one that DATABASE_URL names; one migrated template that each test file clones. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'aman-test-'))
  const server = process.env.DATABASE_URL ? null : await startServer(folder)
  const owner = server?.owner ?? addressOf(process.env.DATABASE_URL ?? '')
  const run = randomBytes(4).toString('hex')
  const template = `aman_template_${run}`
  const passwords = { app: `app-${run}`, auth: `auth-${run}`, audit: `audit-${run}` }
  await administer(owner, `create database ${template}`)
  await migrate({ ...owner, database: template }, passwords)
  project.provide('owner', owner)
  project.provide('template', template)
  project.provide('passwords', passwords)

  return async () => {
    if (server) await server.stop()
    else await dropAll(owner, run)
    await rm(folder, { recursive: true, force: true })
  }
}

async function startServer(folder: string) {
  const password = randomBytes(16).toString('hex')
  // Tests judge what is stored, not what survives a power cut; server/db/embedded has tests of its own for that.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  const server = await startPostgres({ dataDir: folder, password, settings })
  const owner: Address = {
    host: server.socketDir,
    port: server.port,
    database: 'postgres',
    user: server.user,
    password,
  }
  return { owner, stop: () => server.stop() }
}

export async function administer(owner: Address, statement: string): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function dropAll(owner: Address, run: string): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
    `aman\\_%${run}%`,
  ])
  for (const { datname } of rows)
    await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
  await client.end()
}
