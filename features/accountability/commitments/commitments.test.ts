import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '#domain/access/roles.ts'
import { ok } from '#domain/shared/result.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Actor, Ctx } from '#server/db/transact.ts'
import { stylesheet } from '#server/http/assets.ts'
import { appOf } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, START, type TestHouse } from '#tests/support/house.ts'
import { rawSql } from '#tests/support/raw-sql.ts'
import { codeOf, must, openedCase, run, tally } from '#tests/support/thread.ts'
import { MOST, WAYS } from '#tests/support/weight.ts'
import { addMeasure } from './add-measure.ts'
import { addEvidence, readEvidence, removeEvidence } from './evidence.ts'
import { readPublished } from './published.ts'
import { listMeasures, readMeasure } from './queries.ts'
import { AddMeasure, ListMeasures } from './record.ts'
import { reportProgress } from './report-progress.ts'
import { proveMeasure, publishMeasure, setAnswered, withdrawMeasure } from './steer-measure.ts'
import { keepRecommendations, linkRecommendations } from './take-recommendations.ts'

let house: TestHouse
let author: Actor
let colleague: Actor
let elsewhere: Actor
let worker: Actor

beforeAll(async () => {
  house = await openTestHouse()
  author = await addActor(house, 'coordinator', { kind: 'ministry' })
  colleague = await addStaff(house, author.agencyId, 'coordinator')
  elsewhere = await addActor(house, 'coordinator', { kind: 'ministry' })
  worker = await addActor(house, 'case-worker')
})
afterAll(() => house.close())

const input = (given: Record<string, unknown> = {}) =>
  AddMeasure.parse({
    sector: 'government',
    promisedBy: 'Invented ministry',
    title: { en: 'Train inspectors' },
    dueOn: '2027-03-31',
    ...given,
  })

const entered = async (given: Record<string, unknown> = {}, by = author) =>
  must(await run(house, by, addMeasure, input(given))).id

async function proof(measureId: string, by = author): Promise<string> {
  const bytes = Readable.from([Buffer.from('%PDF-1.7 invented')])
  const file = must(await house.house.vault.receive(house.house.newId(), { name: 'x.pdf', bytes }, false))
  return must(await run(house, by, addEvidence, { measureId, shows: 'Invented list', file })).id
}

const seen = async (measureId: string, by = author) =>
  must(await run(house, by, ctx => readMeasure(ctx, measureId), null))

