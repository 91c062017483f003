import type { Translate } from '#knowledge/schema/words.ts'
import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Served, SignIn } from './browser-house.ts'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 800 }

/** One person before a browser: every step waits for the page that it leads to, and no answer may be a fault. */
export type Desk = {
  page: Page
  t: Translate
  open(path: string): Promise<void>
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
  const onward = async (from: Locator) => {
    await Promise.all([page.waitForEvent('domcontentloaded'), from.click()])
  }
  return {
    page,
    t,
    open: async path => {
      await page.goto(`${origin}/${t.language}${path}`)
    },
    follow: label => onward(page.getByRole('link', { name: label, exact: true }).first()),
    press: label => onward(page.getByRole('button', { name: label, exact: true })),
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
