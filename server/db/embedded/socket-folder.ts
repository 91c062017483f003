import { chmodSync, lchownSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, findBarrier } from './account.ts'
import { databaseFault, explainSystemError, systemCode } from './faults.ts'

export const PORT = 5432

// sun_path holds 108 bytes with its end mark; the socket's own name takes the rest.
const LONGEST_FOLDER = 107 - `/.s.PGSQL.${PORT}`.length

export function socketPath(socketDir: string): string {
  return join(socketDir, `.s.PGSQL.${PORT}`)
}

/** `<home>/run`, or a private folder among the temporary ones where that path is too long for a socket. */
export function chooseSocketFolder(home: string, name: string, account: Account | undefined): string {
  const beside = join(home, 'run')
  if (fits(beside)) return beside
  const folder = [tmpdir(), '/tmp']
    .filter(parent => !account || !findBarrier(parent, account))
    .map(parent => join(parent, name))
    .find(fits)
  if (folder) return folder
  const line = `The path ${beside} is too long for a socket (${LONGEST_FOLDER} bytes), and so is the temporary folder.`
  throw databaseFault('database.socket-path', `${line} Name a shorter folder in AMAN_DATA.`)
}

// PostgreSQL reads the setting as a list, in which these separate and quote.
function fits(folder: string): boolean {
  return Buffer.byteLength(folder) <= LONGEST_FOLDER && !/[",\n]/.test(folder)
}

/** Makes the folder private to the account; in a temporary folder somebody else may have taken the name first. */
export function makeSocketFolder(socketDir: string, account: Account | undefined): void {
  try {
    mkdirSync(socketDir, { mode: 0o700 })
    if (account) lchownSync(socketDir, account.uid, account.gid)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw explainSystemError(error, socketDir)
  }
  const { uid } = lstatSync(socketDir)
  const ours = lstatSync(socketDir).isDirectory() && [process.getuid?.(), account?.uid].includes(uid)
  if (!ours) {
    const line = `${socketDir} belongs to another account, so the database cannot open its socket there. Remove it.`
    throw databaseFault('database.socket-path', line)
  }
  if (account) lchownSync(socketDir, account.uid, account.gid)
  chmodSync(socketDir, 0o700)
}

export function removeSocketFolder(socketDir: string): void {
  try {
    rmdirSync(socketDir)
  } catch {
    // Something else lies in it, or it is gone: neither stands in the way of the next start.
  }
}
