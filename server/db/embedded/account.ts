import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { databaseFault } from './faults.ts'

/** Whom PostgreSQL runs as; none means as Aman itself. */
export type Account = { uid: number; gid: number }

/** PostgreSQL refuses to run as root: there it runs as the owner of the database or data folder, or as `nobody`. */
export function chooseAccount(dataDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const cluster = statSync(join(dataDir, 'postgres'), { throwIfNoEntry: false })
  const owner = cluster && cluster.uid !== 0 ? cluster : statSync(dataDir)
  if (owner.uid !== 0)
    return findAccount(([, , uid]) => Number(uid) === owner.uid) ?? { uid: owner.uid, gid: owner.gid }
  const nobody = findAccount(([name]) => name === 'nobody')
  if (nobody) return nobody
  const line = `PostgreSQL does not run as root and there is no account "nobody": give ${dataDir} to an ordinary account.`
  throw databaseFault('database.account', line)
}

function findAccount(fits: (fields: string[]) => boolean): Account | undefined {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .find(fits)
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined
}

/** The outermost folder on the way to `path`, itself included, that the account may not enter. */
export function findBarrier(path: string, account: Account): string | undefined {
  return wayTo(resolve(path)).find(folder => !may(folder, account, 1))
}

export function mayRead(file: string, account: Account): boolean {
  return !findBarrier(dirname(file), account) && may(file, account, 4)
}

function wayTo(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [...wayTo(parent), folder]
}

function may(path: string, account: Account, bit: 1 | 4): boolean {
  const { uid, gid, mode } = statSync(path)
  if (uid === account.uid) return (mode & (bit << 6)) !== 0
  if (gid === account.gid) return (mode & (bit << 3)) !== 0
  return (mode & bit) !== 0
}
