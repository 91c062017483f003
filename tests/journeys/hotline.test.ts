import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsAt } from '#tests/support/browser-axe.ts'
import { DESKTOP, type Desk, openDesk, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Colleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'

const SAID = 'Invented: the passport is with the foreman'
const NUMBER = '+7 701 555 01 23'

let served: Served
let browser: Browser
let operator: Colleague

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
  const agencyId = await addAgency(served.test, { kind: 'hotline' })
  operator = await addColleague(served.test, 'hotline-operator', agencyId, 'Invented Operator')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Goes by Tab to a control and stays there. */
async function reach({ page }: Desk, selector: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    if (
      await page
        .locator(selector)
        .first()
        .evaluate(each => each === each.ownerDocument.activeElement)
    )
      return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${selector} cannot be reached by keyboard`)
}

/** Presses a button by keyboard, and waits for the page that it leads to. */
async function enter(desk: Desk, selector: string): Promise<void> {
  await reach(desk, selector)
  await Promise.all([
    desk.page.waitForEvent('domcontentloaded', { timeout: 15_000 }),
    desk.page.keyboard.press('Enter'),
  ])
}

async function choose(desk: Desk, name: string, value: string): Promise<void> {
  await reach(desk, `select[name="${name}"]`)
  const options = await desk.page
    .locator(`select[name="${name}"] option`)
    .evaluateAll(all => all.map(each => each.getAttribute('value')))
  const now = await desk.page.locator(`select[name="${name}"]`).inputValue()
  for (let at = options.indexOf(now); at < options.indexOf(value); at++) await desk.page.keyboard.press('ArrowDown')
  expect(await desk.page.locator(`select[name="${name}"]`).inputValue()).toBe(value)
}

async function type(desk: Desk, selector: string, text: string): Promise<void> {
  await reach(desk, selector)
  await desk.page.keyboard.type(text)
}

/** A details element is opened by its summary, by keyboard too. */
async function unfold(desk: Desk, words: string): Promise<void> {
  await reach(desk, `summary:has-text("${words}")`)
  await desk.page.keyboard.press('Enter')
}

describe.each(STAFF_LANGUAGES)('in %s, without script and without a mouse', language => {
  test('a call is begun, written down, answered from the guide, promised a call, led to a case and ended', async () => {
    const t = served.test.house.words.in(language)
    const desk = await openDesk(browser, served, { t, viewport: DESKTOP })
    const { page } = desk
    const seen: string[] = []
    await signIn(desk, operator)
    await desk.open('/hotline')
    seen.push(page.url())
    await enter(desk, 'button[value=phone]')
    const contact = page.url()
    expect(contact).toContain('/hotline/contacts/')

    await choose(desk, 'topic', 'documents-taken')
    await type(desk, 'textarea[name=said]', SAID)
    await choose(desk, 'language', 'uz')
    await reach(desk, 'input[name=safeContact]:checked')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await page.locator('input[name=safeContact]:checked').getAttribute('value')).toBe('with-care')
    await type(desk, 'input[name=q]', '112')
    await enter(desk, 'button[value=search]')
    expect(await page.locator('textarea[name=said]').inputValue()).toBe(SAID)
    expect(await desk.text()).toContain(t('hotline-guide.ask-documents-taken'))
    seen.push(page.url())
    await reach(desk, 'input[value="hotline:kz-emergency"]')
    await page.keyboard.press('Space')
    await unfold(desk, t('hotline.agree'))
    await type(desk, 'input[name=number]', NUMBER)
    await enter(desk, 'button[value=save]')
    expect(await page.locator('input[value="hotline:kz-emergency"]').isChecked()).toBe(true)
    const promised = await page.locator('a[href*="/hotline/call-backs/"]').getAttribute('href')

    await unfold(desk, t('hotline.lead-on'))
    await choose(desk, 'personGroup', 'women')
    await reach(desk, 'input[name=withWords]')
    await page.keyboard.press('Space')
    await enter(desk, 'button[value=case]')
    expect(page.url()).toContain('/cases/')
    expect(await desk.text()).toContain(SAID)

    await page.goto(contact)
    await choose(desk, 'outcome', 'case-opened')
    await enter(desk, 'button[value=close]')
    expect(await desk.text()).toContain(t('hotline.outcome-case-opened'))
    seen.push(page.url())

    await page.goto(`${served.origin}${promised}`)
    expect(await desk.text()).not.toContain(NUMBER)
    await enter(desk, `form[action$="/take"] button`)
    const text = await desk.text()
    expect(text.indexOf(t('cases.may-contact-hint-with-care'))).toBeLessThan(text.indexOf(NUMBER))
    seen.push(page.url())
    const beside = await examining(browser)
    await beside.addCookies(await page.context().cookies())
    const examined = await beside.newPage()
    for (const path of seen) expect(await faultsAt(examined, path)).toEqual([])
    await beside.close()
    await enter(desk, 'button[value=spoke]')
    await desk.open('/hotline/figures')
    expect(await desk.text()).toContain(t('hotline.topic-documents-taken'))
    await desk.leave()
  }, 120_000)
})
