import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsOn, overflowOf } from '#tests/support/browser-axe.ts'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency, addStaff } from '#tests/support/house.ts'

/** A small phone. */
const PHONE = { width: 320, height: 640 }
const ROAD = 'Тоҷикистон → Русия'
const NO_ENTRY = 'Воридшавӣ ба ман манъ аст'

let served: Served
let browser: Browser
let page: Page

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  await addStaff(served.test, await addAgency(served.test, { kind: 'hotline' }), 'hotline-operator')
  browser = await openBrowser()
  page = await (await browser.newContext({ viewport: PHONE, javaScriptEnabled: false })).newPage()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const follow = (name: string) => page.getByRole('link', { name, exact: true }).click()
const rule = (text: string) => page.locator('li[data-rule]', { hasText: text })

test('somebody from Tajikistan reads the guide to Russia, in Tajik, on a small phone without script', async () => {
  await page.goto(`${served.origin}/tg/guides`)
  await follow(ROAD)
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(ROAD)
  expect(await page.title()).toBe('Маълумот')
  expect(await overflowOf(page)).toBe(0)
  const stay = await rule('дар як соли тақвимӣ').innerText()
  expect(stay).toMatch(/Қоидаи .*2025, санҷида мешавад\..*nakanune\.ru/s)
})

test('a rule that has lapsed says of which day it is, and what was known then is a day away', async () => {
  await follow(NO_ENTRY)
  expect(await rule('150 ҳазор').innerText()).toMatch(/Қоидаи .*2025, санҷида мешавад\./)
  expect(await overflowOf(page)).toBe(0)
  await follow(ROAD)
  await page.locator('summary').click()
  await page.getByLabel('Рӯз', { exact: true }).fill('2024-11-29')
  await page.getByRole('button', { name: 'Нишон додан' }).click()
  expect(new URL(page.url()).searchParams.get('on')).toBe('2024-11-29')
  await follow(NO_ENTRY)
  expect(await rule('120 ҳазор').innerText()).toMatch(/Asia-Plus/)
  expect(await rule('120 ҳазор').innerText()).not.toContain('санҷида мешавад')
  await follow('Хондани роҳнамои имрӯза')
  expect(await rule('150 ҳазор').count()).toBe(1)
})

test('from there a message without a name reaches the hotline', async () => {
  await follow('Бе ном нақл кардан, ки чӣ мешавад')
  expect(new URL(page.url()).pathname).toBe('/tg/tip')
  await page.locator('textarea[name="words"]').fill('Шиносномаи маро гирифтанд (бофта)')
  await page.getByLabel('Дар бораи худам').check()
  await page.locator('form[action="/tg/tip"] button[type="submit"]').click()
  expect(await page.locator('main').innerText()).toMatch(/\d{4} \d{4} \d{4} \d{4}/)
})

test('the pages have no fault that axe knows, on a small phone and on a wide screen', async () => {
  const context = await examining(browser)
  for (const viewport of [PHONE, { width: 1280, height: 900 }]) {
    const examined = await context.newPage()
    await examined.setViewportSize(viewport)
    for (const path of ['/guides', '/guides/tjk-rus?on=2025-01-01', '/guides/uzb-kaz/work', '/guides/tkm-other/ban']) {
      await examined.goto(`${served.origin}/tg${path}`)
      expect(await faultsOn(examined), path).toEqual([])
      expect(await overflowOf(examined), path).toBe(0)
    }
    await examined.close()
  }
  await context.close()
})
