import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, statfsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { saysDiskFull } from './cluster.ts'
import { databaseFault, diskFull } from './faults.ts'
import { clusterFolder, type Installation, serverArguments } from './installation.ts'
import { clearRemains, findRunning } from './pid-file.ts'
import { commandLine, endOrphans, explainSpawnError, helpersOf, send, surroundings } from './processes.ts'
import { makeSocketFolder } from './socket-folder.ts'

export type Server = { readonly pid: number; readonly ended: Promise<unknown> }

const READY_WITHIN_MS = 300_000
const REMAINS_WITHIN_MS = 15_000
const ORDERLY_WITHIN_MS = 20_000

/** Starts PostgreSQL and waits until it takes connections; a moment longer where a killed one is still going away. */
export async function launch(installation: Installation, signal: AbortSignal): Promise<Server> {
  const begun = Date.now()
  for (;;) {
    const before = installation.serverLog.size()
    makeSocketFolder(installation.socketDir, installation.account)
    await clearRemains(installation)
    endOrphans(installation.clusterName)
    const server = await spawnServer(installation)
    if (await becomesReady(installation, server, signal)) return server

    const said = installation.serverLog.since(before)
    const remains = /pre-existing shared memory block|lock file ".*" already exists/.test(said)
    if (!remains || Date.now() - begun > REMAINS_WITHIN_MS || signal.aborted) throw explainEnd(installation, said)
    await sleep(200)
  }
}

async function spawnServer(installation: Installation): Promise<Server> {
  const { binaries, account, serverLog } = installation
  const output = serverLog.open()
  try {
    const child = spawn(binaries.postgres, serverArguments(installation), {
      ...surroundings(account),
      stdio: ['ignore', output, output],
      // In a session of its own, so that Ctrl-C reaches Aman alone, which then stops PostgreSQL in order.
      detached: true,
    })
    const ended = new Promise(resolve => child.once('exit', resolve))
    await once(child, 'spawn')
    return { pid: child.pid ?? 0, ended }
  } catch (error) {
    throw explainSpawnError(error)
  } finally {
    closeSync(output)
  }
}

async function becomesReady(installation: Installation, server: Server, signal: AbortSignal): Promise<boolean> {
  let over = false
  void server.ended.then(() => {
    over = true
  })
  const deadline = Date.now() + READY_WITHIN_MS
  while (!over && !signal.aborted && Date.now() < deadline) {
    const running = findRunning(installation.home)
    if (running?.pid === server.pid && running.status === 'ready') return true
    await Promise.race([sleep(10), server.ended])
  }
  await shutDown(installation, server)
  return false
}

/** Takes over a server that outlived the Aman that started it, unless it is of another version or is going away. */
export async function adopt(installation: Installation): Promise<Server | undefined> {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(20)) {
    const running = findRunning(installation.home)
    if (!running) return undefined
    if (running.status === '' || running.status === 'starting') continue
    const server = { pid: running.pid, ended: goneFrom(running.pid) }
    const sameProgram = running.binary === installation.binaries.postgres
    if (running.status === 'ready' && sameProgram && running.socketDir === installation.socketDir) {
      send(running.pid, 'SIGHUP')
      return server
    }
    await shutDown(installation, server)
    return undefined
  }
  return undefined
}

// Only a parent is told of an end; anybody else has to look.
async function goneFrom(pid: number): Promise<void> {
  const command = commandLine(pid).join(' ')
  while (command && commandLine(pid).join(' ') === command) await sleep(250)
}

/** Asks, insists, then kills. Open transactions are rolled back; nothing that was committed is lost either way. */
export async function shutDown({ clusterName }: Installation, server: Server): Promise<void> {
  // The number of a process that has ended may already be another's.
  let over = (await endsWithin(server, 0)) || (await endsWhenAsked(clusterName, server))
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    if (over) break
    send(server.pid, signal)
    over = await endsWithin(server, 6_000)
  }
  endOrphans(clusterName)
}

// PostgreSQL 18 that is asked while it recovers from the crash of one of its processes forgets to end its checkpointer,
// and waits for it for ever. Cutting a recovery short costs nothing, since the next start begins it anew.
async function endsWhenAsked(clusterName: string, server: Server): Promise<boolean> {
  if (helpersOf(clusterName).some(({ work }) => work.startsWith('startup'))) return false
  send(server.pid, 'SIGINT')
  let idleLooks = 0
  for (const deadline = Date.now() + ORDERLY_WITHIN_MS; Date.now() < deadline && idleLooks < 4; ) {
    if (await endsWithin(server, 500)) return true
    const idle = helpersOf(clusterName).every(({ work }) => work === 'checkpointer' || work.startsWith('io worker'))
    idleLooks = idle ? idleLooks + 1 : 0
  }
  return false
}

async function endsWithin(server: Server, milliseconds: number): Promise<boolean> {
  const clock = new AbortController()
  const late = sleep(milliseconds, false, { signal: clock.signal }).catch(() => false)
  const ended = await Promise.race([server.ended.then(() => true), late])
  clock.abort()
  return ended
}

function explainEnd({ home, serverLog }: Installation, said: string) {
  // On a full disk PostgreSQL may not even be able to say so in its log.
  const { bavail, bsize } = statfsSync(home)
  if (saysDiskFull(said) || bavail * bsize < 1_000_000) return diskFull(home)
  const last =
    said
      .split('\n')
      .filter(line => /FATAL|PANIC|error/.test(line))
      .at(-1) ?? 'it gave no reason'
  const reason = last.replace(/^.*?(FATAL|PANIC):\s*/, '')
  const line = `The database in ${clusterFolder(home)} did not start: ${reason} (see ${serverLog.path})`
  return databaseFault('database.start-failed', line)
}
