import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type Insertable,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Pool = pg.Pool
export type Tx = Kysely<Tables>

export type Address = {
  host: string
  port: number
  database: string
  user: string
  password: string
  ssl?: boolean
  schema?: 'auth'
}

// Days stay text and ranges are read through lower() and upper(), so that no value passes through the machine's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

// Every query leads through an index that its text names, so one plan serves all values, and planning anew with the policies
// costs more than most queries. PostgreSQL cannot guess how many rows a policy lets through, and given the choice it collects
// and sorts all that an agency can see for the sake of one page; without table and bitmap scans it reads in the index's order.
export const PLANNING =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off'

/** Longer than any page of ours needs; a statement that runs on is somebody's, or something's, mistake. */
const LONGEST_MS = 20_000

/** A pool whose connections send queries without waiting for the answer before, so that one action costs few round trips. */
export function openPool(address: Address, size: number): Pool {
  const pool = new pg.Pool({
    ...address,
    max: size,
    pipeline: true,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 60_000,
    application_name: 'aman',
    keepAlive: true,
    options: `-c search_path=${address.schema ?? 'aman'} ${PLANNING} -c statement_timeout=${LONGEST_MS}`,
  })
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  // One that dies at work fails its queries with the cause, and has nobody to tell it to besides.
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}

const names = new Map<string, string>()
function statementName(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `a${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
  names.set(text, name)
  return name
}

const gathering = new WeakSet<pg.PoolClient>()

/**
 * Holds what is sent in one turn of the event loop and writes it at once: `begin`, the actor and the first query leave in one
 * packet, and so do the audit row and `commit`. Writing costs more than anything else that a small query does here.
 */
function gather(client: pg.PoolClient): void {
  if (gathering.has(client)) return
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  gathering.add(client)
  stream.cork()
  setImmediate(() => {
    gathering.delete(client)
    stream.uncork()
  })
}

/** Runs a bare command, such as `commit`. */
export function command(client: pg.PoolClient, text: `begin; ${string}` | 'commit' | 'rollback') {
  gather(client)
  return client.query(text)
}

/** Runs prepared: the text is parsed and planned once a connection. Texts come from code only, so their number is bounded. */
export function query<R extends pg.QueryResultRow>(client: pg.PoolClient, text: string, values: readonly unknown[]) {
  gather(client)
  return client.query<R>({ name: statementName(text), text, values: [...values] })
}

const causes = new WeakMap<pg.PoolClient, unknown>()
const wasAborted = (error: unknown) => error instanceof pg.DatabaseError && error.code === '25P02'

/** Of queries that were sent together only the first to fail says why; to the others PostgreSQL answers that it failed before. */
export const causeOf = (client: pg.PoolClient, error: unknown): unknown =>
  wasAborted(error) ? (causes.get(client) ?? error) : error

function connectionOver(client: pg.PoolClient): DatabaseConnection {
  return {
    async executeQuery<R>(compiled: { sql: string; parameters: readonly unknown[] }) {
      const result = await query(client, compiled.sql, compiled.parameters).catch(error => {
        if (!wasAborted(error)) causes.set(client, error)
        throw error
      })
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    streamQuery() {
      throw new Error('Lists are paged; nothing streams.')
    },
  }
}

function driverOver(client: pg.PoolClient): Driver {
  const connection = connectionOver(client)
  const never = async () => {
    throw new Error('transact() is the only door.')
  }
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: never,
    commitTransaction: never,
    rollbackTransaction: never,
    destroy: async () => undefined,
  }
}

const handles = new WeakMap<pg.PoolClient, Tx>()

/** The typed handle over one connection, made once for as long as the connection lives. */
export function handleOver(client: pg.PoolClient): Tx {
  const known = handles.get(client)
  if (known) return known
  const handle = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOver(client),
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  handles.set(client, handle)
  return handle
}

/**
 * An insert whose text is made once. For the few that open a case: building the same statement anew each time costs more than
 * sending it. `row` is typed by its table; a column that is left out takes its default.
 */
export function insertion<T extends keyof Tables, C extends keyof Tables[T] & string>(table: T, columns: readonly C[]) {
  const names = columns.map(each => `"${each}"`).join(', ')
  const text = `insert into aman."${table}" (${names}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`
  return async (tx: Tx, row: Pick<Insertable<Tables[T]>, C & keyof Insertable<Tables[T]>>): Promise<void> => {
    const values = columns.map(each => (row as Record<string, unknown>)[each])
    await tx.executeQuery(CompiledQuery.raw(text, values))
  }
}

/** The name of the constraint that a write broke, when that is why it failed. */
export function brokeConstraint(error: unknown, name: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === name
}
