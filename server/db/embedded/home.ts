import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, findBarrier } from './account.ts'
import { databaseFault, explainSystemError } from './faults.ts'

/** Makes sure of the data folder and answers its real path. */
export function openDataFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (error) {
    throw explainSystemError(error, dataDir)
  }
}

/**
 * The folder in which the database's own folder `postgres` stands: the data folder, or, where the account that
 * PostgreSQL runs as may not reach it (a clone under /root), one elsewhere that `<dataDir>/postgres` then points to.
 */
export function findHome(dataDir: string, account: Account | undefined, elsewhere: string): string {
  const link = join(dataDir, 'postgres')
  const entry = lstatSync(link, { throwIfNoEntry: false })
  if (entry?.isSymbolicLink()) return followLink(link)
  const barrier = account && findBarrier(dataDir, account)
  if (!barrier) return dataDir
  if (barrier === dataDir && mayOpenToPassers(dataDir)) return dataDir
  if (entry) throw unreachable(barrier)
  return makeHomeElsewhere(link, barrier, elsewhere)
}

function followLink(link: string): string {
  const home = dirname(readlinkSync(link))
  if (statSync(home, { throwIfNoEntry: false })?.isDirectory()) return realpathSync(home)
  const line = `${link} points to ${home}, which is gone. Bring that folder back, or remove the link to begin empty.`
  throw databaseFault('database.folder-unknown', line)
}

// Passing through is not listing: names in the folder stay hidden, and its secrets are files that only root reads.
function mayOpenToPassers(dataDir: string): boolean {
  if (dataDir === homedir() || statSync(dataDir).uid !== 0) return false
  chmodSync(dataDir, (statSync(dataDir).mode & 0o777) | 0o011)
  return true
}

function makeHomeElsewhere(link: string, barrier: string, elsewhere: string): string {
  try {
    mkdirSync(elsewhere, { recursive: true })
    const home = realpathSync(mkdtempSync(join(elsewhere, 'database-')))
    for (const folder of [elsewhere, home]) chmodSync(folder, 0o711)
    symlinkSync(join(home, 'postgres'), link)
    return home
  } catch (error) {
    throw unreachable(barrier, error)
  }
}

function unreachable(barrier: string, cause?: unknown) {
  const line =
    `PostgreSQL does not run as root, and the account it runs as may not enter ${barrier}. ` +
    'Name another folder in AMAN_DATA (such as /var/lib/aman), or run Aman as an ordinary account.'
  return databaseFault('database.account', line, cause)
}
