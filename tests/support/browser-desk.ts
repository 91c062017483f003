import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Served, SignIn } from './browser-house.ts'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 800 }

/** One person before a browser: every step waits for the page that it leads to, and no answer may be a fault. */
export type Desk = {
  page: Page
  t: Translate
  open(path: string): Promise<void>
  /** Clicks what leads to another page, and waits for it. */
  go(from: Locator): Promise<void>
  follow(label: string): Promise<void>
  press(label: string): Promise<void>
  tick(question: string, answer: string): Promise<void>
  fill(label: string, text: string): Promise<void>
  heading(): Promise<string>
  /** Everything that can be read between the head and the foot of the page. */
  text(): Promise<string>
  leave(): Promise<void>
}

type Setting = { t: Translate; viewport: { width: number; height: number } }

export async function openDesk(browser: Browser, { origin }: Served, { t, viewport }: Setting): Promise<Desk> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport, locale: t.language })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('response', response => expect(response.status(), response.url()).toBeLessThan(500))
  const go = async (from: Locator) => {
    // A link that is not there is told sooner than the page that does not come.
    await Promise.all([page.waitForEvent('domcontentloaded', { timeout: 15_000 }), from.click()])
  }
  return {
    page,
    t,
    open: async path => {
      await page.goto(`${origin}/${t.language}${path}`)
    },
    go,
    follow: label => go(page.getByRole('link', { name: label, exact: true }).first()),
    press: label => go(page.getByRole('button', { name: label, exact: true })),
    tick: (question, answer) =>
      page.getByRole('group', { name: question, exact: true }).getByLabel(answer, { exact: true }).check(),
    fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
    heading: () => page.locator('h1').innerText(),
    text: () => page.locator('main').innerText(),
    leave: () => context.close(),
  }
}

/** In by the form that everybody uses. */
export async function signIn(desk: Desk, { email, password }: SignIn): Promise<void> {
  const { t } = desk
  await desk.open('/sign-in')
  await desk.fill(t('sign-in.email'), email)
  await desk.fill(t('sign-in.password'), password)
  await desk.press(t('sign-in.submit'))
}
