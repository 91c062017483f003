import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { programOf } from '#tests/support/browser.ts'
import { freePort } from '#tests/support/browser-command.ts'

/**
 * Slow 3G as WebPageTest has it, on a telephone that is four times as slow as this machine. Chromium itself holds each answer back and
 * lets it through no faster: a calculated line would count two rounds more to find the server's name.
 */
const LINE = {
  requestLatencyMs: 400,
  downloadThroughputKbps: 400,
  uploadThroughputKbps: 400,
  cpuSlowdownMultiplier: 4,
  rttMs: 0,
  throughputKbps: 0,
}
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const

export type Measured = {
  address: string
  /** Of 100. */
  scores: Record<(typeof CATEGORIES)[number], number>
  firstPaintMs: number
  /** What costs points, by its id. */
  costs: string[]
}

/** Looks at one page as Lighthouse does, in the Chromium that listens on a port. */
async function look(address: string, port: number): Promise<Measured> {
  const flags = { port, logLevel: 'error' as const, onlyCategories: [...CATEGORIES] }
  const settings = {
    formFactor: 'mobile' as const,
    throttlingMethod: 'devtools' as const,
    throttling: LINE,
  }
  const result = await lighthouse(address, flags, { extends: 'lighthouse:default', settings })
  if (!result) throw new Error(`Lighthouse answered nothing for ${address}`)
  const { categories, audits } = result.lhr
  const scoreOf = (name: string) => Math.round((categories[name]?.score ?? 0) * 100)
  const weighted = Object.values(categories).flatMap(each => each.auditRefs.filter(ref => ref.weight > 0))
  return {
    address,
    scores: {
      performance: scoreOf('performance'),
      accessibility: scoreOf('accessibility'),
      'best-practices': scoreOf('best-practices'),
    },
    firstPaintMs: audits['first-contentful-paint']?.numericValue ?? Number.NaN,
    costs: weighted.filter(({ id }) => (audits[id]?.score ?? 1) < 1).map(({ id }) => id),
  }
}

/** The pages, one after the other, in a browser of their own. */
export async function onSlowPhone(addresses: readonly string[]): Promise<Measured[]> {
  const { executablePath, args } = await programOf()
  const [port, profile] = [await freePort(), await mkdtemp(join(tmpdir(), 'aman-lighthouse-'))]
  const flags = [...args, '--headless=new', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`]
  const browser = spawn(executablePath, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    await once(browser.stderr, 'data')
    const measured: Measured[] = []
    for (const address of addresses) measured.push(await look(address, port))
    return measured
  } finally {
    browser.kill()
    await once(browser, 'exit')
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
