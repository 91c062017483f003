import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { programOf } from './browser.ts'

export type Profile = {
  context: BrowserContext
  /** As a battery that is pulled out: nothing is said goodbye to. */
  kill(): Promise<void>
  /** The group of its processes. */
  readonly group: number
}

/** A real Chromium that keeps what it has in `folder`, as the browser of a phone does. */
export async function openProfile(folder: string): Promise<Profile> {
  const { executablePath, args } = await programOf()
  const own = [`--user-data-dir=${folder}`, '--remote-debugging-port=0', '--no-first-run', 'about:blank']
  const child = spawn(executablePath, [...args, ...own], { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  const browser = await chromium.connectOverCDP(await addressIn(child.stderr))
  const [context] = browser.contexts()
  if (!context) throw new Error('a browser without a profile')
  return { context, kill: () => killed(child.pid, ended, browser), group: child.pid ?? 0 }
}

async function addressIn(said: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const piece of said) {
    text += String(piece)
    const address = /ws:\/\/\S+/.exec(text)?.[0]
    if (address) return address
  }
  throw new Error(`the browser did not start: ${text}`)
}

async function killed(pid: number | undefined, ended: Promise<void>, browser: Browser): Promise<void> {
  if (pid) process.kill(-pid, 'SIGKILL')
  await ended
  await browser.close().catch(() => undefined)
  // Its helpers are told by the same signal, and may need a moment to be gone.
  await pause(200)
}

/** The files of a profile that hold any of these bytes, whoever reads the disk raw. */
export async function filesHolding(folder: string, bytes: readonly Buffer[]): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path).catch(() => Buffer.alloc(0))
    if (bytes.some(each => content.includes(each))) found.push(path.slice(folder.length + 1))
  }
  return found
}

export const asWritten = (text: string): Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(text, 'utf16le').swap16(),
]
