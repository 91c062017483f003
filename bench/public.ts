import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { onSlowPhone } from './slow-phone.ts'

/*
 * The public site, by what a page costs the server and by how it comes to a slow telephone. Requests a second of five pages beside a
 * bare Hono and Preact page of the same bytes, in the same run, as they are and packed; then what Lighthouse says of the same pages. Prints
 * numbers beside their targets; asserts nothing.
 */
export type Ready = { origin: string; bare: number }

const PAGES = ['', '/help', '/guides', '/rights', '/check', '/tip', '/about']
const LEAST_RATIO = 0.5
const LEAST_SCORE = 99
const LATEST_PAINT_MS = 1500
const CONNECTIONS = 16
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '2' },
    language: { type: 'string', default: 'uz' },
  },
})

async function rate(url: string, packed: boolean): Promise<number> {
  const headers = packed ? { 'accept-encoding': 'br' } : {}
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: Number(values.seconds) })
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return result.requests.average
}

const median = (list: readonly number[]) =>
  list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)] ?? Number.NaN

type Rates = { bare: number; plain: number; packed: number }

/** Each round asks all three in turn, so that what else the machine does is done to each. */
async function ratesOf(address: string, bare: string): Promise<Rates> {
  const found: Rates[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    found.push({ bare: await rate(bare, false), plain: await rate(address, false), packed: await rate(address, true) })
  }
  const of = (name: keyof Rates) => median(found.map(each => each[name]))
  return { bare: of('bare'), plain: of('plain'), packed: of('packed') }
}

const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())

async function printRates({ bare }: Ready, addresses: readonly string[]): Promise<void> {
  console.log(
    `Requests a second, ${CONNECTIONS} connections; ratio to the bare page of the same bytes, at least ${LEAST_RATIO}\n`,
  )
  console.log('page              bytes      bare     plain   ratio    packed   ratio')
  for (const address of addresses) {
    const { pathname } = new URL(address)
    const [ours, theirs] = [await bytesOf(address), await bytesOf(`http://127.0.0.1:${bare}${pathname}/`)]
    if (!ours.equals(theirs)) throw new Error(`the bare page at ${pathname} is another`)
    const { bare: floor, plain, packed } = await ratesOf(address, `http://127.0.0.1:${bare}${pathname}/`)
    const cells = [floor, plain, plain / floor, packed, packed / floor].map((each, at) =>
      each.toFixed(at === 2 || at === 4 ? 2 : 0).padStart(at === 2 || at === 4 ? 8 : 10),
    )
    console.log(pathname.padEnd(14), String(ours.length).padStart(8), cells.join(''))
  }
}

async function printScores(addresses: readonly string[]): Promise<void> {
  console.log(
    `\nLighthouse on slow 3G and a slow telephone: scores at least ${LEAST_SCORE}, first paint at most ${LATEST_PAINT_MS} ms\n`,
  )
  console.log('page           performance  accessibility  best practices   first paint')
  for (const { address, scores, firstPaintMs, costs } of await onSlowPhone(addresses)) {
    const cells = [scores.performance, scores.accessibility, scores['best-practices']].map(each =>
      String(each).padStart(12),
    )
    const missed = costs.length > 0 ? `  less for ${costs.join(', ')}` : ''
    console.log(
      new URL(address).pathname.padEnd(14),
      cells.join('  '),
      `${firstPaintMs.toFixed(0)} ms`.padStart(12),
      missed,
    )
  }
}

const child = fork(fileURLToPath(new URL('./serve-public.ts', import.meta.url)), [], { execArgv: ['--import', 'tsx'] })
child.on('exit', code => {
  if (code) process.exit(code)
})
const [ready]: [Ready] = (await once(child, 'message')) as [Ready]
const addresses: string[] = []
for (const path of PAGES) {
  const address = `${ready.origin}/${values.language}${path}`
  const { status } = await fetch(address)
  if (status === 200 && addresses.length < 5) addresses.push(address)
}
await printRates(ready, addresses)
await printScores(addresses)
child.send('stop')
await once(child, 'exit')
