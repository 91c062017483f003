import { render } from 'preact-render-to-string'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import type { Page } from '#server/http/page.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { beginDraft } from './begin-draft.ts'
import { draftPage } from './draft-page.tsx'
import { instrumentsPage } from './list-page.tsx'
import { publishDraft } from './publish-draft.ts'
import { sendToReview } from './send-to-review.ts'
import { signPage } from './sign-page.tsx'
import { versionPage } from './version-page.tsx'
import { writeDraft } from './write-draft.ts'

let house: TestHouse
let author: Actor
let second: Actor

beforeAll(async () => {
  house = await openTestHouse()
  const agencyId = await addAgency(house, { kind: 'ministry' })
  author = await addStaff(house, agencyId, 'instrument-editor')
  second = await addStaff(house, agencyId, 'instrument-editor')
})
afterAll(() => house.close())

async function shown(who: Actor, page: Page, params: Record<string, string> = {}, language: 'en' | 'ru' | 'kk' = 'en') {
  const url = new URL('http://127.0.0.1/')
  const bare = {
    url,
    params,
    query: {},
    typed: {},
    problems: [],
    refusal: null,
    byItself: false,
    token: '',
    href: (path: string) => path,
  }
  const visit = { ...bare, t: house.house.words.in(language) }
  const answer = must(await run(house, who, ctx => page.show(ctx, visit), null))
  if (!('body' in answer)) throw new Error('no page')
  return render(answer.body)
}

test('every page opens in each language, and only a second editor is offered to publish', async () => {
  const draftId = must(await run(house, author, beginDraft, { instrument: 'border-card', baseVersion: 1 })).id
  const [dimension] = house.house.knowledge.instrument('border-card', 1)?.dimensions ?? []
  const place = `${dimension?.key}.${dimension?.indicators[0]?.id}`
  for (const language of ['en', 'ru', 'kk'] as const) {
    await shown(author, instrumentsPage, {}, language)
    await shown(author, versionPage, { instrument: 'border-card', baseVersion: '1' }, language)
    await shown(author, signPage, { draftId, place }, language)
    expect(await shown(author, draftPage, { draftId }, language)).toContain('/send')
  }
  must(await run(house, author, sendToReview, { draftId, version: 1 }))
  expect(await shown(author, draftPage, { draftId })).not.toContain('/publish')
  expect(await shown(second, draftPage, { draftId })).toContain('/publish')
})

test('a change of something coded is told in the words of the reader, before and after it is published', async () => {
  const card = house.house.knowledge.instrument('consular-card', 1)
  const group = card?.dimensions[0]
  const sign = group?.indicators[0]
  if (!group || !sign) throw new Error('no card')
  const { id: draftId } = must(await run(house, author, beginDraft, { instrument: 'consular-card', baseVersion: 1 }))
  const changed = { ...sign, weight: 'weak', urgent: undefined, source: undefined, status: undefined }
  const indicators = [changed, ...group.indicators.slice(1)]
  const scoring = { kind: 'count', refer: 2, referNow: 5 }
  const situations = ['consulate', 'phone']
  const dimensions = [{ ...group, indicators }, ...(card?.dimensions.slice(1) ?? [])]
  const body = { ...JSON.parse(JSON.stringify({ ...card, age: 'adult', scoring, situations, dimensions })) }
  must(await run(house, author, writeDraft, { draftId, version: 1, body }))
  const t = house.house.words.in('ru')
  const words = [
    t('instruments.age-any'),
    t('instruments.age-adult'),
    t('instruments.scoring-count'),
    t('instruments.scoring-any-strong'),
    `${t('instruments.situation-consulate')}, ${t('instruments.situation-phone')}`,
    t('instruments.weight-strong'),
    t('instruments.of-the-whole'),
  ]
  const draft = await shown(author, draftPage, { draftId }, 'ru')
  for (const each of words) expect(draft).toContain(`>${each}</bdi>`)
  expect(draft).not.toMatch(/>(any-strong|strong|unverified|verified|adult|any|consulate|true|false)</)
  must(await run(house, author, sendToReview, { draftId, version: 2 }))
  const { published } = must(await run(house, second, publishDraft, { draftId, version: 3 }))
  await vi.waitFor(() => expect(house.house.knowledge.latest('consular-card')?.version).toBe(published))
  const version = await shown(
    second,
    versionPage,
    { instrument: 'consular-card', baseVersion: String(published) },
    'ru',
  )
  for (const each of words) expect(version).toContain(`>${each}</bdi>`)
})

test('what the schema says in English is marked as such, and a line in the language of the reader says what it is', async () => {
  const { id: draftId } = must(await run(house, author, beginDraft, { instrument: 'child-card', baseVersion: 1 }))
  must(await run(house, author, writeDraft, { draftId, version: 1, body: { id: 'child-card', situations: [] } }))
  for (const language of ['ru', 'kk'] as const) {
    const page = await shown(author, draftPage, { draftId }, language)
    expect(page).toContain(`<p>${house.house.words.in(language)('instruments.problems-lead')}</p><ul lang="en"><li>`)
    expect(page).toContain('<span class="raw">situations</span> names no situation</li>')
    expect(page).not.toContain('/send')
  }
})
