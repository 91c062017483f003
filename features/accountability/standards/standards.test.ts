import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { addMeasure } from '#features/accountability/commitments/add-measure.ts'
import { addEvidence } from '#features/accountability/commitments/evidence.ts'
import { AddMeasure } from '#features/accountability/commitments/record.ts'
import { proveMeasure, publishMeasure } from '#features/accountability/commitments/steer-measure.ts'
import type { Figure } from '#knowledge/schema/reports.ts'
import type { Actor } from '#server/db/transact.ts'
import { addActor, addStaff, openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import { rawSql } from '#tests/support/raw-sql.ts'
import { codeOf, must, run, tally } from '#tests/support/thread.ts'
import { addEntry } from './add-entry.ts'
import { readScorecard } from './read-scorecard.ts'
import { AddEntry, ReadScorecard } from './record.ts'
import { withdrawEntry } from './withdraw-entry.ts'

let house: TestHouse
let author: Actor
let colleague: Actor
let elsewhere: Actor

beforeAll(async () => {
  house = await openTestHouse()
  author = await addActor(house, 'coordinator', { kind: 'ministry' })
  colleague = await addStaff(house, author.agencyId, 'coordinator')
  elsewhere = await addActor(house, 'coordinator', { kind: 'ministry' })
})
afterAll(() => house.close())
afterEach(() => house.setTime(START))

/** One after the other, as people do: what comes a second later has a later id. */
async function entered(given: Record<string, unknown>, by = author): Promise<string> {
  house.setTime(new Date(house.house.clock().getTime() + 1000))
  return must(await run(house, by, addEntry, input(given))).id
}

const input = (given: Record<string, unknown>) =>
  AddEntry.parse({
    year: 2027,
    criterion: 1,
    shows: 'Invented sentence',
    source: 'Invented letter no. 7',
    datedOn: '2026-11-01',
    ...given,
  })

const cardOf = async (year: number, given: Record<string, unknown> = {}, by = author) =>
  must(await run(house, by, readScorecard, ReadScorecard.parse({ year, ...given })))

const criterionOf = async (year: number, number: number, by = author) => {
  const found = (await cardOf(year, {}, by)).criteria.find(each => each.number === number)
  if (!found) throw new Error('no such criterion')
  return found
}

describe('what a person enters', () => {
  test('fills the number that is missing, and is compared with her own of the year before', async () => {
    const before = await criterionOf(2016, 1)
    expect(before).toMatchObject({ missing: ['investigations', 'prosecutions', 'convictions'], presumed: true })
    expect(before.empty).toBe(true)
    await entered({ year: 2015, figure: 'convictions', value: 20, datedOn: '2015-05-05' })
    await entered({ year: 2016, figure: 'convictions', value: 23, datedOn: '2016-05-05' })
    const after = await criterionOf(2016, 1)
    expect(after).toMatchObject({ missing: ['investigations', 'prosecutions'], presumed: true, empty: false })
    expect(after.figures).toMatchObject([
      { figure: 'convictions', origin: 'entered', of: 2015, value: 23, before: 20, change: 'more' },
    ])
    for (const figure of ['investigations', 'prosecutions'])
      await entered({ year: 2016, figure, value: 30, datedOn: '2016-05-05' })
    expect(await criterionOf(2016, 1)).toMatchObject({ missing: [], presumed: false })
  })

  test('stands beside what the report says, and neither is compared with the other', async () => {
    await entered({ year: 2020, criterion: 2, figure: 'victims-identified', value: 90 })
    const { figures } = await criterionOf(2020, 2)
    expect(figures.filter(each => each.figure === 'victims-identified')).toMatchObject([
      { origin: 'report', value: 40, before: 83, change: 'fewer' },
      { origin: 'entered', value: 90, before: null, change: 'unknown' },
    ])
  })

  test('twice: both stand, the later counts, and once it is withdrawn the earlier does again', async () => {
    const of = { year: 2019, criterion: 7, figure: 'officials-convicted' as Figure }
    const first = await entered({ ...of, value: 3 })
    const second = await entered({ ...of, value: 4 }, elsewhere)
    const both = await criterionOf(2019, 7)
    expect(both.figures.filter(each => each.origin === 'entered')).toMatchObject([{ value: 4 }])
    expect(both.entries.map(({ id, outdone }) => [id, outdone])).toEqual([
      [first, true],
      [second, false],
    ])
    must(await run(house, elsewhere, withdrawEntry, { year: 2019, entryId: second, why: 'A slip of the pen' }))
    const after = await criterionOf(2019, 7)
    expect(after.figures.filter(each => each.origin === 'entered')).toMatchObject([{ value: 3 }])
    expect(after.entries.map(each => [each.withdrawnWhy, each.outdone])).toEqual([
      [null, false],
      ['A slip of the pen', false],
    ])
  })

  test('in words alone fills no number', async () => {
    await entered({ year: 2018, criterion: 9 })
    expect(await criterionOf(2018, 9)).toMatchObject({ empty: false, figures: [], entries: [{ counted: null }] })
  })

  test('is refused half said, under another criterion, of another time, and on a paper of tomorrow', async () => {
    const refused = async (given: Record<string, unknown>) => codeOf(await run(house, author, addEntry, input(given)))
    expect(await refused({ figure: 'convictions' })).toBe('standards-entry.half-said')
    expect(await refused({ value: 4 })).toBe('standards-entry.half-said')
    expect(await refused({ figure: 'hotline-calls', value: 4 })).toBe('standards-entry.of-another-criterion')
    expect(await refused({ figure: 'convictions', value: 4, countedIn: 2025 })).toBe('standards-entry.outside-period')
    expect(await refused({ datedOn: '2026-11-25' })).toBe('standards-entry.dated-ahead')
    expect(await refused({ year: 2028 })).toBe('standards.not-found')
  })
})

describe('withdrawing', () => {
  test('is for the agency that entered it: every other coordinator reads', async () => {
    const entryId = await entered({ criterion: 5 })
    expect((await criterionOf(2027, 5, elsewhere)).entries.map(each => each.id)).toEqual([entryId])
    const asked = { year: 2027, entryId, why: 'Not mine' }
    expect(codeOf(await run(house, elsewhere, withdrawEntry, asked))).toBe('standards-entry.not-yours')
    expect(codeOf(await run(house, author, withdrawEntry, { ...asked, year: 2026 }))).toBe('standards-entry.not-found')
    expect(codeOf(await run(house, colleague, withdrawEntry, asked))).toBe('ok')
  })

  // Again and again: the first time most of them are still opening their connection.
  test.each([1, 2, 3, 4, 5])(
    'twelve withdraw one entry at once: one reason stands, eleven find it done (%d)',
    async () => {
      const entryId = await entered({ criterion: 5 })
      const reasons = Array.from({ length: 12 }, (_, at) => `Reason ${at}`)
      const answers = await Promise.all(
        reasons.map((why, at) => run(house, at % 2 ? author : colleague, withdrawEntry, { year: 2027, entryId, why })),
      )
      expect(tally(answers)).toEqual({ ok: 1, 'standards-entry.already-withdrawn': 11 })
      const kept = reasons[answers.findIndex(each => each.ok)]
      const { entries } = await criterionOf(2027, 5)
      expect(entries.find(each => each.id === entryId)?.withdrawnWhy).toBe(kept)
    },
  )
})

describe('a measure that was promised here', () => {
  /** Entered by one, proved by another, published where a day is given. */
  async function kept(provedAt: Date, publishedAt: Date | null): Promise<string> {
    house.setTime(new Date('2024-01-10T06:00:00Z'))
    const promise = {
      sector: 'government',
      promisedBy: 'Invented ministry',
      title: { en: 'Train prosecutors' },
      dueOn: '2027-03-31',
      recommendations: ['kaz-2024-prosecute', 'kaz-2020-consul-signs'],
    }
    const measureId = must(await run(house, author, addMeasure, AddMeasure.parse(promise))).id
    const bytes = Readable.from([Buffer.from('%PDF-1.7 invented')])
    const file = must(await house.house.vault.receive(house.house.newId(), { name: 'x.pdf', bytes }, false))
    must(await run(house, author, addEvidence, { measureId, shows: 'Invented list', file }))
    house.setTime(provedAt)
    must(await run(house, elsewhere, proveMeasure, { measureId, version: 1 }))
    if (publishedAt) {
      house.setTime(publishedAt)
      must(await run(house, author, publishMeasure, { measureId, version: 2 }))
    }
    house.setTime(START)
    return measureId
  }
  const shownIn = async (year: number) => {
    const { criteria } = await cardOf(year)
    return criteria.flatMap(each => each.measures.map(one => [each.number, one.id]))
  }

  test('is evidence of each criterion that it speaks to, in the one period in which it was both proved and published', async () => {
    const march = new Date('2026-03-20T06:00:00Z')
    const secret = await kept(march, null)
    const atOnce = await kept(march, march)
    const later = await kept(march, new Date('2026-04-02T06:00:00Z'))
    expect(await shownIn(2026)).toEqual([
      [1, atOnce],
      [3, atOnce],
    ])
    expect(await shownIn(2027)).toEqual([
      [1, later],
      [3, later],
    ])
    expect(JSON.stringify(await shownIn(2025))).not.toContain(secret)
  })
})

describe('another country', () => {
  test('has what its reports tell, and nothing of this house', async () => {
    await entered({ year: 2020, criterion: 4 })
    const card = await cardOf(2020, { country: 'uzb' })
    expect(card).toMatchObject({ country: 'UZB', report: null, own: null, ownBefore: null })
    expect(card.criteria.flatMap(each => [...each.entries, ...each.own, ...each.measures])).toEqual([])
    expect(card.criteria.every(each => each.empty)).toBe(true)
    const asked = run(house, author, readScorecard, { year: 2020, country: 'QQQ' })
    expect(codeOf(await asked)).toBe('standards.country-not-found')
  })
})

describe('by hand, in SQL', () => {
  test.each(ROLES.filter(role => role !== 'coordinator'))('a %s sees nothing and enters nothing', async role => {
    await entered({ criterion: 6 })
    const actor = await addActor(house, role)
    const sql = rawSql(house)
    expect(await sql.rows(actor, 'select 1 from aman.standards_entry')).toBe(0)
    expect(await sql.rows(author, 'select 1 from aman.standards_entry')).toBeGreaterThan(0)
    await sql.refused(
      actor,
      `insert into aman.standards_entry (id, agency_id, criterion, year, shows, source, dated_on, entered_by, entered_on)
       values (gen_random_uuid(), '${actor.agencyId}', 1, 2027, 'x', 'x', '2026-01-01', '${actor.userId}', '2026-01-01')`,
    )
  })

  test('a coordinator edits nothing, withdraws nothing of others, and takes no withdrawal back', async () => {
    const entryId = await entered({ criterion: 6 })
    const sql = rawSql(house)
    const of = `where id = '${entryId}'`
    await sql.refused(author, `update aman.standards_entry set value = 9 ${of}`)
    await sql.refused(author, `delete from aman.standards_entry ${of}`)
    const withdraws = (by: Actor) =>
      `update aman.standards_entry set withdrawn_on = '2026-11-24', withdrawn_by = '${by.userId}', withdrawn_why = 'x' ${of}`
    expect((await sql.asks(elsewhere, withdraws(elsewhere))).rowCount).toBe(0)
    await sql.refused(author, withdraws(elsewhere))
    must(await run(house, author, withdrawEntry, { year: 2027, entryId, why: 'Invented' }))
    const back = `update aman.standards_entry set withdrawn_on = null, withdrawn_by = null, withdrawn_why = null ${of}`
    expect((await sql.asks(author, back)).rowCount).toBe(0)
  })
})
