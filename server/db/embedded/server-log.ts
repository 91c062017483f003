import { closeSync, constants, copyFileSync, openSync, readSync, rmSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { giveToOwnerOf } from './lock.ts'

const LARGEST_BYTES = 5_000_000
const LOOK_EVERY_MS = 30_000

export type ServerLog = {
  readonly path: string
  /** A descriptor for PostgreSQL to write to; the log needs no process in between, so it outlives Aman. */
  open(): number
  size(): number
  /** What was written since the log had this size. */
  since(size: number): string
  close(): void
}

export function openServerLog(path: string): ServerLog {
  const trim = () => {
    if (sizeOf(path) > LARGEST_BYTES) trimLog(path)
  }
  const open = () =>
    openSync(path, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | constants.O_NOFOLLOW, 0o600)
  closeSync(open())
  giveToOwnerOf(dirname(path), path)
  trim()
  const timer = setInterval(trim, LOOK_EVERY_MS).unref()
  return {
    path,
    open,
    size: () => sizeOf(path),
    since: size => readFrom(path, size),
    close: () => clearInterval(timer),
  }
}

/** Keeps one older log; the one in use is cut in place, for PostgreSQL holds it open and appends. */
function trimLog(path: string): void {
  rmSync(`${path}.1`, { force: true })
  try {
    copyFileSync(path, `${path}.1`)
    giveToOwnerOf(dirname(path), `${path}.1`)
  } catch {
    // On a full disk the older log is the one that goes.
    rmSync(`${path}.1`, { force: true })
  }
  truncateSync(path)
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function readFrom(path: string, position: number): string {
  const end = sizeOf(path)
  const from = Math.max(position > end ? 0 : position, end - 64_000)
  const buffer = Buffer.alloc(Math.max(0, end - from))
  const file = openSync(path, 'r')
  try {
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from))
  } finally {
    closeSync(file)
  }
}
