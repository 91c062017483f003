import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES } from '#knowledge/schema/words.ts'
import { publicPaths } from '#server/http/site-map.ts'
import { parts } from '#start/parts.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsOn, overflowOf, shapesSeen } from '#tests/support/browser-axe.ts'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency, addStaff } from '#tests/support/house.ts'
import { onePageEach } from '#tests/support/public-site.ts'

const HEIGHT = 800
/** The narrowest telephone, and a desk whose letters are twice as large. */
const NARROW = [320, 1280 / 2]

let served: Served
let browser: Browser
let page: Page

beforeAll(async () => {
  served = await serveTestHouse()
  await addStaff(served.test, await addAgency(served.test, { kind: 'hotline' }), 'hotline-operator')
  browser = await openBrowser()
  page = await (await examining(browser)).newPage()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** In another language a page mostly has the same elements. */
const seenBefore = shapesSeen()

async function tooWide(path: string, widths = NARROW, at = page): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await at.setViewportSize({ width, height: HEIGHT })
    const over = await overflowOf(at)
    if (over > 0) found.push(`${path} ${width} px: ${over} px too wide`)
  }
  return found
}

const allPaths = () => [...new Set(publicPaths(served.test.house, parts.publicRoutes).map(each => each.path))]

test('no public page is wider than a narrow telephone, each in a language of its turn', async () => {
  const plain = await browser.newPage()
  const faults: string[] = []
  for (const [at, path] of allPaths().entries()) {
    const address = `/${PUBLIC_LANGUAGES[at % PUBLIC_LANGUAGES.length]}${path}`
    await plain.goto(served.origin + address)
    faults.push(...(await tooWide(address, [320], plain)))
  }
  await plain.close()
  expect(faults).toEqual([])
}, 240_000)

test('of each kind of page axe finds nothing at 320 px and nothing is cut off at 200 %, in any language, nor too little contrast in the dark', async () => {
  const faults: string[] = []
  for (const [at, path] of onePageEach(served.test.house).entries()) {
    for (const [turn, language] of PUBLIC_LANGUAGES.entries()) {
      const address = `/${language}${path}`
      await page.goto(served.origin + address)
      faults.push(...(await tooWide(address)))
      await page.setViewportSize({ width: 320, height: HEIGHT })
      if (!(await seenBefore(page)))
        faults.push(...(await faultsOn(page, 'all but contrast')).map(each => `${address}: ${each}`))
      if (turn !== at % PUBLIC_LANGUAGES.length) continue
      faults.push(...(await faultsOn(page, 'contrast')).map(each => `${address}: ${each}`))
      await page.emulateMedia({ colorScheme: 'dark' })
      faults.push(...(await faultsOn(page, 'contrast')).map(each => `${address} in the dark: ${each}`))
      await page.emulateMedia({ colorScheme: 'light' })
    }
  }
  await page.goto(served.origin)
  faults.push(...(await tooWide('/')), ...(await faultsOn(page)).map(each => `/: ${each}`))
  expect(faults).toEqual([])
}, 240_000)

const INJURED = { where: 'KZ', citizenship: 'UZ', age: 'adult', 'happened[]': 'injury' }

/** What is sent from the public pages, with something to answer and with nothing. */
const SENT: readonly (readonly [path: string, fields: Readonly<Record<string, string>>])[] = [
  ['/check', { age: 'adult', 'answers[danger.own_violence]': 'yes' }],
  ['/check', {}],
  ['/rights', INJURED],
  ['/rights', {}],
  ['/rights/letter', { ...INJURED, letter: 'medical', office: 'ru' }],
]

async function sendForm(address: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await page.goto(served.origin + address)
  const sent = page.evaluate(given => {
    const form = document.createElement('form')
    form.method = 'post'
    form.append(
      ...Object.entries(given).map(([name, value]) => Object.assign(document.createElement('input'), { name, value })),
    )
    document.body.append(form)
    form.submit()
  }, fields)
  await Promise.all([page.waitForEvent('domcontentloaded'), sent])
}

test('nor on what somebody is answered who sends a form, in a language of its turn', async () => {
  const faults: string[] = []
  for (const [at, [path, fields]] of SENT.entries()) {
    for (const language of [PUBLIC_LANGUAGES[at % PUBLIC_LANGUAGES.length], 'tg'] as const) {
      const address = `/${language}${path}`
      await sendForm(address, fields)
      faults.push(...(await tooWide(address)))
      await page.setViewportSize({ width: 320, height: HEIGHT })
      faults.push(...(await faultsOn(page)).map(each => `${address}: ${each}`))
    }
  }
  expect(faults).toEqual([])
}, 60_000)
