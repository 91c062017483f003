import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { asking, codeOf, consented, must, openedCase, run, tally } from '#tests/support/thread.ts'
import { closeCase } from '../cases/close-case.ts'
import { acceptReferral } from '../referrals/accept-referral.ts'
import { sendReferral } from '../referrals/send-referral.ts'
import { beginReflection } from './begin-reflection.ts'
import { endReflection } from './end-reflection.ts'
import { extendReflection } from './extend-reflection.ts'
import { issueCertificate } from './issue-certificate.ts'
import { recordChoice } from './record-choice.ts'

const MORNING = new Date('2026-11-24T06:00:00Z')

let house: TestHouse
let worker: Actor
let police: Actor

beforeAll(async () => {
  house = await openTestHouse()
  worker = await addActor(house, 'case-worker')
  police = await addActor(house, 'investigator', { kind: 'police', services: ['police-report'] })
})
afterAll(() => house.close())

const begun = async (given: Record<string, unknown> = {}) => {
  const caseId = await openedCase(house, worker)
  return { caseId, period: must(await run(house, worker, beginReflection, { caseId, ...given })) }
}

describe('the length', () => {
  test('is the 30 calendar days of the law, the first counted, where nothing else is said', async () => {
    const { period } = await begun()
    expect(period).toMatchObject({ startedOn: '2026-11-24', lastOn: '2026-12-23', basis: 'law', daysLeft: 30 })
  })

  test('is never less than the law gives', async () => {
    const caseId = await openedCase(house, worker)
    expect(codeOf(await run(house, worker, beginReflection, { caseId, days: 29 }))).toBe('reflection.too-short')
    expect(codeOf(await run(house, worker, beginReflection, { caseId, days: 31 }))).toBe('ok')
  })

  test('is the agency’s own where no law gave one on that day, and says so', async () => {
    house.setTime(new Date('2024-09-03T06:00:00Z'))
    const caseId = await openedCase(house, worker)
    expect(codeOf(await run(house, worker, beginReflection, { caseId }))).toBe('reflection.length-missing')
    const given = must(await run(house, worker, beginReflection, { caseId, days: 14 }))
    expect(given).toMatchObject({ basis: 'own-practice', rule: null, lastOn: '2024-09-16' })
    house.setTime(MORNING)
  })
})

describe('at one moment', () => {
  test('ten colleagues begin: one period, nine refusals', async () => {
    const caseId = await openedCase(house, worker)
    const colleagues = await Promise.all(
      Array.from({ length: 10 }, () => addStaff(house, worker.agencyId, 'case-worker')),
    )
    const results = await Promise.all(colleagues.map(each => run(house, each, beginReflection, { caseId })))
    expect(tally(results)).toEqual({ ok: 1, 'reflection.already-open': 9 })
  })

  test('five extend to five days: the latest day stands, and one certificate with it', async () => {
    const { caseId } = await begun()
    must(await run(house, worker, issueCertificate, { caseId }))
    const days = ['2026-12-25', '2026-12-26', '2026-12-27', '2026-12-28', '2026-12-29']
    await Promise.all(days.map(until => run(house, worker, extendReflection, { caseId, until })))
    const { rows } = await house.owner.query(
      `select r.last_on, count(*) filter (where c.revoked_at is null)::int as stand,
              max(c.not_before) filter (where c.revoked_at is null) as day
         from aman.reflection r join aman.reflection_certificate c on c.reflection_id = r.id where r.case_id = $1 group by 1`,
      [caseId],
    )
    expect(rows).toEqual([{ last_on: '2026-12-29', stand: 1, day: '2026-12-30' }])
  })
})

describe('steps', () => {
  test('it is never shortened', async () => {
    const { caseId } = await begun()
    for (const until of ['2026-12-22', '2026-12-23']) {
      expect(codeOf(await run(house, worker, extendReflection, { caseId, until }))).toBe('reflection.not-later')
    }
  })

  test('it ends by her word on any day, and by time without anybody’s step', async () => {
    const { caseId } = await begun()
    const ended = must(await run(house, worker, endReflection, { caseId, how: 'by-choice' as const }))
    expect(ended.status).toBe('ended-by-choice')
    expect(codeOf(await run(house, worker, extendReflection, { caseId, until: '2027-01-31' }))).toBe(
      'reflection.step-not-open',
    )
    const other = await begun()
    // Midnight in Almaty, after the last day.
    house.setTime(new Date('2026-12-23T19:00:00Z'))
    const late = await run(house, worker, extendReflection, { caseId: other.caseId, until: '2027-01-31' })
    house.setTime(MORNING)
    expect(codeOf(late)).toBe('reflection.step-not-open')
  })

  test('in a closed case it is no longer extended, and her word still ends it', async () => {
    const { caseId } = await begun()
    must(await run(house, worker, closeCase, { caseId, version: 1 }))
    expect(codeOf(await run(house, worker, extendReflection, { caseId, until: '2027-01-31' }))).toBe('case.closed')
    expect(codeOf(await run(house, worker, endReflection, { caseId, how: 'by-choice' as const }))).toBe('ok')
  })

  test('another agency’s case worker begins none and writes no word of hers', async () => {
    const { caseId } = await begun()
    const stranger = await addActor(house, 'case-worker')
    expect(codeOf(await run(house, stranger, beginReflection, { caseId }))).toBe('case.not-found')
    expect(codeOf(await run(house, stranger, recordChoice, { caseId, decision: 'report' as const }))).toBe(
      'case.not-found',
    )
  })
})

describe('while it runs', () => {
  const report = (caseId: string) => ({ caseId, toAgencyId: police.agencyId, service: 'police-report' as const })
  const send = async (caseId: string) => codeOf(await run(house, worker, sendReferral, asking(report(caseId))))
  const later = () => house.setTime(new Date(house.house.clock().getTime() + 60_000))

  test('no report to the police leaves on a consent from before it', async () => {
    const caseId = await openedCase(house, worker)
    await consented(house, worker, report(caseId))
    later()
    must(await run(house, worker, beginReflection, { caseId }))
    expect(await send(caseId)).toBe('reflection.running')
  })

  test('her decision, or her own consent within it, opens the way; the latest word counts', async () => {
    const { caseId } = await begun()
    const say = async (decision: 'report' | 'not') => {
      later()
      must(await run(house, worker, recordChoice, { caseId, decision }))
    }
    await consented(house, worker, report(caseId))
    await say('not')
    expect(await send(caseId)).toBe('reflection.running')
    await say('report')
    expect(await send(caseId)).toBe('ok')
  })

  test('a report sent before it began is not taken up', async () => {
    const caseId = await openedCase(house, worker)
    await consented(house, worker, report(caseId))
    const sent = must(await run(house, worker, sendReferral, asking(report(caseId))))
    later()
    must(await run(house, worker, beginReflection, { caseId }))
    const answer = await run(house, police, acceptReferral, { referralId: sent.id })
    expect(codeOf(answer)).toBe('reflection.running')
  })

  test('every other help is as open as before', async () => {
    const { caseId } = await begun()
    const shelter = await addActor(house, 'shelter-manager')
    await consented(house, worker, { caseId, toAgencyId: shelter.agencyId, service: 'shelter' })
    const sent = must(await run(house, worker, sendReferral, asking({ caseId, toAgencyId: shelter.agencyId })))
    expect(codeOf(await run(house, shelter, acceptReferral, { referralId: sent.id }))).toBe('ok')
  })
})
