import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginContact } from '#features/identification/hotline/begin-contact.ts'
import type { Actor } from '#server/db/transact.ts'
import { appOf, type Call, caller, tokenFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, run, tally } from '#tests/support/thread.ts'
import { announceCall, endCall } from './announce-call.ts'
import { readQueue } from './queries.ts'
import { AnnounceCall } from './record.ts'
import { takeCall } from './take-call.ts'

const NUMBER = '+7 701 555 01 23'

let house: TestHouse
let operator: Actor
let colleague: Actor
let call: Call

beforeAll(async () => {
  house = await openTestHouse()
  operator = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  colleague = await addStaff(house, operator.agencyId, 'hotline-operator')
  call = caller(appOf(house), await tokenFor(house, operator))
})
afterAll(() => house.close())

let told = 0
const announced = async (given: Record<string, unknown> = {}, who = operator) => {
  told += 1
  return must(await run(house, who, announceCall, AnnounceCall.parse({ externalId: `invented-${told}`, ...given }))).id
}
const queueOf = async (who: Actor) =>
  must(await run(house, who, async ctx => ({ ok: true as const, value: await readQueue(ctx) }), null))
const waits = async (callId: string, who = operator) =>
  (await queueOf(who)).waiting.find(each => each.id === callId) ?? null

test('an exchange that tells of one call twenty times at once has told of one call', async () => {
  const body = { externalId: 'invented-race', callerNumber: NUMBER, language: 'uz', skill: 'labour' }
  const answers = await Promise.all(Array.from({ length: 20 }, () => call('post', '/api/v1/hotline/incoming', body)))
  expect(answers.map(each => each.status)).toEqual(Array(20).fill(201))
  expect(new Set(answers.map(each => each.body.id)).size).toBe(1)
  expect(await waits(String(answers[0]?.body.id))).toMatchObject({ language: 'uz', skill: 'labour' })
})

test('two operators answer at once: one has the call, the other is told who', async () => {
  const callId = await announced()
  const crowd = [
    operator,
    ...(await Promise.all(Array.from({ length: 7 }, () => addStaff(house, operator.agencyId, 'hotline-operator')))),
  ]
  const results = await Promise.all(crowd.map(who => run(house, who, takeCall, { callId })))
  expect(tally(results)).toEqual({ ok: 1, 'call.taken': 7 })
  const winner = crowd[results.findIndex(each => each.ok)]
  const slower = results.find(each => !each.ok)
  expect(slower && !slower.ok && slower.detail).toEqual({ by: winner?.userId })
  expect(codeOf(await run(house, winner ?? operator, takeCall, { callId }))).toBe('ok')
  expect(await waits(callId)).toBeNull()
})

test('a contact that begins with a call has its language and caller, and the call forgets who it was', async () => {
  const earlier = must(await run(house, operator, beginContact, { channel: 'phone', callerNumber: NUMBER })).id
  const callId = await announced({ callerNumber: '8 701 5550123', language: 'tg' })
  expect((await waits(callId))?.calledBefore).toBeGreaterThan(0)
  const contactId = must(await run(house, operator, beginContact, { channel: 'phone', incomingCallId: callId })).id
  const { rows } = await house.owner.query(
    `select c.language, c.caller_token = e.caller_token as same, i.caller_token as left, i.status, i.answered_by
       from aman.contact c join aman.incoming_call i on i.id = c.incoming_call_id, aman.contact e
      where c.id = $1 and e.id = $2`,
    [contactId, earlier],
  )
  expect(rows).toEqual([{ language: 'tg', same: true, left: null, status: 'answered', answered_by: operator.userId }])
  const again = { channel: 'phone' as const, incomingCallId: callId }
  expect(codeOf(await run(house, operator, beginContact, again))).toBe('contact.already-open')
  expect(codeOf(await run(house, colleague, beginContact, again))).toBe('call.taken')
})

test('a call that nobody took is lost when its line is dead, and one that was taken has ended; told twice, no more happens', async () => {
  const [lost, taken] = [await announced(), await announced()]
  must(await run(house, colleague, takeCall, { callId: taken }))
  for (const _ of [1, 2]) {
    expect(must(await run(house, operator, endCall, { callId: lost }))).toEqual({ id: lost, status: 'lost' })
    expect(must(await run(house, operator, endCall, { callId: taken }))).toEqual({ id: taken, status: 'ended' })
  }
  expect(codeOf(await run(house, operator, takeCall, { callId: lost }))).toBe('call.lost')
  expect(await waits(lost)).toBeNull()
})

test('another agency finds no call, and cannot begin a contact with it', async () => {
  const callId = await announced()
  const stranger = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  for (const verb of [takeCall, endCall])
    expect(codeOf(await run(house, stranger, verb, { callId }))).toBe('call.not-found')
  const contact = { channel: 'phone' as const, incomingCallId: callId }
  expect(codeOf(await run(house, stranger, beginContact, contact))).toBe('call.not-found')
  expect(await waits(callId, stranger)).toBeNull()
  const officer = await addStaff(house, operator.agencyId, 'officer')
  expect(codeOf(await run(house, officer, takeCall, { callId }))).toBe('call.not-found')
})

test('the number, and the exchange’s own name of the call, stand nowhere in the database', async () => {
  const body = { externalId: 'SIP/+77015559876-00001', callerNumber: '+7 701 555 98 76' }
  const { status } = await call('post', '/api/v1/hotline/incoming', body, { 'idempotency-key': 'invented-key-1' })
  expect(status).toBe(201)
  const tables = await house.owner.query(`select tablename from pg_tables where schemaname = 'aman'`)
  for (const { tablename } of tables.rows) {
    const { rows } = await house.owner.query(
      `select count(*)::int as n from aman."${tablename}" t where t::text ~ '5559876|SIP/'`,
    )
    expect(rows[0].n, tablename).toBe(0)
  }
})

test('the longest wait stands first, and a clock that is ahead or hours behind is not believed', async () => {
  const now = house.house.clock().getTime()
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  const [ahead, short, long] = [
    await announced({ at: at(-90) }),
    await announced({ at: at(3) }),
    await announced({ at: at(9) }),
  ]
  await announced({ at: at(9000) })
  const ids = (await queueOf(operator)).waiting.map(each => each.id)
  expect(ids.indexOf(long)).toBeLessThan(ids.indexOf(short))
  expect(ids.indexOf(short)).toBeLessThan(ids.indexOf(ahead))
  expect((await waits(long))?.minutes).toBe(9)
})

test('a token of a call that led to no contact is forgotten after thirty days', async () => {
  const old = await announced({ callerNumber: NUMBER })
  house.setTime(new Date(house.house.clock().getTime() + 31 * 86_400_000))
  await announced()
  const { rows } = await house.owner.query('select caller_token from aman.incoming_call where id = $1', [old])
  expect(rows).toEqual([{ caller_token: null }])
})
