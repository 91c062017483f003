import { render } from 'preact-render-to-string'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#server/db/transact.ts'
import type { Page } from '#server/http/page.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { beginDraft } from './begin-draft.ts'
import { draftPage } from './draft-page.tsx'
import { instrumentsPage } from './list-page.tsx'
import { sendToReview } from './send-to-review.ts'
import { signPage } from './sign-page.tsx'
import { versionPage } from './version-page.tsx'

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
