import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { changesBetween } from '#domain/instruments/changes.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { startScreening } from '#features/identification/screening/start-screening.ts'
import type { Actor } from '#server/db/transact.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { codeOf, must, run, tally } from '#tests/support/thread.ts'
import { beginDraft } from './begin-draft.ts'
import { addSign, changeHeader, changeSign, removeSign } from './change-signs.ts'
import { publishDraft } from './publish-draft.ts'
import { instrumentIn, readDraft } from './queries.ts'
import { returnDraft } from './return-draft.ts'
import { sendToReview } from './send-to-review.ts'
import { writeDraft } from './write-draft.ts'

let house: TestHouse
let author: Actor
let second: Actor
let third: Actor

beforeAll(async () => {
  house = await openTestHouse()
})
beforeEach(async () => {
  const agencyId = await addAgency(house, { kind: 'ministry' })
  author = await addStaff(house, agencyId, 'instrument-editor')
  second = await addStaff(house, agencyId, 'instrument-editor')
  third = await addStaff(house, agencyId, 'instrument-editor')
})
afterAll(() => house.close())

const begun = async (instrument = 'border-card') =>
  must(await run(house, author, beginDraft, { instrument, baseVersion: 1 })).id
async function sent(instrument?: string) {
  const draftId = await begun(instrument)
  must(await run(house, author, sendToReview, { draftId, version: 1 }))
  return { draftId, version: 2 }
}
const asActor = async (who: Actor, text: string, values: unknown[]) => {
  const client = await house.house.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `select set_config('aman.user_id', $1, true), set_config('aman.agency_id', $2, true), set_config('aman.role', $3, true), set_config('aman.now', $4, true)`,
      [who.userId, who.agencyId, who.role, house.house.clock().toISOString()],
    )
    const done = await client.query(text, values)
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

test('a second editor publishes the next version, and a running program uses it without a restart', async () => {
  const draft = await sent('consular-card')
  const { published } = must(await run(house, second, publishDraft, draft))
  expect(published).toBe(1001)
  await vi.waitFor(() => expect(house.house.knowledge.latest('consular-card')?.version).toBe(1001))
  expect(house.house.knowledge.instrument('consular-card', 1)?.version).toBe(1)
})

test('the author can not publish or return her own draft', async () => {
  const draft = await sent()
  expect(codeOf(await run(house, author, publishDraft, draft))).toBe('instrument.own-draft')
  expect(codeOf(await run(house, author, returnDraft, { ...draft, note: 'Well done' }))).toBe('instrument.own-draft')
})

test('of two reviewers who publish at once one wins', async () => {
  const draft = await sent()
  const results = await Promise.all([second, third, second, third].map(who => run(house, who, publishDraft, draft)))
  expect(tally(results).ok).toBe(1)
})

test('two drafts of one instrument published at once get two numbers', async () => {
  const [one, two] = [await sent('child-card'), await sent('child-card')]
  const done = await Promise.all([run(house, second, publishDraft, one), run(house, third, publishDraft, two)])
  expect(done.map(each => must(each).published).sort()).toEqual([1001, 1002])
})

test('a draft with something wrong does not reach the review', async () => {
  const draftId = await begun()
  const body = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "dimensions": 7}')
  must(await run(house, author, writeDraft, { draftId, version: 1, body }))
  expect(codeOf(await run(house, author, sendToReview, { draftId, version: 2 }))).toBe('instrument.not-valid')
  expect(codeOf(await run(house, author, writeDraft, { draftId, version: 1, body }))).toBe('instrument.stale')
  expect(codeOf(await run(house, second, writeDraft, { draftId, version: 2, body }))).toBe('instrument.not-author')
})

test('what is no text, or longer than any instrument, is refused', async () => {
  const draftId = await begun()
  const write = (body: Record<string, unknown>) => run(house, author, writeDraft, { draftId, version: 1, body })
  expect(codeOf(await write({ title: 'a\u0000b' }))).toBe('instrument.not-text')
  expect(codeOf(await write({ title: 'a\ud800b' }))).toBe('instrument.not-text')
  const signs = Array.from({ length: 10_000 }, (_, n) => ({ id: `sign_${n}`, question: { en: 'x'.repeat(50) } }))
  expect(codeOf(await write({ dimensions: signs }))).toBe('instrument.too-long')
})

test('raw SQL of the program can neither publish an own draft, nor change a version, nor read drafts in another role', async () => {
  const { draftId, version } = await sent()
  const publish = 'select aman.publish_instrument($1, $2) as published'
  expect((await asActor(author, publish, [draftId, version])).rows).toEqual([{ published: null }])
  expect((await asActor({ ...second, role: 'officer' }, publish, [draftId, version])).rows).toEqual([
    { published: null },
  ])
  const steal = `update aman.instrument_draft set author = $2 where id = $1`
  await expect(asActor(author, steal, [draftId, second.userId])).rejects.toThrow('permission denied')
  const jump = `update aman.instrument_draft set status = 'published' where id = $1`
  await expect(asActor(second, jump, [draftId])).rejects.toThrow('not a step of hers')
  const rewrite = `update aman.instrument_draft set body = '{}' where id = $1`
  await expect(asActor(second, rewrite, [draftId])).rejects.toThrow('not the author')
  await expect(asActor(author, rewrite, [draftId])).rejects.toThrow('in review')
  const seen = await asActor({ ...second, role: 'officer' }, 'select id from aman.instrument_draft', [])
  expect(seen.rows).toEqual([])
  must(await run(house, second, publishDraft, { draftId, version }))
  const versions = 'aman.instrument_version'
  await expect(asActor(second, `update ${versions} set body = '{}'`, [])).rejects.toThrow('permission denied')
  await expect(asActor(second, `delete from ${versions}`, [])).rejects.toThrow('permission denied')
  await expect(house.owner.query(`update ${versions} set body = '{}'`)).rejects.toThrow('never changed')
  expect(must(await run(house, author, readDraft, draftId)).status).toBe('published')
})