describe('a measure', () => {
  test('is proved by a coordinator who entered neither it nor its evidence, and by nobody else', async () => {
    const measureId = await entered()
    const prove = (by: Actor) => run(house, by, proveMeasure, { measureId, version: 1 })
    expect(codeOf(await prove(elsewhere))).toBe('measure.no-evidence')
    await proof(measureId, colleague)
    expect(codeOf(await prove(author))).toBe('measure.needs-another')
    expect(codeOf(await prove(colleague))).toBe('measure.needs-another')
    expect(codeOf(await prove(elsewhere))).toBe('ok')
    expect(await seen(measureId)).toMatchObject({ state: 'proved', provedOn: '2026-11-24', version: 2 })
  })

  test('ten coordinators call one measure proved at once: one does, nine find it done', async () => {
    const measureId = await entered()
    await proof(measureId)
    const others = await Promise.all(Array.from({ length: 10 }, () => addActor(house, 'coordinator')))
    const answers = await Promise.all(others.map(each => run(house, each, proveMeasure, { measureId, version: 1 })))
    const { ok, ...rest } = tally(answers)
    expect(ok).toBe(1)
    expect(Object.values(rest).reduce((sum, each) => sum + each, 0)).toBe(9)
    expect(Object.keys(rest).every(each => ['measure.stale', 'measure.step-not-open'].includes(each))).toBe(true)
  })

  test('is not proved on the ground of evidence that was removed meanwhile', async () => {
    const measureId = await entered()
    const evidenceId = await proof(measureId)
    await proof(measureId)
    must(await run(house, author, removeEvidence, { measureId, evidenceId }))
    expect(codeOf(await run(house, elsewhere, proveMeasure, { measureId, version: 1 }))).toBe('measure.stale')
    expect(codeOf(await run(house, worker, readEvidence, { measureId, evidenceId }))).toBe('measure.not-found')
  })

  test('belongs to the agency that entered it: another one reads, and changes nothing', async () => {
    const measureId = await entered()
    const asked = { measureId, version: 1 }
    expect(codeOf(await run(house, elsewhere, publishMeasure, asked))).toBe('measure.not-yours')
    expect(codeOf(await run(house, elsewhere, withdrawMeasure, { ...asked, why: 'no' }))).toBe('measure.not-yours')
    expect(codeOf(await run(house, elsewhere, reportProgress, { measureId, words: 'no' }))).toBe('measure.not-yours')
    expect(codeOf(await run(house, elsewhere, setAnswered, { ...asked, recommendations: [] }))).toBe(
      'measure.not-yours',
    )
    expect((await seen(measureId, worker)).title).toEqual({ en: 'Train inspectors' })
  })

  test('of two steps from one state one is taken', async () => {
    const measureId = await entered()
    const answers = await Promise.all([
      run(house, author, publishMeasure, { measureId, version: 1 }),
      run(house, colleague, withdrawMeasure, { measureId, version: 1, why: 'Invented' }),
      run(house, colleague, setAnswered, { measureId, version: 1, recommendations: ['kaz-2019-identify'] }),
    ])
    expect(tally(answers).ok).toBe(1)
  })

  test('needs a title, a target with its indicator, a deadline ahead, and recommendations that exist', async () => {
    const refused = async (given: Record<string, unknown>) => codeOf(await run(house, author, addMeasure, input(given)))
    expect(await refused({ title: {} })).toBe('measure.untitled')
    expect(await refused({ target: 5 })).toBe('measure.target-missing')
    expect(await refused({ indicator: 'shelter-stays' })).toBe('measure.target-missing')
    expect(await refused({ dueOn: '2026-11-23' })).toBe('measure.due-past')
    expect(await refused({ recommendations: ['kaz-1900-nothing'] })).toBe('recommendation.gone')
    expect(AddMeasure.safeParse({ ...input(), indicator: 'shelter-stays', target: 4 }).success).toBe(false)
    expect(AddMeasure.safeParse({ ...input(), indicator: 'shelter-stays', target: 7 }).success).toBe(false)
  })

  test('is found by its state, which follows from the day', async () => {
    const measureId = await entered({ dueOn: '2026-12-10' })
    const inState = async (state: string) => {
      const list = async (ctx: Ctx) => ok(await listMeasures(ctx, ListMeasures.parse({ state, limit: 100 })))
      return must(await run(house, worker, list, null)).items
    }
    expect((await inState('due')).map(each => each.id)).toContain(measureId)
    house.setTime(new Date('2026-12-11T06:00:00Z'))
    expect((await inState('late')).map(each => each.id)).toContain(measureId)
    for (const state of ['promised', 'due', 'late', 'proved', 'withdrawn'])
      expect((await inState(state)).every(each => each.state === state)).toBe(true)
    house.setTime(START)
  })
})

