import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'

let served: Served
let browser: Browser
const open: BrowserContext[] = []

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  for (const each of open) await each.close()
  await browser?.close()
  await served?.close()
})

/** A browser in which the harmless site answers from here. */
async function newPage(javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled })
  open.push(context)
  await context.route('https://www.wikipedia.org/**', route =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title><p>Elsewhere' }),
  )
  return context.newPage()
}

const press = async (page: Page, key: string, times: number) => {
  for (let at = 0; at < times; at += 1) await page.keyboard.press(key)
}

test('the button takes the place of the page in the history, and so does Shift three times', async () => {
  const leave: ((page: Page) => Promise<unknown>)[] = [
    page => page.getByRole('link', { name: 'Leave this page' }).click(),
    page => press(page, 'Shift', 3),
  ]
  for (const by of leave) {
    const page = await newPage()
    await page.goto(`${served.origin}/en`)
    await page.goto(`${served.origin}/en/about`)
    await by(page)
    await page.waitForURL('https://www.wikipedia.org/')
    expect(await page.title()).toBe('Elsewhere')
    await page.goBack()
    expect(page.url()).toBe(`${served.origin}/en`)
  }
})

test('Shift twice, or with letters between, leaves nothing', async () => {
  const page = await newPage()
  await page.goto(`${served.origin}/en/about`)
  await press(page, 'Shift', 2)
  await page.keyboard.press('A')
  await press(page, 'Shift', 2)
  await page.waitForTimeout(300)
  expect(page.url()).toBe(`${served.origin}/en/about`)
})

test('the page is empty, and its title another, before the next one arrives', async () => {
  const page = await newPage()
  await page.goto(`${served.origin}/en/about`)
  const emptied = page.waitForEvent('console')
  await page.evaluate(() => {
    const tell = () => console.log(`${document.title}|${document.body.textContent}`)
    new MutationObserver(tell).observe(document.body, { childList: true })
  })
  await page.getByRole('link', { name: 'Leave this page' }).click()
  expect((await emptied).text()).toBe('www.wikipedia.org|')
})

test('without script the button is a link to the same place, and nothing promises a key', async () => {
  const page = await newPage(false)
  await page.goto(`${served.origin}/en/about`)
  expect(await page.getByText('press Shift three times').isVisible()).toBe(false)
  await page.getByRole('link', { name: 'Leave this page' }).click()
  expect(page.url()).toBe('https://www.wikipedia.org/')
})

test('a colleague leaves her pages the same way', async () => {
  const agency = await addAgency(served.test)
  const { email, password } = await addColleague(served.test, 'case-worker', agency, 'Invented Colleague')
  const page = await newPage()
  await page.goto(`${served.origin}/en`)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goto(`${served.origin}/en/cases`)
  await press(page, 'Shift', 3)
  await page.waitForURL('https://www.wikipedia.org/')
})

test('without script: a language is chosen once, the first page leads there until the browser is closed, and nothing else is kept', async () => {
  const page = await newPage(false)
  await page.goto(served.origin)
  await page.getByRole('link', { name: 'Oʻzbekcha' }).click()
  expect(page.url()).toBe(`${served.origin}/uz`)
  await page.getByRole('link', { name: 'Menga yordam kerak' }).waitFor()
  await page.goto(served.origin)
  expect(page.url()).toBe(`${served.origin}/uz`)
  const cookies = await page.context().cookies()
  expect(
    cookies.map(({ name, value, expires, httpOnly, sameSite }) => ({ name, value, expires, httpOnly, sameSite })),
  ).toEqual([{ name: 'language', value: 'uz', expires: -1, httpOnly: true, sameSite: 'Lax' }])
})
