import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ok } from '#domain/shared/result.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { StartScreening } from '#features/identification/screening/record.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import { recordConsent } from '#features/protection/consent/record-consent.ts'
import { withdrawConsent } from '#features/protection/consent/withdraw-consent.ts'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import { completeReferral } from '#features/protection/referrals/complete-referral.ts'
import { declineReferral } from '#features/protection/referrals/decline-referral.ts'
import { endPlacement } from '#features/protection/shelters/end-placement.ts'
import { holdBed } from '#features/protection/shelters/hold-bed.ts'
import { place } from '#features/protection/shelters/place.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, openedCase, openedShelter, run, sentReferral } from '#tests/support/thread.ts'
import { addNarrative } from './add-narrative.ts'
import { closeCase } from './close-case.ts'
import { type CaseTimeline, timelineOf } from './timeline.ts'

const START = Date.parse('2026-11-24T06:00:00Z')
const SECRET = 'a told secret of the quarry'

let house: TestHouse
let worker: Actor
let manager: Actor

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  house.setTime(new Date(START))
  worker = await addActor(house, 'case-worker')
  manager = await addActor(house, 'shelter-manager')
})
afterAll(() => house.close())

const atHour = (hour: number) => house.setTime(new Date(START + hour * 3_600_000))

const seenBy = async (actor: Actor, caseId: string): Promise<CaseTimeline> =>
  must(await run(house, actor, async ctx => ok(await timelineOf(ctx, caseId)), null))

const told = (history: CaseTimeline) => history.happenings.map(each => each.what)

async function screened(): Promise<string> {
  const input = StartScreening.parse({
    instrument: 'ilo-labour-adult',
    situation: 'border',
    ageGroup: 'adult',
    language: 'uz',
    answers: { 'exploitation.low_no_salary': 'yes' },
    complete: true,
  })
  return must(await run(house, worker, onServer(startScreening), input)).id
}

/** From the border to a bed and out of it again, an hour a step. */
async function wholeWay() {
  const { bedIds } = await openedShelter(house, manager)
  const screeningId = await screened()
  atHour(1)
  const caseId = await openedCase(house, worker, { screeningId, openedFrom: 'screening' })
  atHour(2)
  must(await run(house, worker, addNarrative, { caseId, kind: 'note', text: SECRET }))
  atHour(3)
  must(await run(house, worker, recordConsent, refusalOf(caseId)))
  atHour(4)
  const sent = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
  atHour(5)
  must(await run(house, worker, holdBed, { bedId: bedIds[0] ?? '', caseId, hours: 4 }))
  atHour(6)
  const placed = must(await run(house, manager, place, { bedId: bedIds[0] ?? '', referralId: sent.id }))
  return { caseId, sent, placed }
}

const refusalOf = (caseId: string) => ({
  caseId,
  purpose: 'statistics' as const,
  depth: 'coded' as const,
  agreed: false,
  givenBy: 'self' as const,
  how: 'spoken' as const,
  language: 'uz',
  interpreter: false,
  explained: [],
  validDays: 180,
})

