import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginDraft } from '#features/identification/instruments/begin-draft.ts'
import { publishDraft } from '#features/identification/instruments/publish-draft.ts'
import { draftFor } from '#features/identification/instruments/queries.ts'
import { sendToReview } from '#features/identification/instruments/send-to-review.ts'
import { writeDraft } from '#features/identification/instruments/write-draft.ts'
import type { Ctx } from '#server/db/transact.ts'
import { openPost, type Post } from '#tests/support/field-post.ts'
import { addAgency, addStaff } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

const PIN = 'blue river tea 77'
const NEWER = 'Is there an invented newer question?'

let post: Post
let before = { id: '', path: '' }

beforeAll(async () => {
  post = await openPost()
}, 120_000)
afterAll(() => post?.close())

/** Two editors bring out the border card again, with its first question in other words. */
async function publishAnew(): Promise<void> {
  const { house } = post
  const agencyId = await addAgency(house, { kind: 'ministry' })
  const [author, reviewer] = [
    await addStaff(house, agencyId, 'instrument-editor'),
    await addStaff(house, agencyId, 'instrument-editor'),
  ]
  const { id: draftId } = must(await run(house, author, beginDraft, { instrument: 'border-card', baseVersion: 1 }))
  const reword = async (ctx: Ctx) => {
    const { body } = must(await draftFor(ctx, 'write', { draftId, version: 1 }))
    const text = JSON.stringify(body)
    const first = /"question":\{"en":"([^"]*)"/.exec(text.replaceAll(': ', ':'))?.[1] ?? ''
    return writeDraft(ctx, { draftId, version: 1, body: JSON.parse(text.replace(first, NEWER)) })
  }
  const { version } = must(await run(house, author, reword, {}))
  must(await run(house, author, sendToReview, { draftId, version }))
  must(await run(house, reviewer, publishDraft, { draftId, version: version + 1 }))
}

/** What a browser does with a worker that has had nothing to do for a while. */
async function stopWorker(): Promise<void> {
  const devtools = await post.page.context().newCDPSession(post.page)
  await devtools.send('ServiceWorker.enable')
  await devtools.send('ServiceWorker.stopAllWorkers')
  await devtools.detach()
}

/** What a full disk leaves behind, since a browser names ten gigabytes whatever is there: device/vault/reserve.ts. */
function giveUpReserve(): Promise<void> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open('aman-field')
    opening.onerror = () => failed(opening.error)
    opening.onsuccess = () => {
      const tx = opening.result.transaction('lock', 'readwrite')
      tx.objectStore('lock').delete('reserve')
      tx.oncomplete = () => {
        opening.result.close()
        done()
      }
    }
  })
}

async function finishHere(): Promise<void> {
  const { path, press, t } = post
  while (!path().endsWith('/check')) await press(t('screening.save-continue'))
  await press(t('screening.complete'))
}

test('a telephone is set up, and a draft is begun by the card of today', { timeout: 60_000 }, async () => {
  const { page, press, path, answer, t } = post
  await page.waitForURL(/\/enrol$/)
  await page.fill('[name=code]', await post.code())
  await page.fill('[name=pin]', PIN)
  await page.fill('[name=again]', PIN)
  await press(t('field-app.enrol'))
  before = { id: await post.begin(), path: path() }
  await answer('yes')
  await press(t('screening.save-stop'))
})

test('a newer version of the card arrives at the next contact; the draft stays on its own', {
  timeout: 90_000,
}, async () => {
  const { main, open, path, house, officer } = post
  await publishAnew()
  await stopWorker()
  await expect
    .poll(
      async () => {
        await post.begin()
        return main.innerText()
      },
      { timeout: 40_000, interval: 1000 },
    )
    .toContain(NEWER)
  await finishHere()
  await open(before.path)
  expect(path()).toBe(before.path)
  expect(await main.innerText()).not.toContain(NEWER)
  await finishHere()
  const versions = async () => {
    const { rows } = await house.owner.query(
      `select id, instrument_version as version from aman.screening where agency_id = $1 and status = 'completed'`,
      [officer.agencyId],
    )
    return rows.map(row => [row.id === before.id, row.version]).toSorted()
  }
  await expect.poll(versions, { timeout: 30_000 }).toEqual([
    [false, 1001],
    [true, 1],
  ])
})

test('that space runs out, and that the server takes nothing more, stands on every page before it hurts', {
  timeout: 90_000,
}, async () => {
  const { page, open, house, officer, t } = post
  await page.evaluate(giveUpReserve)
  await open('/certificate')
  await page.getByRole('status').getByText(t('field-app.room-low')).waitFor()
  await house.owner.query(`update aman.staff set role = 'administrator' where user_id = $1`, [officer.userId])
  await post.begin()
  await finishHere()
  await open('/certificate')
  await page.getByRole('status').getByText(t('field-app.paused')).waitFor({ timeout: 40_000 })
})
