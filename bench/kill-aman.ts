import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findRunning } from '#server/db/embedded/pid-file.ts'

/** A demonstration of its own, in its own process and folder, that may be killed. */
export type Victim = {
  origin(): string
  token(): string
  killAman(): void
  killPostgres(): void
  /** What it said last where it ended without being asked to; null while it lives. */
  fell(): string | null
  /** Again on the same folder, as an operator would after a crash. */
  startAgain(): Promise<void>
  /** Ends everything that was started here and removes the folder. */
  remove(): Promise<void>
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const READY_WITHIN_MS = 60_000

export async function startVictim(): Promise<Victim> {
  const folder = mkdtempSync(join(tmpdir(), 'aman-kill-'))
  let { child, said } = await start(folder).catch(error => {
    clear(folder)
    throw error
  })
  const accounts = () => JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'))
  return {
    origin: () => accounts().origin,
    token: () => accounts().accounts.find((each: { role: string }) => each.role === 'case-worker').token,
    killAman: () => void child.kill('SIGKILL'),
    killPostgres: () => killPostgres(folder),
    fell: () => (hasEnded(child) ? said() : null),
    startAgain: async () => {
      await ended(child)
      ;({ child, said } = await start(folder))
    },
    remove: async () => {
      child.kill('SIGTERM')
      const inTime = await Promise.race([ended(child).then(() => true), sleep(20_000, false, { ref: false })])
      if (!inTime) child.kill('SIGKILL')
      clear(folder)
    },
  }
}

function clear(folder: string): void {
  killPostgres(folder)
  rmSync(folder, { recursive: true, force: true })
}

type Started = { child: ChildProcess; said(): string }

/** The database is always the embedded one, whatever the tests around it use. */
function start(folder: string): Promise<Started> {
  const { DATABASE_URL: _, AMAN_ROOT_KEY_FILE: __, ...env } = process.env
  const args = ['bin/aman.js', 'start', '--demo', '--port', '0', '--data', folder]
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Aman did not start: ${said}`)), READY_WITHIN_MS).unref()
    child.once('exit', code => reject(new Error(`Aman ended with ${code}: ${said}`)))
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', text => {
        said = `${said}${text}`.slice(-2_000)
        if (!said.includes('All sign-ins and API tokens')) return
        clearTimeout(late)
        resolve({ child, said: () => said.slice(-600) })
      })
    }
  })
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

const ended = (child: ChildProcess): Promise<unknown> =>
  hasEnded(child) ? Promise.resolve() : new Promise(resolve => child.once('exit', resolve))

/** The first process of the server on this folder, known by its command line; nothing where there is none. */
function killPostgres(folder: string): void {
  const cluster = join(folder, 'postgres')
  const running = existsSync(cluster) && findRunning(dirname(realpathSync(cluster)))
  if (running) process.kill(running.pid, 'SIGKILL')
}
