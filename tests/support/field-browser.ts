import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type BrowserContext, chromium as playwright } from 'playwright-core'
import { BROWSER_FLAGS } from './browser.ts'

/** A telephone of its own: a browser whose profile lies in a folder, so that it can be killed, started again and searched. */
export async function openTelephone() {
  const profile = await mkdtemp(join(tmpdir(), 'aman-telephone-'))
  let context: BrowserContext | null = null
  return {
    profile,
    async start(): Promise<BrowserContext> {
      const executablePath = process.env.CHROME_PATH ?? (await chromium.executablePath())
      context = await playwright.launchPersistentContext(profile, {
        executablePath,
        args: BROWSER_FLAGS,
        headless: true,
        viewport: { width: 390, height: 844 },
      })
      return context
    },
    async close() {
      await context?.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}
