import { Worker } from 'node:worker_threads'
import type { Page } from 'playwright-core'
import type { openTelephone } from '#tests/support/field-browser.ts'
import type { Throttled } from './throttling.ts'

/** Slows a browser down, four times, until the answer is called. */
export async function slowed(phone: Awaited<ReturnType<typeof openTelephone>>): Promise<() => Promise<void>> {
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const workerData: Throttled = { group: phone.group(), stop }
  const thread = new Worker(new URL('./throttling.ts', import.meta.url), { workerData })
  const ended = new Promise<void>((done, failed) => thread.once('exit', () => done()).once('error', failed))
  await new Promise(begun => thread.once('message', begun))
  return async () => {
    Atomics.store(stop, 0, 1)
    Atomics.notify(stop, 0)
    await ended
  }
}

/** How long a loop takes in the page, at its best of three: what a browser that is slowed down really loses. */
export const spun = (page: Page): Promise<number> =>
  page.evaluate(`Math.min(...[1, 2, 3].map(() => { const begun = performance.now(); let sum = 0
    for (let n = 0; n < 2e7; n++) sum += Math.sqrt(n)
    return performance.now() - begun + sum * 0 }))`)

/** How long until the whole of a page had come, and until something of it could be seen. */
export type Waited = { come: number; seen: number }

const NOW = 'performance.timeOrigin + performance.now()'
const STOOD = `new Promise(done => { (function look() {
  const [seen] = performance.getEntriesByName('first-contentful-paint')
  const [page] = performance.getEntriesByType('navigation')
  const from = performance.timeOrigin
  if (seen) done({ from, come: from + page.responseEnd, seen: from + seen.startTime }); else setTimeout(look, 5) })() })`
const stood = (page: Page): Promise<Waited & { from: number }> => page.evaluate(STOOD)

/** From the wish to see an address to its page. */
export async function opened(page: Page, address: string, shown: Shown): Promise<Waited> {
  await page.goto(address)
  await page.waitForURL(shown)
  const { from, come, seen } = await stood(page)
  return { come: come - from, seen: seen - from }
}

/** Nobody presses a button of a page that she has not read. */
const READS_MS = 1500

type Shown = RegExp | ((url: URL) => boolean)

/** From a press to the page that it leads to. `press`: what happens in the page at the press. */
export async function pressed(page: Page, press: string, shown: Shown): Promise<Waited> {
  await page.waitForTimeout(READS_MS)
  const from = Number(await page.evaluate(`(() => { const now = ${NOW}; ${press}; return now })()`))
  await page.waitForURL(shown)
  const { come, seen } = await stood(page)
  return { come: come - from, seen: seen - from }
}

/** The press of the button of that name, among what the page is about. */
export const buttonOf = (name: string) =>
  `[...document.querySelectorAll('main button')].find(each => each.textContent.trim() === ${JSON.stringify(name)}).click()`

/** The press of a button in a page that has none. */
export const formTo = (address: string) =>
  `const form = document.createElement('form'); form.method = 'post'; form.action = ${JSON.stringify(address)}; document.body.append(form); form.submit()`

export const textOf = (page: Page): Promise<string> => page.evaluate('fetch(location.href).then(each => each.text())')
