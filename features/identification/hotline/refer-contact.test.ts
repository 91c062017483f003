import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { plainBrowser } from '#tests/support/plain-browser.ts'
import { asking, codeOf, consented, must, openedCase, run } from '#tests/support/thread.ts'
import { openCaseFrom, referFrom } from './lead-on.ts'
import { startContact } from './start-contact.ts'

let house: TestHouse
let operator: Actor
let shelter: Actor

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  operator = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  shelter = await addActor(house, 'shelter-manager')
})
afterAll(() => house.close())

/** A contact that became a case, in which the person agreed to be referred. */
async function led() {
  const { id: contactId } = must(await run(house, operator, startContact, { channel: 'phone' }))
  const { id: caseId } = must(
    await run(house, operator, openCaseFrom, { contactId, personGroup: 'women', withWords: false }),
  )
  await consented(house, operator, { caseId, toAgencyId: shelter.agencyId })
  return { contactId, caseId }
}

const referralOf = async (contactId: string) =>
  (await house.owner.query('select referral_id from aman.contact where id = $1', [contactId])).rows[0].referral_id

test('a referral sent on the page that the contact leads to is the contact’s, and the contact leads to it', async () => {
  const { contactId, caseId } = await led()
  const desk = await plainBrowser(house, operator)
  const contact = await desk.open(`/hotline/contacts/${contactId}`)
  const there = /\/referrals\/new\?[^"]*/.exec(contact.text)?.[0] ?? ''
  const choosing = await desk.open(there)
  expect(choosing.text).toContain(`type="hidden" name="contactId" value="${contactId}"`)
  const sending = await desk.open(`${there}&service=shelter`)
  expect(sending.text).toMatch(new RegExp(`<option value="${contactId}" selected[^>]*>Contact of`))
  const fields = { contactId, toAgencyId: shelter.agencyId, urgency: 'urgent' }
  const sent = await desk.send(sending, '/referrals/new', fields)
  expect(sent.status).toBe(303)
  expect(sent.location).toBe(`/referrals/${await referralOf(contactId)}`)
  expect((await desk.open(`/hotline/contacts/${contactId}`)).text).toContain(sent.location)
  expect((await desk.open(`/referrals/new?caseId=${caseId}&service=legal`)).text).not.toContain(contactId)
})

test('a referral by the desk’s own verb is the contact’s too', async () => {
  const { contactId } = await led()
  const { toAgencyId, service, urgency } = asking({ caseId: contactId, toAgencyId: shelter.agencyId })
  const { id } = must(await run(house, operator, referFrom, { contactId, toAgencyId, service, urgency }))
  expect(await referralOf(contactId)).toBe(id)
})

test('a contact of another case, or of another desk, leads to no referral, and none is made', async () => {
  const { contactId } = await led()
  const caseId = await openedCase(house, operator)
  await consented(house, operator, { caseId, toAgencyId: shelter.agencyId })
  const wrong = { ...asking({ caseId, toAgencyId: shelter.agencyId }), contactId }
  expect(codeOf(await run(house, operator, sendReferral, wrong))).toBe('contact.not-found')
  const stranger = await addActor(house, 'hotline-operator', { kind: 'hotline' })
  const theirs = await openedCase(house, stranger)
  const taken = { ...asking({ caseId: theirs, toAgencyId: shelter.agencyId }), contactId }
  expect(codeOf(await run(house, stranger, sendReferral, taken))).toBe('contact.not-found')
  expect(await referralOf(contactId)).toBeNull()
  const { rows } = await house.owner.query('select from aman.referral where case_id = any($1)', [[caseId, theirs]])
  expect(rows).toEqual([])
})
