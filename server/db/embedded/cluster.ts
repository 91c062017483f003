import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { databaseFault, diskFull, explainSystemError } from './faults.ts'
import { runToEnd } from './processes.ts'

export const SUPERUSER = 'aman_super'

const UNFINISHED = 'postgres-new-'

/** Makes the database's folder where there is none, and refuses one that this PostgreSQL cannot read. */
export async function openCluster(
  home: string,
  binaries: Binaries,
  account: Account | undefined,
  password: string,
): Promise<void> {
  const cluster = join(home, 'postgres')
  try {
    await removeUnfinished(home)
    if (isMissing(cluster)) return await makeCluster(home, binaries, account, password)
  } catch (error) {
    throw explainSystemError(error, home)
  }
  refuseOtherVersion(cluster, binaries.major)
  if (account) await giveToAccount(cluster, account)
}

// A folder that root brought back from a copy is root's, and PostgreSQL opens only its own.
async function giveToAccount(cluster: string, { uid, gid }: Account): Promise<void> {
  if (statSync(cluster).uid === uid) return
  const names = await readdir(cluster, { recursive: true })
  for (const path of [cluster, ...names.map(name => join(cluster, name))]) lchownSync(path, uid, gid)
  chmodSync(cluster, 0o700)
}

export function saysDiskFull(text: string): boolean {
  return /No space left on device|Disk quota exceeded/.test(text)
}

function isMissing(cluster: string): boolean {
  if (!existsSync(cluster)) return true
  if (readdirSync(cluster).length > 0) return false
  rmdirSync(cluster)
  return true
}

function refuseOtherVersion(cluster: string, major: string): void {
  const path = join(cluster, 'PG_VERSION')
  if (!existsSync(path)) {
    const line = `${cluster} holds files that are not a database of Aman. Name another folder in AMAN_DATA.`
    throw databaseFault('database.folder-unknown', line)
  }
  const made = readFileSync(path, 'utf8').trim()
  if (made === major) return
  const line =
    `The database in ${cluster} was made by PostgreSQL ${made}, and this Aman brings PostgreSQL ${major}. ` +
    'Make a backup with the Aman that made it, and restore it into an empty folder with this one.'
  throw databaseFault('database.other-version', line)
}

async function removeUnfinished(home: string): Promise<void> {
  const names = (await readdir(home)).filter(name => name.startsWith(UNFINISHED))
  await Promise.all(names.map(name => rm(join(home, name), { recursive: true, force: true, maxRetries: 3 })))
}

// Made under another name and renamed when whole and on disk: a power cut in the middle leaves nothing half-made.
async function makeCluster(home: string, binaries: Binaries, account: Account | undefined, password: string) {
  const unfinished = await mkdtemp(join(home, UNFINISHED))
  try {
    const passwordFile = join(unfinished, 'password')
    const made = join(unfinished, 'cluster')
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    if (account) for (const path of [passwordFile, unfinished]) chownSync(path, account.uid, account.gid)
    const ending = await runToEnd(binaries.initdb, initdbArguments(made, passwordFile), account)
    if (ending.code !== 0) throw explainInitdb(home, ending.text)
    await rename(made, join(home, 'postgres'))
    syncFolder(home)
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

function initdbArguments(cluster: string, passwordFile: string): string[] {
  return [
    ...['-D', cluster, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...['--data-checksums', '--no-instructions'],
  ]
}

function explainInitdb(home: string, text: string) {
  if (saysDiskFull(text)) return diskFull(home)
  if (text.includes('could not look up effective user ID')) {
    const line =
      'The account that PostgreSQL would run as has no entry in /etc/passwd. Add one, or use another account.'
    return databaseFault('database.account', line)
  }
  const reason = text.split('\n').find(line => /error|fatal/i.test(line)) ?? text.trim().split('\n').at(-1) ?? ''
  return databaseFault('database.start-failed', `The database in ${home} could not be made: ${reason.trim()}`)
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
