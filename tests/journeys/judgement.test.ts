import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMeasure } from '#features/accountability/commitments/add-measure.ts'
import { AddMeasure } from '#features/accountability/commitments/record.ts'
import { publishMeasure } from '#features/accountability/commitments/steer-measure.ts'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsOn, overflowOf } from '#tests/support/browser-axe.ts'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addActor } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

const PROMISED = [
  {
    sector: 'government',
    promisedBy: 'Invented Ministry',
    dueOn: '2026-12-31',
    recommendations: ['kaz-2024-referral'],
  },
  { sector: 'ngo', promisedBy: 'Invented Centre', dueOn: '2027-06-30', indicator: 'people-referred', target: 10 },
] as const

let served: Served
let browser: Browser
let page: Page

beforeAll(async () => {
  served = await serveTestHouse()
  browser = await openBrowser()
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
  page = await context.newPage()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const heading = () => page.locator('h1').innerText()
const follow = (name: string) => page.getByRole('main').getByRole('link', { name, exact: true }).first().click()

test('a visitor compares two countries, without script and on a narrow telephone', async () => {
  await page.goto(`${served.origin}/en`)
  await follow('Tiers in the Trafficking in Persons Report')
  await follow('Compare two countries')
  await page.getByLabel('First country').selectOption('KAZ')
  await page.getByLabel('Second country').selectOption('TJK')
  await page.getByRole('button', { name: 'Compare' }).click()
  expect(new URL(page.url()).search).toBe('?a=KAZ&b=TJK')
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '2020', exact: true }) })
  expect(await row.getByRole('cell').allInnerTexts()).toEqual(['Watch List (Tier 2)', 'Tier 2'])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('in her own language she still looks at the same two', async () => {
  await page.getByRole('link', { name: 'Тоҷикӣ' }).click()
  expect(new URL(page.url()).pathname).toBe('/tg/tiers/compare')
  expect(await page.getByRole('main').innerText()).toContain('Қазоқистон')
})

test('from the region side by side she comes to the two pages of one country and takes them along', async () => {
  await page.goto(`${served.origin}/en`)
  await follow('The region side by side')
  expect(await heading()).toBe('The region side by side')
  await follow('Kazakhstan, report of 2025: the brief')
  expect(await heading()).toContain('Kazakhstan')
  const download = page.waitForEvent('download')
  await follow('This brief as a PDF')
  expect((await download).suggestedFilename()).toBe('aman-kaz-2025-en.pdf')
})

test('the number behind a statement leads to its source', async () => {
  const cited = page.getByRole('main').locator('sup a').first()
  const target = (await cited.getAttribute('href')) ?? ''
  await cited.click()
  expect(page.url()).toContain(target)
  expect(await page.locator(target).innerText()).not.toBe('')
})

test('the scoreboard with measures on it has no barrier, in any language, on a telephone and on a desk', async () => {
  const { test: house } = served
  const coordinator = await addActor(house, 'coordinator', { kind: 'ministry' })
  for (const [at, promise] of PROMISED.entries()) {
    const title = { ru: `Придуманная мера ${at}` }
    const { id } = must(await run(house, coordinator, addMeasure, AddMeasure.parse({ ...promise, title })))
    must(await run(house, coordinator, publishMeasure, { measureId: id, version: 1 }))
  }
  const context = await examining(browser)
  const board = await context.newPage()
  for (const language of PUBLIC_LANGUAGES) {
    await board.goto(`${served.origin}/${language}/commitments`)
    expect(await board.getByRole('main').innerText()).toContain('Invented Ministry')
    for (const width of [320, 1280]) {
      await board.setViewportSize({ width, height: 640 })
      expect([await overflowOf(board), await faultsOn(board, 'all but contrast')], language).toEqual([0, []])
    }
  }
  await context.close()
})
