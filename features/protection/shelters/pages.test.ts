import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { type PlainBrowser, plainBrowser } from '#tests/support/plain-browser.ts'
import { consented, must, openedCase, openedShelter, run, sentReferral } from '#tests/support/thread.ts'
import { holdBed } from './hold-bed.ts'
import { place } from './place.ts'

let house: TestHouse
let worker: Actor
let manager: Actor
let asWorker: PlainBrowser
let asManager: PlainBrowser
let asSeeker: PlainBrowser
let asOtherManager: PlainBrowser

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  worker = await addActor(house, 'case-worker')
  manager = await addActor(house, 'shelter-manager')
  asWorker = await plainBrowser(house, worker)
  asManager = await plainBrowser(house, manager)
  asSeeker = await plainBrowser(house, await addActor(house, 'hotline-operator'))
  asOtherManager = await plainBrowser(house, await addActor(house, 'shelter-manager'))
})
afterAll(() => house.close())

const referred = async () => {
  const caseId = await openedCase(house, worker)
  return sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
}

describe('from a case to a bed, without script', () => {
  test('a worker keeps a bed, refers the person, and the shelter gives her that bed', async () => {
    const { bedIds, shelterId } = await openedShelter(house, manager)
    const caseId = await openedCase(house, worker)
    await consented(house, worker, { caseId, toAgencyId: manager.agencyId })

    const free = await asWorker.open(`/shelters?caseId=${caseId}&region=KZ-61`)
    expect(free.text).toContain(`/holds/new?bedId=${bedIds[0]}&caseId=${caseId}`)
    const holding = await asWorker.open(`/holds/new?bedId=${bedIds[0]}&caseId=${caseId}`)
    const kept = await asWorker.send(holding, '/holds/new', { hours: '4' })
    expect(kept.status).toBe(303)
    const hold = await asWorker.open(kept.location)
    expect(hold.text).toContain('A bed is held')

    const query = `caseId=${caseId}&service=shelter&toAgencyId=${manager.agencyId}`
    const sending = await asWorker.open(`/referrals/new?${query}`)
    expect(sending.text).toContain('consent recorded')
    const sent = await asWorker.send(sending, '/referrals/new', { toAgencyId: manager.agencyId, urgency: 'immediate' })
    expect(sent.status).toBe(303)

    const board = await asManager.open('/shelters')
    const referralId = sent.location.split('/').at(-1) ?? ''
    expect(board.text).toContain(`/placements/new?referralId=${referralId}`)
    const choosing = await asManager.open(`/placements/new?referralId=${referralId}`)
    expect(choosing.text).toContain('kept for this person')
    const given = await asManager.send(choosing, '/placements/new', { bedId: bedIds[0] ?? '' })
    expect(given.status).toBe(303)

    const own = await asManager.open(`/shelters/${shelterId}`)
    expect(own.text).toContain(given.location)
    const seen = await asWorker.open(`/referrals/${referralId}`)
    expect(seen.text).toContain(`/shelters/${shelterId}/address`)
    expect((await asWorker.open(`/shelters/${shelterId}/address`)).text).toContain('1 Invented street')

    const stay = await asManager.open(given.location)
    const ended = await asManager.send(stay, '/end', { reason: 'moved-to-own-home' })
    expect(ended.location).toBe(`/referrals/${referralId}`)
    const referral = await asManager.open(ended.location)
    expect((await asManager.send(referral, '/complete', { outcome: 'service-given' })).status).toBe(303)
    expect((await asWorker.open(`/shelters/${shelterId}/address`)).status).toBe(404)
  })

  test('a manager adds a shelter, a unit, and takes a bed out of service', async () => {
    const shelter = await asManager.send(await asManager.open('/shelters/new'), '/shelters/new', {
      code: 'Aidan',
      region: 'KZ-61',
      'languages[]': 'kk',
      address: '2 Invented street',
    })
    expect(shelter.status).toBe(303)
    const unit = { label: 'Garden house', personGroup: 'families', beds: '3', stepFreeBeds: '1' }
    const added = await asManager.send(await asManager.open(`${shelter.location}/units/new`), '/units/new', unit)
    expect(added.location).toBe(shelter.location)
    const board = await asManager.open(shelter.location)
    const bed = /\/beds\/[0-9a-f-]+/.exec(board.text)?.[0] ?? ''
    const changed = await asManager.send(await asManager.open(bed), bed, { inService: 'false', stepFree: 'true' })
    expect(changed.status).toBe(303)
    expect((await asManager.open(shelter.location)).text).toMatch(/out of service <b>1<\/b>/)
    const address = await asManager.open(`${shelter.location}/address`)
    expect((await asManager.send(address, '/address', { address: '3 Invented street' })).status).toBe(303)
    expect((await asManager.open(`${shelter.location}/address`)).text).toContain('3 Invented street')
  })
})

