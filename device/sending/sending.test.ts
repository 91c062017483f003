import { randomBytes } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VaultRefusal } from '#device/vault/refusal.ts'
import { conflictOf, merged } from '#domain/sending/conflict.ts'
import type { Kept } from '#domain/sending/kept.ts'
import { type Event, next } from '#domain/sending/next.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import { refuse } from '#domain/shared/result.ts'
import type { Actor } from '#server/db/transact.ts'
import { chanceFrom } from '#start/demo/chance.ts'
import { MISHAPS, type Mishap, openBadRoad } from '#tests/support/bad-road.ts'
import { appOf, caller, tokenFor } from '#tests/support/client.ts'
import { finishedAtPost } from '#tests/support/field-screenings.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { memoryShelf } from '#tests/support/memory-shelf.ts'
import { openSender, type Run, type Sender } from './send.ts'

const PATIENCE_MS = 200

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

/** What a page of the app does with one screening. */
const happen = ({ shelf }: Device, id: string, event: Event) =>
  shelf.change('screening', id, kept => kept && next(kept, event))

const answered = (answer: 'yes' | 'no', note: string, status: Kept['status'] = 'draft') => ({
  answers: { 'exploitation.excessive_hours': answer },
  notes: { 'exploitation.excessive_hours': note },
  status,
})

/** A road that does to the next requests what is said, and to the others nothing. */
async function quietRoad() {
  const ahead: Mishap[] = []
  const road = await openBadRoad(() => ahead.shift() ?? 'none', PATIENCE_MS)
  const server = await startedServer()
  road.leadTo(server.port)
  return { ahead, origin: road.origin, settle: road.settle, close: () => Promise.all([road.close(), server.stop()]) }
}

