import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsOn, overflowOf } from '#tests/support/browser-axe.ts'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'

const SMALL = { width: 320, height: 568 }

let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serveTestHouse()
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test('without script, in Uzbek, on a small phone: from the first page to a number to call, and to help nearby', async () => {
  // The telephone was set up by somebody who speaks Russian.
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ru-RU', viewport: SMALL })
  const page = await context.newPage()
  const calls = () => page.locator('a[href^="tel:"]:visible')
  await page.goto(served.origin)
  await page.getByRole('link', { name: 'Oʻzbekcha' }).click()
  await page.getByRole('link', { name: 'Menga yordam kerak' }).click()
  expect(new URL(page.url()).pathname).toBe('/uz/help')
  expect(await page.title()).toBe('Maʼlumot')
  expect(await calls().first().getAttribute('href')).toBe('tel:112')

  await page.getByRole('link', { name: 'Meni qoʻyib yuborishmayapti' }).click()
  await page.getByRole('heading', { level: 1, name: 'Meni qoʻyib yuborishmayapti' }).waitFor()
  await page.getByRole('heading', { name: 'Hozir nima qilish kerak' }).waitFor()
  const hotline = page.locator('.call-box', { hasText: '116 16' })
  expect(await hotline.locator('a').getAttribute('href')).toBe('tel:11616')
  await hotline.getByText('Bu raqamni xizmatning oʻzi hali tasdiqlamagan.').waitFor()

  expect(await page.getByText('1148').isVisible()).toBe(false)
  await page.getByText('Boshqa davlatda boʻlsangiz').click()
  await page.getByText('1148').waitFor()

  await page.getByRole('link', { name: 'Yaqin atrofdagi yordam' }).click()
  await page.getByRole('link', { name: 'Chimkent', exact: true }).click()
  await page.getByRole('heading', { name: 'Boshpana: Chimkent' }).waitFor()
  await page.getByText('Xavfsizlik uchun manzil bu yerda koʻrsatilmaydi.').first().waitFor()
  expect(await calls().first().getAttribute('href')).toBe('tel:11616')

  await page.getByRole('link', { name: 'Yaqin atrofdagi yordam' }).click()
  await page.getByRole('link', { name: 'Abay viloyati' }).click()
  await page.getByText('Bu viloyatda bunday joyni bilmaymiz.').waitFor()
  await page.getByRole('heading', { name: 'Mehnat inspeksiyasi' }).waitFor()
  expect(await calls().count()).toBeGreaterThan(1)

  expect(new URL(page.url()).search).toBe('')
  // The chosen language and nothing else.
  expect((await context.cookies()).map(each => each.value)).toEqual(['uz'])
}, 60_000)

test('with every number unfolded nothing is wider than a small phone, and axe finds nothing', async () => {
  const page = await (await examining(browser)).newPage()
  await page.setViewportSize(SMALL)
  const faults: string[] = []
  for (const path of ['/kk/help', '/tg/help/child', '/ky/help/near', '/ru/help/near/kz-79']) {
    await page.goto(`${served.origin}${path}`)
    for (const each of await page.locator('summary').all()) await each.click()
    expect(await overflowOf(page), path).toBe(0)
    faults.push(...(await faultsOn(page)).map(fault => `${path} ${fault}`))
  }
  expect(faults).toEqual([])
}, 60_000)
