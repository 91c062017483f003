import { chmodSync, lchownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseFault, explainSystemError } from './faults.ts'

// A lock lives as long as its connection, so a collected connection would give the folder away.
const held = new Set<DatabaseSync>()

/**
 * Holds a folder for this process. Node has no file locks of its own; SQLite's are the kernel's, so they end with the
 * process however it dies, they hold across containers that share the folder, and no number of a dead process misleads.
 */
export function holdFolder(folder: string): () => void {
  const database = openLock(folder)
  const pidFile = join(folder, 'aman.pid')
  try {
    // With its journal in memory nothing is written, so that the lock is to be had on a full disk too.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    throw isBusy(error) ? inUse(folder, pidFile) : explainSystemError(error, folder)
  }
  held.add(database)
  const release = () => {
    if (!held.delete(database)) return
    rmSync(pidFile, { force: true })
    database.close()
  }
  try {
    // Only for the message of the one who comes second; the lock is what decides.
    rmSync(pidFile, { force: true })
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600, flag: 'wx' })
    giveToOwnerOf(folder, pidFile)
  } catch (error) {
    release()
    throw explainSystemError(error, folder)
  }
  return release
}

/** A folder that belongs to an ordinary account stays usable by it after root has once started Aman there. */
export function giveToOwnerOf(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  lchownSync(path, uid, gid)
}

function openLock(folder: string): DatabaseSync {
  const path = join(folder, 'aman.lock')
  try {
    const database = new DatabaseSync(path, { timeout: 0 })
    chmodSync(path, 0o600)
    giveToOwnerOf(folder, path)
    return database
  } catch (error) {
    const line = `Aman may not use ${path}. Give its account that folder and the files in it.`
    throw databaseFault('database.folder-not-writable', line, error)
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}

function inUse(folder: string, pidFile: string) {
  let owner = ''
  try {
    owner = ` (process ${readFileSync(pidFile, 'utf8').trim()})`
  } catch {
    // The other one has just begun; its number is not needed to refuse.
  }
  const line = `Another Aman${owner} is running on ${folder}. Stop it first, or name another folder in AMAN_DATA.`
  return databaseFault('database.in-use', line)
}