test('300 screenings over a road that does everything wrong, with a new program half-way: each stored exactly once', async () => {
  const chance = chanceFrom(7)
  const decide = (): Mishap => (chance.often(0.4) ? chance.pick(MISHAPS) : 'none')
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

describe('on a quiet road', () => {
  let road: Awaited<ReturnType<typeof quietRoad>>
  beforeAll(async () => {
    road = await quietRoad()
  })
  afterAll(() => road.close())

  const phoneWith = (...values: Kept[]) => {
    const phone = device(road.origin)
    phone.fill(values)
    return phone
  }
  const one = (status: Kept['status'] = 'draft', note = 'At the post') =>
    finishedAtPost(house.house.clock().getTime(), version(), { ...answered('yes', note, status), completedAt: null })
  const state = (phone: Device, id: string) => phone.get(id)?.sending.state

  test('a draft stays here until it is released, and what is typed while it travels follows it', async () => {
    const draft = one()
    const phone = phoneWith(draft)
    expect(await phone.sender.send()).toMatchObject({ stored: 0, againInMs: null })
    await happen(phone, draft.id, { kind: 'released' })
    road.ahead.push('cut-after')
    expect(await phone.sender.send()).toMatchObject({ stored: 0, unanswered: 1 })
    const change = answered('no', 'She thought again', 'completed')
    await happen(phone, draft.id, { kind: 'saved', edit: newId(), at: draft.savedAt, change })
    await untilSent(phone)
    expect((await onServer()).get(draft.id)).toMatchObject({
      version: 2,
      taken: 2,
      status: 'completed',
      answers: change.answers,
    })
    expect(phone.get(draft.id)).toMatchObject({ unsent: false, sending: { state: 'sent', base: 2, inFlight: null } })
  })

  test('the same screening from two connections at once is taken once, and both hear so', async () => {
    const finished = one('completed')
    const phones = Array.from({ length: 8 }, () => phoneWith(finished))
    const runs = await Promise.all(phones.map(phone => phone.sender.send()))
    expect(runs.map(run => run.stored)).toEqual(Array(8).fill(1))
    expect((await onServer()).get(finished.id)).toMatchObject({ version: 1, taken: 1 })
  })

  test('where a colleague was faster a person is asked, with who and when, and decides field by field', async () => {
    const draft = one()
    const phone = phoneWith(draft)
    await happen(phone, draft.id, { kind: 'released' })
    await untilSent(phone)
    const colleague = caller(
      appOf(house),
      await tokenFor(house, await addStaff(house, officer.agencyId, 'case-worker')),
    )
    const theirs = { 'exploitation.excessive_hours': 'no', 'exploitation.low_no_salary': 'yes' }
    await colleague('post', `/api/v1/screenings/${draft.id}`, { version: 1, answers: theirs, notes: {} })
    const change = answered('yes', 'She said it again', 'completed')
    await happen(phone, draft.id, { kind: 'saved', edit: newId(), at: draft.savedAt, change })
    expect(await phone.sender.send()).toMatchObject({ stored: 0, conflicts: 1, againInMs: null })

    const kept = phone.get(draft.id)
    const conflict = kept && conflictOf(kept)
    if (!conflict) throw new Error('no conflict')
    expect(conflict).toMatchObject({
      final: false,
      theirs: { version: 2, by: expect.stringContaining('Colleague'), at: house.house.clock().toISOString() },
      differences: [{ question: 'exploitation.excessive_hours', what: 'answer', yours: 'yes', theirs: 'no' }],
    })
    const told = merged(kept, conflict.theirs, { 'answers.exploitation.excessive_hours': 'theirs' })
    await happen(phone, draft.id, { kind: 'settled', edit: newId(), at: draft.savedAt, theirVersion: 2, change: told })
    await untilSent(phone)
    expect((await onServer()).get(draft.id)).toMatchObject({ version: 3, status: 'completed', answers: theirs })
  })

  test('a token that was taken away ends the run, and nothing goes on by itself', async () => {
    const [first, second] = [one('completed'), one('completed')]
    const phone = phoneWith(first, second)
    const kept = token
    token = 'revoked'
    expect(await phone.sender.send()).toMatchObject({ stored: 0, pausedBy: 'request.not-signed-in', againInMs: null })
    token = kept
    expect(await phone.sender.send()).toMatchObject({ stored: 0, pausedBy: 'request.not-signed-in' })
    expect(await phone.sender.send(true)).toMatchObject({ stored: 2, pausedBy: null })
  })

  test('a refusal waits for a person, a sign-in page of a hotel is no answer, and neither holds up the others', async () => {
    const [bad, good] = [one('completed'), one('completed')]
    bad.answers = { 'exploitation.not_a_question': 'yes' }
    const phone = phoneWith(bad, good)
    road.ahead.push('hotel', 'hotel')
    expect(await phone.sender.send()).toMatchObject({ stored: 0, unanswered: 2 })
    await untilSent(phone)
    expect(phone.get(bad.id)?.sending).toMatchObject({ state: 'refused', lastError: 'screening.question-not-found' })
    expect(state(phone, good.id)).toBe('sent')
  })

  test('a busy server is left alone as long as it asks, and asked at once by hand', async () => {
    const phone = phoneWith(one('completed'))
    road.ahead.push('busy')
    const run = await phone.sender.send()
    expect(run.againInMs).toBeGreaterThanOrEqual(1_000)
    expect(await phone.sender.send()).toMatchObject({ stored: 0, unanswered: 0 })
    expect(await phone.sender.send(true)).toMatchObject({ stored: 1 })
  })

  test('a server that is away is not asked ten thousand times', async () => {
    const phone = phoneWith(...waiting(100))
    road.ahead.push(...Array(30).fill('cut-before'))
    const run = await phone.sender.send()
    expect(run.unanswered).toBeLessThan(10)
    road.ahead.length = 0
    await untilSent(phone)
    expect(phone.all().every(each => each.sending.state === 'sent')).toBe(true)
  })

  test('a lock in the middle gives up what is under way, and it goes out again unchanged', async () => {
    const finished = one('completed')
    const phone = phoneWith(finished)
    road.ahead.push('late-answer')
    const run = phone.sender.send()
    setTimeout(() => phone.sender.stop(), 50)
    expect(await run).toMatchObject({ stored: 0, unanswered: 0 })
    expect(phone.get(finished.id)?.sending.inFlight?.edit).toBe(finished.sending.edit)
    await untilSent(phone)
    expect((await onServer()).get(finished.id)).toMatchObject({ version: 1, taken: 1 })
  })

  test('a vault that is locked under its hands ends the run without a fault', async () => {
    const phone = phoneWith(one('completed'), one('completed'))
    const shut = { ...phone.shelf, change: () => Promise.reject(new VaultRefusal(refuse('vault.locked'))) }
    const way = { origin: road.origin, token: () => token, fetch, clock: phone.clock, patienceMs: PATIENCE_MS }
    const sender = openSender({ shelf: shut, road: way, chance: Math.random, newId })
    expect(await sender.send()).toMatchObject({ stored: 0, unanswered: 0 })
    await untilSent(phone)
    expect(phone.all().every(each => each.sending.state === 'sent')).toBe(true)
  })

  test('a vault that fails ends all lanes, and the fault is heard', async () => {
    const phone = phoneWith(...waiting(20))
    const { shelf } = phone
    let changes = 0
    const failing = {
      ...shelf,
      change: (...given: Parameters<typeof shelf.change>) => {
        if (++changes === 6) throw new Error('the disk is full')
        return shelf.change(...given)
      },
    }
    const sender = openSender({
      shelf: failing,
      road: { origin: road.origin, token: () => token, fetch, clock: phone.clock, patienceMs: PATIENCE_MS },
      chance: Math.random,
      newId,
    })
    await expect(sender.send()).rejects.toThrow('the disk is full')
    expect(changes).toBeLessThan(14)
    await road.settle()
    await untilSent(phone)
    expect(phone.all().every(each => each.sending.state === 'sent')).toBe(true)
  })
})
