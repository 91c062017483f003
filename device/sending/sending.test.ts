import { randomBytes } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Kept } from '#domain/sending/kept.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import type { Actor } from '#server/db/transact.ts'
import { chanceFrom } from '#start/demo/chance.ts'
import { MISHAPS, type Mishap, openBadRoad } from '#tests/support/bad-road.ts'
import { appOf, tokenFor } from '#tests/support/client.ts'
import { finishedAtPost } from '#tests/support/field-screenings.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { memoryShelf } from '#tests/support/memory-shelf.ts'
import { openSender, type Run, type Sender } from './send.ts'

const PATIENCE_MS = 250

let house: TestHouse
let officer: Actor
let token: string

beforeAll(async () => {
  house = await openTestHouse()
  officer = await addActor(house, 'officer')
  token = await tokenFor(house, officer)
})
afterAll(() => house.close())

/** The program anew, over the same database. */
async function startedServer(): Promise<{ port: number; stop(): Promise<void> }> {
  const server = await new Promise<ServerType>(resolve => {
    const started = serve({ fetch: appOf(house).fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started))
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

const newId = () => uuidv7(house.house.clock().getTime(), randomBytes(10))
const version = () => house.house.knowledge.latest('ilo-labour-adult')?.version ?? 0

/** A device whose clock runs on by what it was told to wait. */
function device(origin: string, chance = Math.random) {
  const shelf = memoryShelf()
  let ahead = 0
  const clock = () => house.house.clock().getTime() + ahead
  const road = { origin, token: () => token, fetch, clock, patienceMs: PATIENCE_MS }
  const sender = openSender({ shelf: shelf.shelf, road, chance, newId })
  return {
    ...shelf,
    sender,
    clock,
    wait: (ms: number) => {
      ahead += ms
    },
  }
}
type Device = ReturnType<typeof device>

/** By itself, as long as something waits. */
async function untilSent({ sender, wait }: { sender: Sender; wait(ms: number): void }, between = async (_: Run) => {}) {
  for (let runs = 0; runs < 2_000; runs++) {
    const run = await sender.send()
    await between(run)
    if (run.againInMs === null) return run
    wait(run.againInMs)
  }
  throw new Error('never done')
}

const waiting = (count: number): Kept[] =>
  Array.from({ length: count }, (_, n) => finishedAtPost(house.house.clock().getTime() - count + n, version()))

/** By id: the row, and how often a version of it was taken. */
async function onServer() {
  const { rows } = await house.owner.query(
    `select s.*, (select count(*)::int from aman.audit_event e where e.action = 'screening.taken' and e.subject_ids = array[s.id]) as taken
       from aman.screening s`,
  )
  return new Map(rows.map(row => [row.id, row]))
}

async function expectOnce({ all }: Device, ids: readonly string[]) {
  const rows = await onServer()
  expect(ids.filter(id => rows.get(id)?.taken !== rows.get(id)?.version)).toEqual([])
  expect(all().filter(each => each.sending.state !== 'sent' || each.unsent)).toEqual([])
  for (const each of all()) {
    expect(rows.get(each.id)).toMatchObject({ answers: each.answers, status: each.status, version: each.sending.base })
  }
}

test('300 screenings over a road that does everything wrong, with a new program half-way: each stored exactly once', async () => {
  const chance = chanceFrom(7)
  const decide = (): Mishap => (chance.often(0.5) ? chance.pick(MISHAPS) : 'none')
  const road = await openBadRoad(decide, PATIENCE_MS)
  let server = await startedServer()
  road.leadTo(server.port)
  const phone = device(road.origin, chance.next)
  const values = waiting(300)
  phone.fill(values)
  let stored = 0
  let replaced = false
  await untilSent(phone, async run => {
    stored += run.stored
    if (replaced || stored < 120) return
    replaced = true
    road.leadTo(null)
    await server.stop()
    await phone.sender.send(true)
    server = await startedServer()
    road.leadTo(server.port)
  })
  await road.settle()
  await expectOnce(
    phone,
    values.map(each => each.id),
  )
  expect([...(await onServer()).values()].every(row => row.version === 1)).toBe(true)
  expect(Object.keys(road.happened)).toEqual(expect.arrayContaining([...MISHAPS]))
  expect(phone.mostOpened()).toBeLessThanOrEqual(25)
  await Promise.all([road.close(), server.stop()])
})
