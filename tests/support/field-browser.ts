import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { BROWSER_FLAGS } from './browser.ts'

/** A telephone of its own: a browser whose profile lies in a folder, so that it can be killed, started again and searched. */
export async function openTelephone(origin: string) {
  const profile = await mkdtemp(join(tmpdir(), 'aman-telephone-'))
  let context: BrowserContext | null = null

  /** Starts the browser cold; `network`: whether it has one. */
  async function start(network: boolean): Promise<Page> {
    const page = await open(network)
    await page.goto(`${origin}/field/`)
    return page
  }
  /** The same, and no page is asked for yet. */
  async function open(network: boolean): Promise<Page> {
    const executablePath = process.env.CHROME_PATH ?? (await chromium.executablePath())
    const viewport = { width: 390, height: 844 }
    context = await playwright.launchPersistentContext(profile, {
      executablePath,
      args: BROWSER_FLAGS,
      headless: true,
      viewport,
    })
    await context.setOffline(!network)
    return context.pages()[0] ?? (await context.newPage())
  }
  const processes = () =>
    readdirSync('/proc')
      .filter(each => /^\d+$/.test(each) && commandOf(each).includes(profile))
      .map(Number)
  /** As when the battery is empty: nothing is told, nothing is written any more. */
  function kill(): void {
    for (const pid of processes()) process.kill(pid, 'SIGKILL')
    context = null
  }
  return {
    start,
    open,
    kill,
    /** The group of the browser's processes, which it leads itself. */
    group: () => Math.min(...processes()),
    network: (there: boolean) => context?.setOffline(!there),
    /** Which of the words stand anywhere in the files of the profile, in either of the forms in which a browser writes text. */
    holds: (words: readonly string[]) => search(profile, words),
    /** Ends the browser; its profile stays. */
    leave: async () => context?.close(),
    async close() {
      await context?.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

async function search(folder: string, words: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))
    for (const word of words)
      if (bytes.includes(Buffer.from(word, 'utf8')) || bytes.includes(Buffer.from(word, 'utf16le'))) found.add(word)
  }
  return [...found]
}
