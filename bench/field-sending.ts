import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openSender } from '#device/sending/send.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import { chanceFrom } from '#start/demo/chance.ts'
import { MISHAPS, type Mishap, openBadRoad } from '#tests/support/bad-road.ts'
import { finishedAtPost } from '#tests/support/field-screenings.ts'
import { memoryShelf } from '#tests/support/memory-shelf.ts'
import type { Serving } from './serve-field.ts'

/*
 * Ten thousand screenings wait on one device. Every third request meets a mishap: a fault, silence, a cut before or after the server has
 * stored it, an answer that comes too late, a second arrival. Twice the server is ended in the middle of its work and started anew, as a new
 * version would be. The device's clock runs on by what it is told to wait. Prints what was stored how often, seconds, and memory.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '5' } },
})
const COUNT = Number(values.count)
const PATIENCE_MS = 400
const RESTARTS = [0.3, 0.7]

const data = await mkdtemp(join(tmpdir(), 'aman-bench-field-'))
const chance = chanceFrom(Number(values.seed))
const road = await openBadRoad(() => (chance.often(0.33) ? chance.pick<Mishap>(MISHAPS) : 'none'), PATIENCE_MS)

async function started(token?: string): Promise<{ child: ChildProcess; serving: Serving }> {
  const child = fork(fileURLToPath(new URL('serve-field.ts', import.meta.url)), [data, ...(token ? [token] : [])])
  const [serving] = (await once(child, 'message')) as [Serving]
  road.leadTo(serving.port)
  return { child, serving }
}

let { child, serving } = await started()
const { token, instrumentVersion } = serving

async function replaced(): Promise<void> {
  road.leadTo(null)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const again = await started(token)
  child = again.child
}

const shelf = memoryShelf()
let ahead = 0
const clock = () => Date.now() + ahead
const newId = () => uuidv7(clock(), chance.bytes(10))
shelf.fill(Array.from({ length: COUNT }, (_, n) => finishedAtPost(Date.now() - COUNT + n, instrumentVersion)))
const sender = openSender({
  shelf: shelf.shelf,
  road: { origin: road.origin, token: () => token, fetch, clock, patienceMs: PATIENCE_MS },
  chance: chance.next,
  newId,
})

globalThis.gc?.()
const before = process.memoryUsage().heapUsed
let peak = 0
const watching = setInterval(() => {
  globalThis.gc?.()
  peak = Math.max(peak, process.memoryUsage().heapUsed - before)
}, 500)

const began = performance.now()
const total = { stored: 0, unanswered: 0, refused: 0, conflicts: 0 }
const restarts = [...RESTARTS]
let restarting: Promise<void> | null = null
/** In the middle of a run, and not between two. */
const watch = setInterval(() => {
  const at = restarts[0]
  if (at === undefined || restarting || shelf.count('sent') < at * COUNT) return
  restarts.shift()
  restarting = replaced().finally(() => {
    restarting = null
  })
}, 50)

for (let more = true; more; ) {
  const run = await sender.send()
  for (const key of ['stored', 'unanswered', 'refused', 'conflicts'] as const) total[key] += run[key]
  if (restarting) await restarting
  more = run.againInMs !== null
  ahead += run.againInMs ?? 0
  await sleep(0)
}
const seconds = (performance.now() - began) / 1000
clearInterval(watch)
clearInterval(watching)
await road.settle()

child.send('rows')
const [rows] = (await once(child, 'message')) as [{ id: string; version: number; taken: number }[]]
const ids = new Set(shelf.all().map(each => each.id))
console.table({
  queued: COUNT,
  'stored exactly once': rows.filter(row => ids.has(row.id) && row.version === 1 && row.taken === 1).length,
  'stored twice': rows.filter(row => row.version > 1 || row.taken > 1).length,
  'not stored': COUNT - rows.length,
  'said to be sent': shelf.count('sent'),
})
console.table({
  seconds: Math.round(seconds),
  'screenings a second': Math.round(COUNT / seconds),
  'requests without an answer': total.unanswered,
  'servers started': 1 + RESTARTS.length - restarts.length,
  'most records open at one look': shelf.mostOpened(),
  'memory beside the store, MB at most': Math.round(peak / 1e6),
})
console.table(road.happened)
child.send('end')
await Promise.all([once(child, 'exit'), road.close()])
await rm(data, { recursive: true, force: true })
