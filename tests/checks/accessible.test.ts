import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#domain/access/roles.ts'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { planTour, type Tour } from '#tests/support/browser-addresses.ts'
import { examining, faultsOn, overflowOf, shapesSeen } from '#tests/support/browser-axe.ts'
import { addColleague, type Served, type SignIn, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'

const HEIGHT = 800

let served: Served
let browser: Browser
let tour: Tour

beforeAll(async () => {
  served = await serveTestHouse({ demo: true, dev: true })
  tour = await planTour(served.test)
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Where the page that is open does not fit its window. Words differ in length, so the narrowest is asked in each language. */
async function tooWide(page: Page, widths: readonly number[] = [320]): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: HEIGHT })
    const over = await overflowOf(page)
    if (over > 0) found.push(`${new URL(page.url()).pathname} ${width} px: ${over} px too wide`)
  }
  return found
}

/** Elements whose colours were examined, each with those that it stands in. */
const coloured = new Set<string>()

/** There is one stylesheet and no style of an element's own, so a colour follows from the tags, classes and states on the way to an element. */
async function hasNewColours(page: Page): Promise<boolean> {
  const ways = await page.evaluate(() => {
    const stepOf = (each: Element) =>
      [each.tagName, ...each.classList, each.getAttribute('type'), each.getAttribute('aria-current')].join('.')
    const wayOf = (each: Element): string => (each.parentElement ? `${wayOf(each.parentElement)} ` : '') + stepOf(each)
    return [...new Set([...document.body.querySelectorAll('*')].map(wayOf))]
  })
  const found = ways.filter(each => !coloured.has(each))
  for (const each of found) coloured.add(each)
  return found.length > 0
}

/** All that is wrong with the page that is open: by axe on a phone and on a desk, in the dark, and by its width. */
async function examine(page: Page, excepted: readonly string[] = []): Promise<string[]> {
  const found: string[] = []
  const add = (where: string, faults: readonly string[]) => found.push(...faults.map(each => `${where}: ${each}`))
  const wide = await tooWide(page, [320, 1280])
  const colours = await hasNewColours(page)
  add('1280 px', await faultsOn(page, colours ? 'everything' : 'all but contrast'))
  await page.setViewportSize({ width: 390, height: HEIGHT })
  add('390 px', await faultsOn(page, 'all but contrast'))
  if (colours) {
    await page.emulateMedia({ colorScheme: 'dark' })
    add('in the dark', await faultsOn(page, 'contrast'))
    await page.emulateMedia({ colorScheme: 'light' })
  }
  const { pathname, search } = new URL(page.url())
  const unexpected = found.filter(fault => !excepted.some(rule => fault.includes(`: ${rule} (`)))
  return [...wide, ...unexpected.map(fault => `${pathname}${search} ${fault}`)]
}

