import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeContact } from '#features/identification/hotline/close-contact.ts'
import { startContact } from '#features/identification/hotline/start-contact.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, run, tally } from '#tests/support/thread.ts'
import { acceptHandover, giveContacts, handOver, newestHandover } from './hand-over.ts'
import { readQueue } from './queries.ts'

const NOTES = 'notemarker the line to the border post is down'

let house: TestHouse
let lead: Actor
let next: Actor
let operator: Actor

beforeAll(async () => {
  house = await openTestHouse()
  lead = await addActor(house, 'shift-lead', { kind: 'hotline' })
  next = await addStaff(house, lead.agencyId, 'shift-lead')
  operator = await addStaff(house, lead.agencyId, 'hotline-operator')
})
afterAll(() => house.close())

const newest = async (who: Actor) =>
  must(await run(house, who, async ctx => ({ ok: true as const, value: await newestHandover(ctx) }), null))
const openOf = async (who: Actor) =>
  must(await run(house, who, async ctx => ({ ok: true as const, value: await readQueue(ctx) }), null)).open
const begun = async (who: Actor) => must(await run(house, who, startContact, { channel: 'phone' as const })).id

test('a shift is handed over once, read by the desk, and accepted by another lead', async () => {
  const offers = await Promise.all([lead, next].map(who => run(house, who, handOver, { notes: NOTES })))
  expect(tally(offers)).toEqual({ ok: 1, 'handover.already-open': 1 })
  const found = await newest(operator)
  expect(found).toMatchObject({ status: 'offered', notes: NOTES, open: 0 })
  const handoverId = found?.id ?? ''
  const [giver, other] = found?.givenBy === lead.userId ? [lead, next] : [next, lead]
  expect(codeOf(await run(house, giver, acceptHandover, { handoverId }))).toBe('handover.own')
  const third = await addStaff(house, lead.agencyId, 'shift-lead')
  const accepts = await Promise.all([other, third].map(who => run(house, who, acceptHandover, { handoverId })))
  expect(tally(accepts)).toEqual({ ok: 1, 'handover.taken': 1 })
  expect(await newest(operator)).toMatchObject({ status: 'accepted', notes: NOTES })
})

test('the notes lie as ciphertext, are no other agency’s, and are gone after fourteen days', async () => {
  const { rows } = await house.owner.query('select sealed from aman.shift_note')
  expect(rows).toHaveLength(1)
  expect(rows[0].sealed.toString('latin1')).not.toContain('notemarker')
  expect(await newest(await addActor(house, 'shift-lead', { kind: 'hotline' }))).toBeNull()
  house.setTime(new Date(house.house.clock().getTime() + 15 * 86_400_000))
  must(await run(house, lead, handOver, {}))
  expect((await house.owner.query('select * from aman.shift_note')).rows).toEqual([])
})

test('open contacts go to a named operator of the desk, all of them or none', async () => {
  const [first, second, ended] = [await begun(lead), await begun(lead), await begun(lead)]
  must(await run(house, lead, closeContact, { contactId: ended, version: 1, outcome: 'none', policeAgreed: false }))
  const give = (contactIds: string[], toUserId = operator.userId, who = next) =>
    run(house, who, giveContacts, { contactIds, toUserId })
  expect(codeOf(await give([first, ended]))).toBe('contact.not-open')
  expect(await openOf(operator)).toEqual([])
  expect(must(await give([first, second]))).toEqual({ count: 2 })
  expect((await openOf(operator)).map(each => each.id).sort()).toEqual([first, second].sort())
  expect((await openOf(next)).map(each => each.heldBy)).toEqual([operator.userId, operator.userId])

  const officer = await addStaff(house, lead.agencyId, 'officer')
  const stranger = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  for (const other of [officer, stranger])
    expect(codeOf(await give([first], other.userId))).toBe('handover.not-of-desk')
  const elsewhere = await addActor(house, 'shift-lead', { kind: 'hotline' })
  expect(codeOf(await give([first], elsewhere.userId, elsewhere))).toBe('contact.not-open')
})

test('an operator gives nothing on, even past the program', async () => {
  const contactId = await begun(operator)
  const taking = run(house, operator, giveContacts, { contactIds: [contactId], toUserId: lead.userId })
  await expect(taking).rejects.toThrow('given to another by the shift lead')
})