describe('what counts a measure', () => {
  test('is counted in whole months: to a coordinator exactly, to others in fives, one to four to nobody', async () => {
    const given = { indicator: 'cases-opened', target: 5, dueOn: '2027-06-30' }
    const measureId = await entered(given)
    const counted = async (by: Actor) => (await seen(measureId, by)).counted
    const open = async (cases: number) => {
      for (let at = 0; at < cases; at++) await openedCase(house, worker)
    }
    await open(3)
    expect([await counted(author), await counted(worker)]).toEqual([0, 0])
    house.setTime(new Date('2026-12-01T06:00:00Z'))
    expect([await counted(author), await counted(worker)]).toEqual([null, null])
    house.setTime(START)
    await open(4)
    house.setTime(new Date('2026-12-01T06:00:00Z'))
    expect([await counted(author), await counted(worker)]).toEqual([7, 5])
    must(await run(house, author, publishMeasure, { measureId, version: 1 }))
    const { measures } = await readPublished(house.house, 0)
    expect(measures.find(each => each.indicator === 'cases-opened')?.progress).toEqual({
      reached: true,
      count: 5,
      target: 5,
    })
    house.setTime(START)
  })
})

describe('the public scoreboard', () => {
  test('shows what was published, and nothing else', async () => {
    const before = (await readPublished(house.house, 0)).board.all.total
    await entered({ title: { en: 'Secret plan' } })
    const measureId = await entered({ title: { ru: 'Открытая мера' }, sector: 'ngo' })
    must(await run(house, author, publishMeasure, { measureId, version: 1 }))
    const { board, measures } = await readPublished(house.house, 0)
    expect(board.all.total).toBe(before + 1)
    expect(board.sectors.find(each => each.sector === 'ngo')?.counts.promised).toBe(1)
    expect(JSON.stringify(measures)).toContain('Открытая мера')
    expect(JSON.stringify(measures)).not.toContain('Secret plan')
    expect(JSON.stringify(measures)).not.toContain(author.userId)
  })
})

describe('the public page', () => {
  test('full of the longest measures it fits into 14,000 bytes, and the next page has the rest', async () => {
    const words = (at: number) =>
      Array.from({ length: 26 }, (_, word) => `слово${(at * 31 + word * 17) % 97}`).join(' ')
    for (let at = 0; at < 11; at++) {
      const given = { title: { ru: words(at).slice(0, 200) }, promisedBy: words(at + 50).slice(0, 200) }
      const counts = { indicator: 'foreigners-helped', target: 1000 + at * 5, recommendations: ['kaz-2024-screen'] }
      const measureId = await entered({ ...given, ...counts, dueOn: '2028-12-31' })
      must(await run(house, author, publishMeasure, { measureId, version: 1 }))
    }
    const app = appOf(house)
    const shown = async (path: string) => (await app.request(path)).text()
    for (const language of PUBLIC_LANGUAGES) {
      const page = await shown(`/${language}/commitments`)
      expect(page.match(/<h3>/g)).toHaveLength(10)
      expect(page).toContain(`/${language}/commitments?skip=10`)
      for (const weigh of Object.values(WAYS)) expect(weigh(stylesheet.body) + weigh(page)).toBeLessThan(MOST)
    }
    const both = (await shown('/en/commitments')) + (await shown('/en/commitments?skip=10'))
    for (let at = 0; at < 11; at++) expect(both).toContain(words(at).slice(0, 200).trim())
    for (const skip of ['-1', '1e9', '%00', 'x', '99999'])
      expect((await app.request(`/en/commitments?skip=${skip}`)).status).toBe(200)
  })
})