describe('the timeline of a case', () => {
  test('tells the whole way from the screening to the bed, in the order in which it happened', async () => {
    const { caseId } = await wholeWay()
    atHour(7)
    const history = await seenBy(worker, caseId)
    expect(told(history)).toEqual([
      'screening-done',
      'case-opened',
      'wish-added',
      'note-added',
      'consent-refused',
      'consent-agreed',
      'referral-sent',
      'bed-held',
      'referral-accepted',
      'bed-given',
    ])
    const times = history.happenings.map(each => each.at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(history.more).toBe(false)
  })

  test('goes on through the end of the stay, the withdrawal and the closing', async () => {
    const { caseId, sent, placed } = await wholeWay()
    atHour(8)
    must(await run(house, manager, endPlacement, { placementId: placed.id, reason: 'returned-home' }))
    atHour(9)
    must(await run(house, manager, completeReferral, { referralId: sent.id, outcome: 'returned-home' }))
    atHour(10)
    must(await run(house, worker, withdrawConsent, { consentId: sent.consentId }))
    atHour(11)
    must(await run(house, worker, closeCase, { caseId, version: 1 }))
    const history = await seenBy(worker, caseId)
    expect(told(history).slice(-5)).toEqual([
      'bed-given',
      'bed-left',
      'referral-completed',
      'consent-withdrawn',
      'case-closed',
    ])
    expect(history.happenings.find(each => each.what === 'bed-left')).toMatchObject({ reason: 'returned-home' })
    expect(history.happenings.find(each => each.what === 'referral-completed')).toMatchObject({
      reason: 'returned-home',
    })
  })

  test('names agencies and codes, and never what the person told', async () => {
    const { caseId } = await wholeWay()
    const history = await seenBy(worker, caseId)
    const text = JSON.stringify(history)
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain('To sleep in peace')
    expect(text).not.toContain('Invented')
    const sent = history.happenings.find(each => each.what === 'referral-sent')
    expect(sent).toMatchObject({ code: 'shelter', name: expect.stringContaining('Agency'), by: expect.any(String) })
    expect(history.happenings.find(each => each.what === 'consent-refused')).toMatchObject({ code: 'statistics' })
  })

  test('shows a stay while it lasts without an end, and a hold until it made way for the bed', async () => {
    const { caseId } = await wholeWay()
    atHour(7)
    const { happenings } = await seenBy(worker, caseId)
    expect(happenings.find(each => each.what === 'bed-given')?.until).toBeNull()
    expect(happenings.find(each => each.what === 'bed-held')?.until).toEqual(new Date(START + 6 * 3_600_000))
  })

  test('tells that nobody answered in time, also after the referral was taken back', async () => {
    const caseId = await openedCase(house, worker)
    await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
    house.setTime(new Date(START + 200 * 86_400_000))
    const { happenings, referrals } = await seenBy(worker, caseId)
    expect(referrals[0]?.status).toBe('expired')
    expect(happenings.map(each => each.what)).toEqual([
      'case-opened',
      'wish-added',
      'consent-agreed',
      'referral-sent',
      'referral-expired',
      'consent-ended',
    ])
  })

  test('tells a refusal with its reason, and who took the lead', async () => {
    const caseId = await openedCase(house, worker)
    const first = await sentReferral(house, worker, { caseId, toAgencyId: manager.agencyId })
    atHour(1)
    must(await run(house, manager, declineReferral, { referralId: first.id, reason: 'no-capacity' }))
    atHour(2)
    const other = await addActor(house, 'case-worker')
    const lead = { caseId, toAgencyId: other.agencyId, service: 'case-management' as const, depth: 'full' as const }
    const second = await sentReferral(house, worker, lead)
    atHour(3)
    must(await run(house, other, acceptReferral, { referralId: second.id }))
    const { happenings } = await seenBy(other, caseId)
    expect(happenings.map(each => each.what)).toContain('lead-passed')
    expect((await seenBy(worker, caseId)).happenings).toEqual([])
  })
})

describe('who sees how much of it', () => {
  test('a stranger to the case sees nothing, and nothing is noted as read', async () => {
    const { caseId } = await wholeWay()
    const stranger = await addActor(house, 'case-worker')
    const history = await seenBy(stranger, caseId)
    expect(history).toEqual({
      screenings: [],
      consents: [],
      referrals: [],
      stays: [],
      told: [],
      periods: [],
      planned: [],
      happenings: [],
      more: false,
    })
    const { rows } = await house.owner.query('select 1 from aman.audit_event where user_id = $1', [stranger.userId])
    expect(rows).toEqual([])
  })

  test('a recipient that was not given the story does not see that notes were written', async () => {
    const { caseId } = await wholeWay()
    const history = await seenBy(manager, caseId)
    expect(told(history)).not.toContain('note-added')
    expect(told(history)).toContain('bed-given')
  })

  test('every reading is in the record, with the case it was about', async () => {
    const { caseId } = await wholeWay()
    await seenBy(worker, caseId)
    const { rows } = await house.owner.query(
      `select subject_ids from aman.audit_event where user_id = $1 and action = 'case.read' and detail->>'parts' = 'timeline'`,
      [worker.userId],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0].subject_ids[0]).toBe(caseId)
  })
})

test('a case with more than a page of notes says that it shows only the latest', async () => {
  const caseId = await openedCase(house, worker)
  must(
    await run(
      house,
      worker,
      async ctx => {
        for (let note = 0; note < 101; note++) must(await addNarrative(ctx, { caseId, kind: 'note', text: 'x' }))
        return ok(null)
      },
      null,
    ),
  )
  const history = await seenBy(worker, caseId)
  expect(history.more).toBe(true)
  expect(history.told).toHaveLength(100)
})
