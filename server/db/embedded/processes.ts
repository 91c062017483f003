import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type { Account } from './account.ts'
import { databaseFault, systemCode } from './faults.ts'

type Ending = { text: string; code: number | null }

/** What every PostgreSQL process gets: nothing of Aman's own environment, which may hold secrets. */
export function surroundings(account: Account | undefined) {
  return { ...account, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' }, cwd: '/' }
}

/** Runs a program to its end and answers what it said. */
export function runToEnd(binary: string, args: string[], account: Account | undefined): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { ...surroundings(account), stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => (text += part))
    child.once('error', error => reject(explainSpawnError(error)))
    child.once('close', code => resolve({ text, code }))
  })
}

export function explainSpawnError(error: unknown) {
  const other = 'Set DATABASE_URL to a PostgreSQL 15 or newer instead.'
  if (systemCode(error) === 'EPERM') {
    const line = 'Aman runs as root but may not change to another account here, which PostgreSQL needs.'
    return databaseFault('database.account', `${line} Run it as an ordinary account.`, error)
  }
  // A binary that is there and yet not found misses its loader: a system on another C library than glibc.
  return databaseFault('database.platform', `The PostgreSQL of this installation does not run here. ${other}`, error)
}

/** The command line of a live process; empty when there is none, or only its unclaimed remains. */
export function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
  } catch {
    return []
  }
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error
  }
}

/** Ends what is left of a server whose first process was killed. */
export function endOrphans(clusterName: string): void {
  for (const { pid } of helpersOf(clusterName)) send(pid, 'SIGKILL')
}

/** The processes of a server, save its first, and what each says that it does: all carry the name of their cluster. */
export function helpersOf(clusterName: string): { pid: number; work: string }[] {
  const mark = `postgres: ${clusterName}: `
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0)
    .map(pid => ({ pid, title: commandLine(pid)[0] ?? '' }))
    .filter(({ title }) => title.startsWith(mark))
    .map(({ pid, title }) => ({ pid, work: title.slice(mark.length).trim() }))
}