test('a screening that has begun stays on its version', async () => {
  const agencyId = await addAgency(house)
  const officer = await addStaff(house, agencyId, 'officer')
  const start = {
    instrument: 'labour-inspection-card',
    situation: 'workplace',
    ageGroup: 'adult',
    language: 'ru',
    answers: {},
    notes: {},
  } as const
  const early = must(await run(house, officer, onServer(startScreening), start as never))
  must(await run(house, second, publishDraft, await sent('labour-inspection-card')))
  await vi.waitFor(() => expect(house.house.knowledge.latest('labour-inspection-card')?.version).toBe(1001))
  const late = must(await run(house, officer, onServer(startScreening), start as never))
  const used = await house.owner.query('select id, instrument_version from aman.screening where id = any($1)', [
    [early.id, late.id],
  ])
  const byId = new Map(used.rows.map(row => [row.id, row.instrument_version]))
  expect([byId.get(early.id), byId.get(late.id)]).toEqual([1, 1001])
})

test('one question is reworded, and nothing else of the draft changes', async () => {
  const draftId = await begun()
  const before = house.house.knowledge.instrument('border-card', 1)
  const [dimension] = before?.dimensions ?? []
  const [sign] = dimension?.indicators ?? []
  if (!before || !dimension || !sign) throw new Error('no card')
  const place = `${dimension.key}.${sign.id}`
  const input = {
    ...sign.question,
    en: 'Who keeps your passport now?',
    weight: sign.weight,
    urgent: sign.urgent ?? false,
    source: sign.source ?? '',
    status: sign.status ?? 'of-the-whole',
  } as const
  must(await run(house, author, changeSign, { draftId, place, version: 1, ...input }))
  const after = instrumentIn(must(await run(house, author, readDraft, draftId)))
  const changes = after && changesBetween(before, after)
  expect(changes).toEqual([
    { kind: 'question', at: place, language: 'en', before: sign.question.en, after: 'Who keeps your passport now?' },
  ])
  const elsewhere = { ...input, version: 2, source: 'An invented list', status: 'unverified' } as const
  must(await run(house, author, changeSign, { draftId, place, ...elsewhere }))
  const ofTheWhole = { ...input, version: 3, en: sign.question.en, source: '', status: 'of-the-whole' } as const
  const told = async () => {
    const now = instrumentIn(must(await run(house, author, readDraft, draftId)))
    return now && changesBetween(before, now).filter(each => each.kind.startsWith('sign-'))
  }
  expect((await told())?.map(each => each.after)).toEqual(['An invented list', 'unverified'])
  must(await run(house, author, changeSign, { draftId, place, ...ofTheWhole }))
  expect((await told())?.map(each => each.after)).toEqual(['', ''])
})

test('a question is added and removed, the way of scoring changes, and each is told as a change', async () => {
  const draftId = await begun('labour-inspection-card')
  const words = { en: 'New?', ru: 'Новое?', kk: 'Жаңа ма?', uz: 'Yangimi?', ky: 'Жаңыбы?', tg: 'Нав?' }
  const group = house.house.knowledge.instrument('labour-inspection-card', 1)?.dimensions[0]
  const sign = {
    draftId,
    dimension: group?.key ?? '',
    sign: 'new_sign',
    ...words,
    weight: 'weak',
    urgent: false,
    source: '',
    status: 'of-the-whole',
  } as const
  must(await run(house, author, addSign, { ...sign, version: 1 }))
  expect(codeOf(await run(house, author, addSign, { ...sign, version: 2 }))).toBe('instrument.sign-there')
  expect(codeOf(await run(house, author, addSign, { ...sign, dimension: 'nowhere', version: 2 }))).toBe(
    'instrument.not-found',
  )
  must(
    await run(house, author, removeSign, { draftId, version: 2, place: `${group?.key}.${group?.indicators[0]?.id}` }),
  )
  const head = {
    source: 'An invented source',
    age: 'any',
    status: 'unverified',
    licence: 'None',
    title: words,
    description: words,
  } as const
  must(
    await run(house, author, changeHeader, {
      draftId,
      version: 3,
      ...head,
      situations: ['border'],
      scoring: 'count',
      refer: 3,
      referNow: 6,
    }),
  )
  const draft = must(await run(house, author, readDraft, draftId))
  const now = instrumentIn(draft)
  const before = house.house.knowledge.instrument('labour-inspection-card', 1)
  if (!now || !before) throw new Error('no instrument')
  expect(now.scoring).toEqual({ kind: 'count', refer: 3, referNow: 6 })
  const kinds = new Set(changesBetween(before, now).map(each => each.kind))
  for (const kind of ['added', 'removed', 'refer', 'refer-now', 'source', 'title', 'situations'] as const)
    expect(kinds).toContain(kind)
})
