import { createHash } from 'node:crypto'
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { giveToOwnerOf } from './lock.ts'
import type { ServerLog } from './server-log.ts'
import { ADMISSION, settingsText } from './settings.ts'

/** Everything that stays the same from one start of the server to the next. */
export type Installation = {
  readonly home: string
  readonly clusterName: string
  readonly socketDir: string
  readonly account: Account | undefined
  readonly binaries: Binaries
  readonly serverLog: ServerLog
  readonly log: (line: string) => void
}

export function clusterFolder(home: string): string {
  return join(home, 'postgres')
}

/** A short name that is the same at each start on this folder and differs between folders. */
export function nameOf(home: string): string {
  return `aman-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`
}

// Kept outside the database's own folder, so that the account PostgreSQL runs as cannot change who is let in.
export function writeSettings(home: string, settings: Readonly<Record<string, string>> | undefined): void {
  writeReadable(home, 'postgres.conf', settingsText(settings))
  writeReadable(home, 'postgres-hba.conf', ADMISSION)
}

export function serverArguments({ home, clusterName, socketDir }: Installation): string[] {
  const settings = {
    config_file: join(home, 'postgres.conf'),
    hba_file: join(home, 'postgres-hba.conf'),
    unix_socket_directories: socketDir,
    cluster_name: clusterName,
  }
  return ['-D', clusterFolder(home), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

function writeReadable(folder: string, name: string, text: string): void {
  const path = join(folder, name)
  rmSync(`${path}.new`, { force: true })
  writeFileSync(`${path}.new`, text, { flag: 'wx' })
  chmodSync(`${path}.new`, 0o644)
  giveToOwnerOf(folder, `${path}.new`)
  renameSync(`${path}.new`, path)
}
