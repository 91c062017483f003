import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { addHours } from '#domain/shared/dates.ts'
import { RecordTelling } from '#features/protection/notification/record.ts'
import { recordTelling } from '#features/protection/notification/record-telling.ts'
import { sendNotification } from '#features/protection/notification/send-notification.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { rawSql } from '#tests/support/raw-sql.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'
import { readScorecard } from './read-scorecard.ts'

/*
 * An instance that began on 10 March 2025. The night of 31 March 2026 parts two reporting periods, by the clocks of the country.
 */

const BEGUN = new Date('2025-03-10T06:00:00Z')
/** 1 April 2026, midnight in Almaty. */
const MIDNIGHT = new Date('2026-03-31T19:00:00Z')
const LAST_MOMENT = new Date(MIDNIGHT.getTime() - 1000)

let house: TestHouse
let worker: Actor
let coordinator: Actor

beforeAll(async () => {
  house = await openTestHouse()
  house.setTime(BEGUN)
  worker = await addActor(house, 'case-worker', { kind: 'ngo' })
  coordinator = await addActor(house, 'coordinator', { kind: 'ministry' })
  const police = await addActor(house, 'investigator', { kind: 'police' })
  house.setTime(LAST_MOMENT)
  for (let at = 0; at < 6; at++) await openedCase(house, worker)
  house.setTime(MIDNIGHT)
  for (let at = 0; at < 7; at++) await told(await openedCase(house, worker), police.agencyId)
  for (let at = 0; at < 4; at++) await contact(LAST_MOMENT)
  for (let at = 0; at < 5; at++) await contact(MIDNIGHT)
  await contact(MIDNIGHT, 'silent')
})
afterAll(() => house.close())

async function told(caseId: string, toAgencyId: string) {
  const telling = { caseId, toAgencyId, toldOn: '2026-04-01', language: 'uz', how: 'spoken' }
  must(await run(house, worker, recordTelling, RecordTelling.parse(telling)))
  must(await run(house, worker, sendNotification, { caseId, toAgencyId }))
}

/** Put there past the policies, as it stands after the call. */
const contact = (at: Date, kind = 'contact') =>
  house.owner.query(
    `insert into aman.contact (id, agency_id, status, kind, channel, outcome, started_by, started_at, closed_at)
     values ($1, $2, 'closed', $3, 'phone', 'none', $4, $5, $5)`,
    [house.house.newId(), worker.agencyId, kind, worker.userId, at],
  )

/** What is counted of a report's period when the clock says so. */
async function countedAt(at: Date, year: number) {
  house.setTime(at)
  const { own, ownBefore, criteria } = must(await run(house, coordinator, readScorecard, { year }))
  const rows = criteria.flatMap(each => each.own.map(({ name, ...rest }) => [name, rest] as const))
  return { own, ownBefore, of: Object.fromEntries(rows) }
}

test('a period ends at midnight between 31 March and 1 April, where the country is', async () => {
  const { own, of } = await countedAt(new Date('2026-06-10T06:00:00Z'), 2026)
  expect(own).toEqual({ since: '2025-04-01', until: '2026-04-01' })
  expect(of['cases-opened']?.value).toBe(6)
  const next = await countedAt(new Date('2026-06-10T06:00:00Z'), 2027)
  expect(next.of['cases-opened']?.value).toBe(7)
  expect(next.of['police-informed']?.value).toBe(7)
})

test('one to four is nothing, also to a coordinator; calls that were no contact do not count', async () => {
  const june = new Date('2026-06-10T06:00:00Z')
  expect((await countedAt(june, 2026)).of['hotline-contacts']?.value).toBeNull()
  expect((await countedAt(june, 2027)).of['hotline-contacts']).toEqual({
    value: 5,
    before: null,
    change: 'unknown',
  })
})

test('a period that is not over counts to the end of the last whole month, and is compared with no other', async () => {
  const april = await countedAt(new Date('2026-04-30T18:59:59Z'), 2027)
  expect([april.own, april.of]).toEqual([null, {}])
  const may = await countedAt(new Date('2026-04-30T19:00:00Z'), 2027)
  expect(may.own).toEqual({ since: '2026-04-01', until: '2026-05-01' })
  expect(may.of['cases-opened']).toMatchObject({ value: 7, before: 6, change: 'unknown' })
})

test('once it is over, it is compared with the whole period before it', async () => {
  const over = await countedAt(new Date('2027-03-31T19:00:00Z'), 2027)
  expect(over.own).toEqual({ since: '2026-04-01', until: '2027-04-01' })
  expect(over.of['cases-opened']).toMatchObject({ value: 7, before: 6, change: 'more' })
  expect(over.of['hotline-contacts']).toMatchObject({ value: 5, before: null, change: 'unknown' })
  const hour = await countedAt(addHours(new Date('2027-03-31T19:00:00Z'), -1), 2027)
  expect(hour.own?.until).toBe('2027-03-01')
})

test('a period in which this instance began is counted from that day and compared with none; an earlier one is not known', async () => {
  const june = new Date('2026-06-10T06:00:00Z')
  const begun = await countedAt(june, 2025)
  expect([begun.own, begun.ownBefore]).toEqual([{ since: '2025-03-10', until: '2025-04-01' }, null])
  expect(begun.of['cases-opened']).toMatchObject({ value: 0, change: 'unknown' })
  expect((await countedAt(june, 2026)).of['cases-opened']).toMatchObject({ value: 6, before: 0, change: 'unknown' })
  expect((await countedAt(june, 2024)).own).toBeNull()
})

test('a coordinator alone is told a count, by hand in SQL as well, and nobody asks for days of her own choosing', async () => {
  house.setTime(new Date('2026-06-10T06:00:00Z'))
  const sql = rawSql(house)
  const counts = `select * from aman.standards_counted(2026, 'Asia/Almaty')`
  expect(await sql.rows(coordinator, counts)).toBe(8)
  for (const role of ROLES.filter(each => each !== 'coordinator')) {
    expect(await sql.rows({ ...coordinator, role }, counts), role).toBe(0)
  }
  const chosen = `select aman.standards_count('cases-opened', '2026-04-01', '2026-04-02')`
  await expect(sql.asks(coordinator, chosen)).rejects.toMatchObject({ code: '42501' })
})
