import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { transact } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, openedCase, run, tally } from '#tests/support/thread.ts'
import { agreeCallBack, giveUpCallBack, readNumber, recordAttempt, takeCallBack } from './call-backs.ts'
import { closeContact } from './close-contact.ts'
import { confirmContact } from './confirm-contact.ts'
import { countContact, markContact } from './count-contact.ts'
import { joinContacts, partContact } from './join-contacts.ts'
import { openCaseFrom, screenFrom } from './lead-on.ts'
import { hotlineFigures, readContact, sameCaller } from './queries.ts'
import { RecordAttempt, SaveContact } from './record.ts'
import { saveContact } from './save-contact.ts'
import { startContact } from './start-contact.ts'

const NUMBER = '+7 701 555 01 23'
const SAID = 'saidmarker she may not leave'

let house: TestHouse
let operator: Actor
let colleague: Actor
let lead: Actor

beforeEach(async () => {
  house = await openTestHouse()
  operator = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  colleague = await addStaff(house, operator.agencyId, 'hotline-operator')
  lead = await addStaff(house, operator.agencyId, 'shift-lead')
})
afterEach(() => house.close())

const started = async (given: Record<string, unknown> = {}, who = operator) =>
  must(await run(house, who, startContact, { channel: 'phone', ...given } as never)).id

const save = (contactId: string, given: Record<string, unknown>, version = 1, who = operator) =>
  run(house, who, saveContact, SaveContact.parse({ contactId, version, ...given }))

const rowOf = async (table: string, id: string, key = 'id') =>
  (await house.owner.query(`select * from aman.${table} where ${key} = $1`, [id])).rows[0]

const promised = async (contactId: string) => {
  must(await save(contactId, { safeContact: 'with-care', said: SAID }))
  return must(await run(house, operator, agreeCallBack, { contactId, inMinutes: 60, number: NUMBER })).id
}

test('what was said comes back to the desk, lies as ciphertext, and the slower of two who save is told', async () => {
  const contactId = await started()
  must(await save(contactId, { said: SAID, language: 'uz', topic: 'labour-exploitation', region: 'KZ-61' }))
  expect(codeOf(await save(contactId, { said: 'other words' }, 1, colleague))).toBe('contact.stale')
  const read = must(await transact(house.house, colleague, ctx => readContact(ctx, contactId)))
  expect(read).toMatchObject({ said: SAID, language: 'uz', version: 2 })
  const words = await rowOf('contact_words', contactId, 'contact_id')
  expect(words.sealed.includes(Buffer.from('saidmarker'))).toBe(false)
})

test('only what can be told is recorded as told, and only a region of the country', async () => {
  const contactId = await started()
  expect(codeOf(await save(contactId, { given: ['hotline:kz-emergency', 'rule:no-such'] }))).toBe(
    'contact.information-unknown',
  )
  expect(codeOf(await save(contactId, { region: 'ZZ-99' }))).toBe('contact.region-unknown')
  must(await save(contactId, { given: ['hotline:kz-emergency', `agency:${operator.agencyId}`] }))
})

test('another agency finds no contact, whatever its role', async () => {
  const contactId = await started()
  const stranger = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  expect(codeOf(await save(contactId, {}, 1, stranger))).toBe('contact.not-found')
  const officer = await addStaff(house, operator.agencyId, 'officer')
  expect(codeOf(await transact(house.house, officer, ctx => readContact(ctx, contactId)))).toBe('contact.not-found')
})

test('one caller is known by her number, written in any way, and the number is nowhere', async () => {
  const first = await started({ callerNumber: NUMBER })
  const second = await started({ callerNumber: '8 (701) 555-01-23' })
  await started({ callerNumber: '+7 701 555 01 24' })
  const same = await transact(house.house, operator, async ctx => ({ ok: true, value: await sameCaller(ctx, first) }))
  expect(same.value.map(each => each.id)).toEqual([second])
  const { rows } = await house.owner.query(
    `select (select string_agg(t::text, ' ') from aman.contact t) || (select string_agg(e::text, ' ') from aman.audit_event e) as all`,
  )
  for (const digits of ['7015550123', '5550123']) expect(rows[0].all).not.toContain(digits)
  const other = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  const theirs = await started({ callerNumber: NUMBER }, other)
  expect((await rowOf('contact', theirs)).caller_token).not.toEqual((await rowOf('contact', first)).caller_token)
})

test('contacts are joined by the caller’s word, and parted again', async () => {
  const [a, b, c] = [await started(), await started(), await started()]
  must(await run(house, operator, joinContacts, { contactId: a, otherId: b }))
  must(await run(house, operator, joinContacts, { contactId: c, otherId: b }))
  const same = () => transact(house.house, operator, async ctx => ({ ok: true, value: await sameCaller(ctx, a) }))
  expect((await same()).value.map(each => each.id).sort()).toEqual([b, c].sort())
  must(await run(house, operator, partContact, { contactId: b }))
  expect((await same()).value.map(each => each.id)).toEqual([c])
})

test('to the police nothing goes without her word, and what came of it is said by the shift lead', async () => {
  const contactId = await started()
  const close = { contactId, version: 1, outcome: 'passed-to-police' as const }
  expect(codeOf(await run(house, operator, closeContact, { ...close, policeAgreed: false }))).toBe(
    'contact.police-not-agreed',
  )
  must(await run(house, operator, closeContact, { ...close, policeAgreed: true }))
  expect(codeOf(await save(contactId, {}, 2))).toBe('contact.closed')
  const later = { contactId, confirmed: 'confirmed' as const, source: 'police' as const, on: '2026-11-24' }
  await expect(run(house, operator, confirmContact, later)).rejects.toThrow('said by the shift lead')
  must(await run(house, lead, confirmContact, later))
  const counted = await transact(house.house, lead, async ctx => ({ ok: true, value: await hotlineFigures(ctx, {}) }))
  expect(counted.value.items.find(each => each.part === 'all')).toMatchObject({
    contacts: 1,
    toPolice: 1,
    confirmed: 1,
  })
})

