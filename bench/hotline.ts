import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openQueues, type Watched } from './live-queues.ts'
import type { FloorPlace } from './save-floor.ts'

/*
 * A desk at work: twenty operators take two hundred calls a minute, each announced by an exchange, taken, written down in two saves and
 * ended, while twenty queues are open. Each save is followed by one of the floor, so that both are of the same minutes. Aman and the
 * floor run in a process of their own each, load and queues in this one. Prints milliseconds, what was lost, and how stale a queue was
 * at worst; asserts nothing.
 */
export type Operator = { token: string; cookie: string }
export type Ready = { desk: Operator[]; port: number; floor: FloorPlace }
type Kept = { id: string; status: string; version: number; said: string }
type Step = 'announce' | 'start' | 'save' | 'close' | 'floor'

const OPERATORS = 20
const CONTACTS_A_MINUTE = 200
/** From one call of an operator to her next. */
const CYCLE_MS = (60_000 / CONTACTS_A_MINUTE) * OPERATORS
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '300' } } })
const SECONDS = Number(values.seconds)

const took: Record<Step, number[]> = { announce: [], start: [], save: [], close: [], floor: [] }
const kept: Kept[] = []
let refused = 0

const pause = (ms: number) => new Promise(done => setTimeout(done, Math.max(0, ms)))

async function send(step: Step, url: string, token: string, method: string, body: object) {
  const began = performance.now()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) })
  const value = (await answer.json()) as { id: string; version: number; status: string }
  took[step].push(performance.now() - began)
  if (!answer.ok) {
    refused += 1
    throw new Error(`${step} answered ${answer.status} ${JSON.stringify(value)}`)
  }
  return value
}

/** Where the calls go. */
type Lines = { api: string; floor: string; queues: Watched }

/** One call from its first ring to its end, spread over the cycle as a talk is. What was answered well is what must be there later. */
async function answerCall({ api, floor, queues }: Lines, { token }: Operator, index: number, n: number): Promise<void> {
  const call = `${index}-${n}`
  const ring = {
    externalId: call,
    callerNumber: `+7701${call.replaceAll('-', '').padStart(7, '0').slice(-7)}`,
    language: 'uz',
    skill: 'labour',
  }
  const rung = await send('announce', `${api}/incoming`, token, 'POST', ring)
  queues.committed(rung.id, true)
  await pause(CYCLE_MS / 2)
  const begun = await send('start', `${api}/contacts`, token, 'POST', { channel: 'phone', incomingCallId: rung.id })
  queues.committed(rung.id, false)
  const contact: Kept = { id: begun.id, status: 'open', version: begun.version, said: '' }
  kept.push(contact)
  for (const part of ['first', 'second']) {
    await pause(CYCLE_MS / 16)
    const said =
      `Invented words of call ${call}, ${part} part. ${'She asks how to get her passport back. '.repeat(8)}`.trim()
    const fields = {
      speaker: 'self',
      topic: 'documents-taken',
      risk: 'concern',
      safeContact: 'with-care',
      region: 'KZ-61',
    }
    const body = { version: contact.version, language: 'uz', said, given: ['hotline:kz-emergency'], ...fields }
    const saved = await send('save', `${api}/contacts/${contact.id}`, token, 'PATCH', body)
    Object.assign(contact, { version: saved.version, said })
    await pause(CYCLE_MS / 16)
    await send('floor', `${floor}/?n=${index}`, '', 'POST', { said })
  }
  await pause(CYCLE_MS / 8)
  const end = { version: contact.version, outcome: 'information-given' }
  const closed = await send('close', `${api}/contacts/${contact.id}/close`, token, 'POST', end)
  Object.assign(contact, { version: closed.version, status: 'closed' })
}

async function work(lines: Lines, operator: Operator, index: number): Promise<void> {
  const begins = performance.now() + (CYCLE_MS / OPERATORS) * index
  for (let n = 0; n * CYCLE_MS < SECONDS * 1000; n++) {
    await pause(begins + n * CYCLE_MS - performance.now())
    await answerCall(lines, operator, index, n).catch(error => console.error(error.message))
  }
}

/** Contacts that were answered well and are not in the database as they were answered, word by word. */
async function countLost(api: string, token: string, rows: readonly Kept[]): Promise<number> {
  const stored = new Map(rows.map(row => [row.id, row]))
  let lost = 0
  for (const { id, status, version, said } of kept) {
    const row = stored.get(id)
    const answer = await fetch(`${api}/contacts/${id}`, { headers: { authorization: `Bearer ${token}` } })
    const read = (await answer.json()) as { said?: string | null }
    if (row?.status !== status || row.version !== version || (read.said ?? '') !== said) lost += 1
  }
  return lost
}

const sorted = (all: readonly number[]) => all.toSorted((a, b) => a - b)
const at = (all: readonly number[], part: number) =>
  sorted(all)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0

function line(name: string, all: readonly number[]): void {
  const cells = [0.5, 0.95, 0.99, 1].map(part => at(all, part).toFixed(1).padStart(9))
  console.log(name.padEnd(10), String(all.length).padStart(7), ...cells)
}

/** A program of this folder in a process of its own; where it fails, so does this one. */
function beside(file: string, ...given: string[]) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), given, { execArgv: ['--import', 'tsx'] })
  child.on('exit', code => {
    if (code) process.exit(code)
  })
  return child
}

const child = beside('./serve-hotline.ts', String(OPERATORS))
const [{ desk, port, floor }] = (await once(child, 'message')) as [Ready]
const floorChild = beside('./serve-save-floor.ts')
floorChild.send(floor)
const [floorPort] = (await once(floorChild, 'message')) as [number]
const began = performance.now()
const origin = `http://127.0.0.1:${port}`
const api = `${origin}/api/v1/hotline`
console.log(
  `${OPERATORS} operators, ${CONTACTS_A_MINUTE} contacts a minute, ${SECONDS} s, ${OPERATORS} queues open, ${cpus().length} cores\n`,
)
const queues = await openQueues(
  origin,
  desk.map(each => each.cookie),
)
const lines = { api, floor: `http://127.0.0.1:${floorPort}`, queues }
await Promise.all(desk.map((operator, index) => work(lines, operator, index)))
await pause(3000)
const stale = queues.close()
child.send('rows')
const passed = performance.now() - began
const [{ rows, cpuMs }] = (await once(child, 'message')) as [{ rows: Kept[]; cpuMs: number }]
const lost = await countLost(api, desk[0]?.token ?? '', rows)

console.log('ms           times       p50       p95       p99     worst')
for (const step of ['announce', 'start', 'save', 'close', 'floor'] as const) line(step, took[step])
line('stale', stale)
console.log(
  `\np95 of a save: ${at(took.save, 0.95).toFixed(1)} ms (at most 100), ${(at(took.save, 0.95) / at(took.floor, 0.95)).toFixed(1)} times the floor`,
)
console.log(`lost: ${lost} of ${kept.length} contacts (none); refused: ${refused}`)
console.log(`worst staleness of a queue: ${(at(stale, 1) / 1000).toFixed(2)} s (at most 2)`)
console.log(
  `the server itself: ${((cpuMs / passed) * 100).toFixed(0)} % of a core; load of the machine: ${loadavg()
    .map(each => each.toFixed(1))
    .join(' ')}`,
)
floorChild.send('stop')
await once(floorChild, 'exit')
child.send('stop')
