import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

// The packaged flags run everything in one process, in which a second context ends the browser.
const UNWANTED = ['--single-process', '--no-zygote']
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function programOf(): Promise<{ executablePath: string; args: string[] }> {
  const executablePath = process.env.CHROME_PATH ?? (await chromium.executablePath())
  return { executablePath, args: [...chromium.args.filter(each => !UNWANTED.includes(each)), ...QUIET] }
}

/** A real Chromium: the one in CHROME_PATH, or the one that came with npm. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ ...(await programOf()), headless: true })
}