async function enter(page: Page, origin: string, { email, password }: SignIn): Promise<void> {
  await page.goto(`${origin}/en/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: 'Sign in' }).click()])
}

/** Pages whose width was asked in every language; for another role they hold the same words. */
const inAllLanguages = new Set<string>()

/** Most pages come to several roles alike. */
const seenBefore = shapesSeen()

async function visit(role: Role, looking: readonly [examined: Page, measured: Page]): Promise<string[]> {
  const signIn = tour.signIns.get(role) as SignIn
  const faults: string[] = []
  const [page, plain] = looking
  await enter(page, served.origin, signIn)
  await plain.context().addCookies(await page.context().cookies())
  for (const [index, { path }] of tour.stops.filter(each => each.role === role).entries()) {
    for (const [turn, language] of STAFF_LANGUAGES.entries()) {
      const wholly = index % STAFF_LANGUAGES.length === turn
      if (!wholly && inAllLanguages.has(path)) continue
      const at = wholly ? page : plain
      const answer = await at.goto(`${served.origin}/${language}${path}`)
      expect(answer?.status(), path).toBe(200)
      // The first page shows the menu of the role.
      const looked = wholly && (!(await seenBefore(at)) || index === 0)
      faults.push(...(await (looked ? examine(at) : tooWide(at))))
    }
    inAllLanguages.add(path)
  }
  for (const each of looking) await each.context().clearCookies()
  return faults
}

test('axe finds nothing on any page of the desk, for any role, on a phone, on a desk and in the dark', async () => {
  const faults: string[] = []
  const [examined, measured] = [await examining(browser), await browser.newContext()]
  const looking = [await examined.newPage(), await measured.newPage()] as const
  for (const role of tour.signIns.keys()) faults.push(...(await visit(role, looking)))
  await Promise.all([examined.close(), measured.close()])
  expect(faults).toEqual([])
}, 480_000)

test('nor on the pages before the sign-in, with the second factor, nor where something is wrong', async () => {
  const real = await serveTestHouse()
  const context = await examining(browser)
  const page = await context.newPage()
  const faults: string[] = []
  const seen = new Set<string>()
  const look = async (path?: string) => {
    if (path) await page.goto(`${real.origin}${path}`)
    seen.add(new URL(page.url()).pathname.slice(3).replace(/set-up\/.*/, 'set-up/:token'))
    faults.push(...(await examine(page)))
  }
  const send = (name: string) =>
    Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name, exact: true }).click()])
  const colleague = await addColleague(real.test, 'case-worker', await addAgency(real.test), 'Invented Colleague')
  const link = await real.test.house.auth.makeLink('reset', colleague.actor.userId, 1)

  for (const path of [
    '/ru/second-factor',
    '/kk/signed-out',
    `/kk/set-up/${link}`,
    '/ru/set-up/gone',
    '/kk/certificate',
    '/ru/certificate/altered',
    '/en/sign-in',
    '/api',
  ])
    await look(path)
  await page.goto(`${real.origin}/en/sign-in`)
  await send('Sign in')
  await look()
  await enter(page, real.origin, colleague)
  await look('/en/second-factor/enrol')
  await page.getByLabel('Password').fill(colleague.password)
  await send('Continue')
  await look()
  await enter(page, served.origin, tour.signIns.get('analyst') as SignIn)
  for (const path of ['/en/change-password', '/ru/nowhere', '/kk/cases']) {
    await page.goto(`${served.origin}${path}`)
    seen.add(path.slice(3))
    faults.push(...(await examine(page)))
  }
  await context.close()
  await real.close()
  expect(faults).toEqual([])
  const paths = publicRoutes.filter(each => each.method === 'get').map(each => each.path)
  expect(paths.filter(path => !seen.has(path))).toEqual([])
}, 120_000)

test('nor on any component', async () => {
  const context = await examining(browser)
  const page = await context.newPage()
  await page.goto(`${served.origin}/dev/components`)
  // Loose examples have no order of headings between them, and each whole page among them has its own landmarks.
  const faults = await examine(page, ['heading-order', 'landmark-unique'])
  await context.close()
  expect(faults).toEqual([])
}, 60_000)

test('the keyboard alone leads in: the skip link comes first, and what has the focus shows it', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: HEIGHT } })
  const page = await context.newPage()
  const { email, password } = tour.signIns.get('case-worker') as SignIn
  await page.goto(`${served.origin}/en/sign-in`)
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent)
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  for (let presses = 0; presses < 5 && (await focused()) !== 'email'; presses++) await page.keyboard.press('Tab')
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
  expect(await page.locator('h1').innerText()).toBe('What waits')

  const unseen: string[] = []
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    const shown = await page.evaluate(() => {
      const at = document.activeElement ?? document.body
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
      // After the last link the browser's own frame has the focus.
      return at === document.body || (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    })
    if (!shown) unseen.push((await focused()) ?? 'nothing')
  }
  expect(unseen).toEqual([])
  await context.close()
}, 60_000)
