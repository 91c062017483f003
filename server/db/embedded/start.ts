import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseAccount } from './account.ts'
import { findPackage, prepareBinaries } from './binaries.ts'
import { openCluster, SUPERUSER } from './cluster.ts'
import { type DatabaseFault, databaseFault, explainSystemError, systemCode } from './faults.ts'
import { findHome, openDataFolder } from './home.ts'
import { type Installation, nameOf, writeSettings } from './installation.ts'
import { holdFolder } from './lock.ts'
import { adopt, launch, type Server, shutDown } from './postmaster.ts'
import { openServerLog } from './server-log.ts'
import { chooseSocketFolder, PORT, removeSocketFolder } from './socket-folder.ts'
import { supervise } from './supervise.ts'

// SQLSTATE cannot_connect_now
const STILL_STARTING = '57P03'

export type Postgres = {
  readonly socketDir: string
  readonly port: number
  readonly user: typeof SUPERUSER
  readonly password: string
  /** The first process of the server as it now runs; another one after a restart. */
  readonly pid: number
  stop(): Promise<void>
}

export type StartOptions = {
  dataDir: string
  password: string
  settings?: Record<string, string>
  log?: (line: string) => void
  /** Where the database goes when PostgreSQL's account cannot reach the data folder. */
  elsewhere?: string
}

/**
 * Starts the embedded PostgreSQL on a unix socket in `dataDir`, or takes over the one that a killed Aman left running,
 * and keeps it alive until `stop()`. Fails with a `DatabaseFault`, whose message is one plain line.
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const dataDir = openDataFolder(resolve(options.dataDir))
  const undo: (() => void)[] = [holdFolder(dataDir)]
  const letGo = () => {
    for (const step of undo.splice(0).reverse()) step()
  }
  try {
    const installation = await prepare(options, dataDir, undo)
    const supervised = supervise(installation, await obtain(installation, options.password))
    let stopped: Promise<void> | undefined
    return {
      socketDir: installation.socketDir,
      port: PORT,
      user: SUPERUSER,
      password: options.password,
      get pid() {
        return supervised.current().pid
      },
      stop: () => {
        stopped ??= supervised.stop().finally(letGo)
        return stopped
      },
    }
  } catch (error) {
    letGo()
    throw explainSystemError(error, dataDir)
  }
}

async function prepare(options: StartOptions, dataDir: string, undo: (() => void)[]): Promise<Installation> {
  const packageFolder = findPackage()
  const account = chooseAccount(dataDir)
  const log = options.log ?? (() => undefined)
  const home = findHome(dataDir, account, options.elsewhere ?? '/var/lib/aman')
  if (home !== dataDir) {
    undo.push(holdFolder(home))
    log(`The database stands in ${home}, since PostgreSQL does not run as root and could not reach ${dataDir}.`)
  }
  const binaries = await prepareBinaries(packageFolder, home, account)
  await openCluster(home, binaries, account, options.password)
  writeSettings(home, options.settings)
  const clusterName = nameOf(home)
  const socketDir = chooseSocketFolder(home, clusterName, account)
  if (dirname(socketDir) !== home) undo.push(() => removeSocketFolder(socketDir))
  const serverLog = openServerLog(join(dataDir, 'postgres.log'))
  undo.push(() => serverLog.close())
  return { home, clusterName, socketDir, account, binaries, serverLog, log }
}

async function obtain(installation: Installation, password: string): Promise<Server> {
  const adopted = await adopt(installation)
  if (adopted) {
    if (!(await tryDoor(installation, password))) {
      installation.log('Took over the PostgreSQL that a killed Aman left running.')
      return adopted
    }
    // Its socket may be gone, as when temporary files were swept.
    await shutDown(installation, adopted)
  }
  const server = await launch(installation, new AbortController().signal)
  const refusal = await tryDoor(installation, password)
  if (!refusal) return server
  await shutDown(installation, server)
  throw refusal
}

/** Whether Aman gets in: nothing when it does, and otherwise why not. */
async function tryDoor({ home, socketDir }: Installation, password: string): Promise<DatabaseFault | undefined> {
  const door = { host: socketDir, port: PORT, user: SUPERUSER, password, database: 'postgres', ssl: false }
  for (let tries = 1; ; tries += 1) {
    const client = new pg.Client({ ...door, connectionTimeoutMillis: 10_000 })
    // A connection that breaks later is the pool's to notice, not this one's.
    client.on('error', () => undefined)
    try {
      await client.connect()
      return undefined
    } catch (error) {
      const code = systemCode(error)
      if (code === '28P01') return unknownPassword(home)
      if (code !== STILL_STARTING || tries === 50) return explainSystemError(error, home)
    } finally {
      await client.end().catch(() => undefined)
    }
    await sleep(100)
  }
}

function unknownPassword(home: string): DatabaseFault {
  const line = `The database in ${home} does not know the password that this Aman holds.`
  return databaseFault('database.password', `${line} Bring back the key file that was made together with it.`)
}