test('a call that was none is counted and leaves no word, no promise and no key', async () => {
  must(await run(house, operator, countContact, { kind: 'silent', channel: 'phone' }))
  const contactId = await started()
  await promised(contactId)
  must(await run(house, operator, markContact, { contactId, version: 2, kind: 'prank' }))
  for (const [table, key] of [
    ['contact_words', 'contact_id'],
    ['call_back', 'contact_id'],
    ['data_key', 'subject_id'],
  ] as const)
    expect(await rowOf(table, contactId, key), table).toBeUndefined()
  expect((await house.owner.query('select count(*)::int as n from aman.data_key')).rows[0].n).toBe(0)
})

test('nobody is called back who said no, or was not asked', async () => {
  const contactId = await started()
  const ask = { contactId, inMinutes: 60, number: NUMBER }
  expect(codeOf(await run(house, operator, agreeCallBack, ask))).toBe('call-back.not-asked')
  must(await save(contactId, { safeContact: 'no' }))
  expect(codeOf(await run(house, operator, agreeCallBack, ask))).toBe('call-back.not-safe')
})

test('ten operators take one call-back at once: one has it, nine are told', async () => {
  const callBackId = await promised(await started())
  const many = [operator, colleague]
  while (many.length < 10) many.push(await addStaff(house, operator.agencyId, 'hotline-operator'))
  const results = await Promise.all(many.map(each => run(house, each, takeCallBack, { callBackId })))
  expect(tally(results)).toEqual({ ok: 1, 'call-back.taken': 9 })
  house.setTime(new Date(house.house.clock().getTime() + 31 * 60_000))
  expect(codeOf(await run(house, many[9] as Actor, takeCallBack, { callBackId }))).toBe('ok')
})

test.each(['spoke', 'given-up'])(
  'the number is read by who took the call-back, and is gone once it is %s',
  async how => {
    const callBackId = await promised(await started())
    expect(codeOf(await run(house, operator, readNumber, { callBackId }))).toBe('call-back.take-first')
    must(await run(house, operator, takeCallBack, { callBackId }))
    expect(must(await run(house, operator, readNumber, { callBackId })).number).toBe(NUMBER)
    expect(codeOf(await run(house, colleague, readNumber, { callBackId }))).toBe('call-back.take-first')
    if (how === 'spoke')
      must(await run(house, operator, recordAttempt, RecordAttempt.parse({ callBackId, result: 'spoke' })))
    else must(await run(house, operator, giveUpCallBack, { callBackId }))
    expect((await rowOf('call_back', callBackId)).sealed_number).toBeNull()
    expect(await rowOf('data_key', callBackId, 'subject_id')).toBeUndefined()
    expect(codeOf(await run(house, operator, readNumber, { callBackId }))).toBe('call-back.not-found')
  },
)

test('a try that reached nobody leaves the promise for later, and free', async () => {
  const callBackId = await promised(await started())
  must(await run(house, operator, takeCallBack, { callBackId }))
  must(await run(house, operator, recordAttempt, RecordAttempt.parse({ callBackId, result: 'no-answer' })))
  const row = await rowOf('call_back', callBackId)
  expect(row).toMatchObject({ status: 'agreed', taken_by: null })
  expect(row.sealed_number).not.toBeNull()
})

test('a case opens from a contact with what it knows, and takes along what the same caller said before', async () => {
  const [before, contactId] = [await started(), await started()]
  must(await run(house, operator, joinContacts, { contactId, otherId: before }))
  must(
    await save(
      contactId,
      { said: SAID, language: 'uz', ageGroup: 'adult', risk: 'danger', safeContact: 'with-care' },
      2,
    ),
  )
  const screening = must(await run(house, operator, screenFrom, { contactId }))
  expect(await rowOf('screening', screening.id)).toMatchObject({
    instrument: 'hotline-quick-screen',
    situation: 'phone',
  })
  const ask = { contactId, personGroup: 'women' as const, withWords: true }
  const opened = must(await run(house, operator, openCaseFrom, ask))
  expect(await rowOf('case', opened.id)).toMatchObject({
    age_group: 'adult',
    languages: ['uz'],
    risk: 'high',
    may_contact: 'with-care',
    opened_from: 'hotline',
  })
  expect((await rowOf('contact', before)).case_id).toBe(opened.id)
  expect(await rowOf('contact', contactId)).toMatchObject({ case_id: opened.id, screening_id: screening.id })
  expect(codeOf(await run(house, operator, openCaseFrom, ask))).toBe('contact.case-already-open')
})

test('with its case a contact goes, and is counted', async () => {
  const contactId = await started()
  await promised(contactId)
  const caseId = await openedCase(house, operator)
  await house.owner.query('update aman.contact set case_id = $2 where id = $1', [contactId, caseId])
  await house.owner.query(`select aman.destroy_case($1, '2026-11-24')`, [caseId])
  for (const table of ['contact', 'contact_words', 'call_back', 'data_key'])
    expect((await house.owner.query(`select count(*)::int as n from aman.${table}`)).rows[0].n, table).toBe(0)
  const { rows } = await house.owner.query(`select facts from aman.closed_fact where relation = 'contact'`)
  expect(rows[0].facts).toMatchObject({ channel: 'phone', kind: 'contact' })
})
