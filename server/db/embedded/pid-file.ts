import { readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { databaseFault } from './faults.ts'
import { clusterFolder, type Installation } from './installation.ts'
import { commandLine } from './processes.ts'
import { socketPath } from './socket-folder.ts'

/** What a running server says of itself in `postmaster.pid`. */
export type Running = { pid: number; socketDir: string; status: string; binary: string }

/** The live server on this folder, if there is one. A number alone proves nothing: it may be another process by now. */
export function findRunning(home: string): Running | undefined {
  const cluster = clusterFolder(home)
  const lines = readLines(join(cluster, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const [binary, flag, folder] = commandLine(pid)
  if (!binary || flag !== '-D' || folder !== cluster) return undefined
  return { pid, binary, socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
}

/**
 * Removes what a killed server left. PostgreSQL does so by itself unless the old number now belongs to another process
 * of the same account, as it easily does after a container has been started again.
 */
export async function clearRemains({ home, socketDir }: Installation): Promise<void> {
  if (findRunning(home)) return
  if (await answers(socketPath(socketDir))) {
    const line = `Another PostgreSQL serves ${home} from where this Aman cannot see it (another container?). Stop it first.`
    throw databaseFault('database.in-use', line)
  }
  rmSync(join(clusterFolder(home), 'postmaster.pid'), { force: true })
  rmSync(`${socketPath(socketDir)}.lock`, { force: true })
}

function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    const answer = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