describe('recommendations', () => {
  const kept = (given: Record<string, unknown> = {}) => ({
    year: 2026,
    document: 'Invented report',
    language: 'en' as const,
    keep: ['r1', 'r2'],
    words: { r1: 'Fund shelters.', r2: 'Refer everybody.', r3: 'Not ticked.' },
    theme: { r1: 'resources' as const, r2: 'referral' as const, r3: 'law' as const },
    ...given,
  })
  const taken = async () => (await house.owner.query('select words from aman.recommendation order by words')).rows

  test('that were ticked are kept, once, also when two take in one report at the same time', async () => {
    const answers = await Promise.all(
      [author, colleague, elsewhere].map(each => run(house, each, keepRecommendations, kept())),
    )
    expect(answers.map(each => must(each).taken).reduce((sum, each) => sum + each, 0)).toBe(2)
    expect(await taken()).toEqual([{ words: 'Fund shelters.' }, { words: 'Refer everybody.' }])
  })

  test('need a tick, a wording and a theme: half of a form keeps nothing', async () => {
    const before = await taken()
    expect(codeOf(await run(house, author, keepRecommendations, kept({ keep: [] })))).toBe(
      'recommendation.nothing-kept',
    )
    expect(codeOf(await run(house, author, keepRecommendations, kept({ year: 2025, theme: { r1: 'law' } })))).toBe(
      'recommendation.half-said',
    )
    expect(await taken()).toEqual(before)
  })

  test('of two years are linked once, the earlier first; of one year never', async () => {
    const link = (recommendation: string, other: string) =>
      run(house, author, linkRecommendations, { recommendation, other })
    const answers = await Promise.all([
      link('kaz-2024-definition', 'kaz-2022-definition'),
      link('kaz-2022-definition', 'kaz-2024-definition'),
    ])
    expect(tally(answers)).toEqual({ ok: 1, 'recommendation.already-linked': 1 })
    const { rows } = await house.owner.query('select earlier, later from aman.recommendation_link')
    expect(rows).toEqual([{ earlier: 'kaz-2022-definition', later: 'kaz-2024-definition' }])
    expect(codeOf(await link('kaz-2024-definition', 'kaz-2024-screen'))).toBe('recommendation.same-year')
    expect(codeOf(await link('kaz-2024-definition', 'nothing'))).toBe('recommendation.gone')
  })
})

describe('by hand, in SQL', () => {
  test.each(ROLES.filter(role => role !== 'coordinator'))('a %s reads measures and writes nothing', async role => {
    const measureId = await entered()
    const actor = await addActor(house, role)
    const sql = rawSql(house)
    expect(await sql.rows(actor, `select 1 from aman.measure where id = '${measureId}'`)).toBe(1)
    for (const statement of [
      `update aman.measure set version = 9 where id = '${measureId}'`,
      `delete from aman.measure where id = '${measureId}'`,
      `insert into aman.recommendation_link values ('a', 'b', '${actor.userId}', '2026-11-24')`,
      `insert into aman.measure_recommendation values ('${measureId}', 'a')`,
    ])
      await sql.refused(actor, statement)
    const { rows } = await sql.asks(actor, `select aman.prove_measure('${measureId}', 1, '2026-11-24') as proved`)
    expect(rows).toEqual([{ proved: false }])
  })

  test('a coordinator rewrites no promise, takes nothing back from the public, and proves nothing of her own', async () => {
    const measureId = await entered()
    await proof(measureId)
    must(await run(house, author, publishMeasure, { measureId, version: 1 }))
    const sql = rawSql(house)
    await sql.refused(author, `update aman.measure set due_on = '2030-01-01' where id = '${measureId}'`)
    await sql.refused(author, `update aman.measure set proved_on = '2026-11-24' where id = '${measureId}'`)
    await expect(
      sql.asks(author, `update aman.measure set published_on = null where id = '${measureId}'`),
    ).rejects.toMatchObject({ constraint: 'measure_published_kept' })
    const { rows } = await sql.asks(author, `select aman.prove_measure('${measureId}', 2, '2026-11-24') as proved`)
    expect(rows).toEqual([{ proved: false }])
  })

  test('who is signed in to nothing reads no table, and counts no measure that is not published', async () => {
    const measureId = await entered({ indicator: 'shelter-stays', target: 5 })
    const { rows } = await house.house.pool.query('select * from aman.measured($1::uuid[], $2, $3)', [
      [measureId],
      '2026-12-01',
      'Asia/Almaty',
    ])
    expect(rows).toEqual([])
    for (const table of ['measure', 'measure_report', 'measure_evidence', 'recommendation'])
      expect((await house.house.pool.query(`select 1 from aman.${table}`)).rows).toEqual([])
  })
})
