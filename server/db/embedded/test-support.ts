import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, onTestFinished, type TestContext } from 'vitest'
import { type DatabaseFault, isDatabaseFault } from './faults.ts'
import { type Postgres, type StartOptions, startPostgres } from './start.ts'

export const PASSWORD = "p'ass word"

export const isRoot = process.getuid?.() === 0

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aman-test-'))
  chmodSync(folder, 0o755)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

let template: Promise<string> | undefined

afterAll(async () => {
  if (template) rmSync(await template, { recursive: true, force: true })
})

/** A data folder whose database has been made before: a copy takes a tenth of the time of making one. */
export async function usedFolder(): Promise<string> {
  template ??= makeTemplate()
  const dataDir = temporaryFolder()
  execFileSync('cp', ['-a', join(await template, 'postgres'), dataDir])
  return dataDir
}

async function makeTemplate(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'aman-test-template-'))
  await (await startPostgres({ dataDir, password: PASSWORD })).stop()
  return dataDir
}

/** Starts, and stops at the end of the test; the folder must have been made before, so that it goes after. */
export async function started(options: Partial<StartOptions> & { dataDir: string }): Promise<Postgres> {
  const postgres = await startPostgres({ password: PASSWORD, ...options })
  onTestFinished(() => postgres.stop())
  return postgres
}

export async function faultOf(attempt: Promise<unknown>): Promise<DatabaseFault> {
  const error = await attempt.then(
    () => undefined,
    reason => reason,
  )
  if (isDatabaseFault(error)) return error
  throw new Error(`expected a DatabaseFault, got ${String(error)}`)
}

export async function connect(postgres: Postgres): Promise<pg.Client> {
  const { socketDir: host, port, user, password } = postgres
  const client = new pg.Client({ host, port, user, password, database: 'postgres' })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

export async function query(postgres: Postgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = await connect(postgres)
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another Aman, in a process of its own, that starts the database and then holds it; it prints the server's number. */
export function otherAman(dataDir: string, as?: { uid: number; gid: number }): ChildProcess {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(import.meta.resolve('./start.ts'))})
    try {
      const postgres = await startPostgres(${JSON.stringify({ dataDir, password: PASSWORD })})
      console.log('pid ' + postgres.pid)
    } catch (error) {
      console.log(error.code + ' ' + error.message)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { ...as, stdio: ['ignore', 'pipe', 2] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

export async function firstLine(child: ChildProcess): Promise<string> {
  const [text] = await once(child.stdout ?? child, 'data')
  return String(text).trim()
}

export async function killHard(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

export async function until(claim: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(20)) {
    if (await Promise.resolve(claim()).catch(() => false)) return
  }
  throw new Error(`not so within ${withinMs} ms: ${claim}`)
}

export function isAlive(pid: number): boolean {
  const path = `/proc/${pid}/stat`
  return existsSync(path) && !/\) Z /.test(readFileSync(path, 'utf8'))
}

/** A disk of its own of that size, or why there is none here. */
export function mountSmallDisk(folder: string, size: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, 'tmpfs', folder], { stdio: 'pipe' })
    onTestFinished(() => void execFileSync('umount', ['-l', folder]))
    return undefined
  } catch (error) {
    return `a small disk cannot be mounted here: ${error instanceof Error ? error.message.trim() : error}`
  }
}

export function skipAloud(context: TestContext, reason: string): void {
  console.log(`skipped: ${context.task.name}: ${reason}`)
  context.skip(reason)
}