describe('somebody else was faster', () => {
  test('the one who loses a bed is told so and sees the beds that are left', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const [first, second] = await Promise.all([referred(), referred()])
    const page = await asManager.open(`/placements/new?referralId=${second.id}`)
    must(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: first.id }))
    const lost = await asManager.send(page, '/placements/new', { bedId: bedIds[0] ?? '' })
    expect(lost.status).toBe(409)
    expect(lost.text).toContain('Somebody else was faster')
    expect(lost.text).not.toContain(`value="${bedIds[0]}"`)
    expect(lost.text).toContain(`value="${bedIds[1]}"`)
  })

  test('the one who loses a hold sees the board as it is now', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const [mine, other] = await Promise.all([openedCase(house, worker), openedCase(house, worker)])
    const page = await asWorker.open(`/holds/new?bedId=${bedIds[0]}&caseId=${mine}`)
    must(await run(house, worker, holdBed, { bedId: bedIds[0] ?? '', caseId: other }))
    const lost = await asWorker.send(page, '/holds/new', { hours: '2' })
    expect(lost.status).toBe(409)
    expect(lost.text).toContain('This is how the beds stand now')
    expect(lost.text).toContain(`/holds/new?bedId=${bedIds[1]}&caseId=${mine}`)
  })

  test('a referral that was withdrawn meanwhile says what it became', async () => {
    const referral = await referred()
    const page = await asManager.open(`/referrals/${referral.id}`)
    await asWorker.send(await asWorker.open(`/referrals/${referral.id}`), '/withdraw', {})
    const late = await asManager.send(page, '/accept', {})
    expect(late.status).toBe(409)
    expect(late.text).toContain('You wanted to: accept. Meanwhile the status became: withdrawn')
  })
})

describe('what a page tells and does not tell', () => {
  test('beds that do not fit stand there with the reasons in words', async () => {
    await openedShelter(house, manager, { group: 'men' })
    const caseId = await openedCase(house, worker, { stepFree: true })
    const referral = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
    const page = await asManager.open(`/placements/new?referralId=${referral.id}`)
    expect(page.text).toContain('it is for men; it cannot be reached without steps')
  })

  test('who looks for a bed sees no code name, no person and no address', async () => {
    const { bedIds } = await openedShelter(house, manager)
    const referral = await referred()
    must(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: referral.id }))
    const page = await asSeeker.open('/shelters?region=KZ-61')
    expect(page.text).not.toContain(referral.codeName)
    expect(page.text).not.toContain('Invented street')
    for (const path of [`/referrals/${referral.id}`, `/referrals/new?caseId=${referral.caseId}`]) {
      expect((await asSeeker.open(path)).status).toBe(404)
    }
  })

  test("another agency's shelter, bed, hold and stay answer as unknown ones do", async () => {
    const { bedIds, shelterId } = await openedShelter(house, manager)
    const referral = await referred()
    const placed = must(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: referral.id }))
    const paths = [
      `/shelters/${shelterId}`,
      `/shelters/${shelterId}/address`,
      `/beds/${bedIds[0]}`,
      `/placements/${placed.id}`,
    ]
    const more = [
      `/placements/${placed.id}/move`,
      `/placements/new?referralId=${referral.id}`,
      '/holds/x',
      '/shelters/x',
    ]
    for (const path of [...paths, ...more])
      expect([path, (await asOtherManager.open(path)).status]).toEqual([path, 404])
  })

  test('a missing consent shows where to record it, and keeps what was chosen', async () => {
    const caseId = await openedCase(house, worker)
    const page = await asWorker.open(`/referrals/new?caseId=${caseId}&service=shelter`)
    const refused = await asWorker.send(page, '/referrals/new', { toAgencyId: manager.agencyId, urgency: 'urgent' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`/cases/${caseId}/consents/new?recipientAgencyId=${manager.agencyId}`)
    expect(refused.text).toMatch(new RegExp(`value="${manager.agencyId}"[^>]*checked`))
  })

  test('a form sent empty comes back with what is missing', async () => {
    const caseId = await openedCase(house, worker)
    const page = await asWorker.open(`/referrals/new?caseId=${caseId}&service=legal`)
    const refused = await asWorker.send(page, '/referrals/new', {})
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('href="#toAgencyId"')
    expect(refused.text).toContain('href="#urgency"')
    expect(refused.text).toContain('id="toAgencyId"')
  })

  test.each(['ru', 'kk'])('every page has its words in %s', async language => {
    const { bedIds, shelterId } = await openedShelter(house, manager)
    const referral = await referred()
    const hold = must(await run(house, worker, holdBed, { bedId: bedIds[1] ?? '', caseId: referral.caseId }))
    const manages = [
      '/shelters',
      `/shelters/${shelterId}`,
      '/shelters/new',
      `/shelters/${shelterId}/units/new`,
      `/beds/${bedIds[0]}`,
    ]
    const more = [
      `/shelters/${shelterId}/address`,
      `/placements/new?referralId=${referral.id}`,
      '/referrals',
      `/referrals/${referral.id}`,
    ]
    for (const path of [...manages, ...more])
      expect([path, (await asManager.open(path, language)).status]).toEqual([path, 200])
    const works = [
      '/referrals?box=out',
      `/referrals/new?caseId=${referral.caseId}&service=shelter`,
      `/holds/${hold.id}`,
      '/shelters',
    ]
    const holding = `/holds/new?bedId=${bedIds[0]}`
    for (const path of [...works, holding])
      expect([path, (await asWorker.open(path, language)).status]).toEqual([path, 200])
  })
})
