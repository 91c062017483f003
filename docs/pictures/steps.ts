import type { Page } from 'playwright-core'

/** The link of each row of a list. */
export const ROWS = 'main tbody th a'

export const click = (page: Page, selector: string) =>
  Promise.all([page.waitForEvent('domcontentloaded'), page.locator(selector).first().click()])

/** Puts what matters near the upper edge, with so much air above it. */
export const scrollTo = (page: Page, selector: string, air = 16) =>
  page
    .locator(selector)
    .first()
    .evaluate((found, above) => window.scrollTo(0, found.getBoundingClientRect().top + window.scrollY - above), air)

/** Opens the rows of a list, page after page of it, until one shows what is looked for; else the last one stays open. */
export async function findAmong(page: Page, wanted: readonly string[]): Promise<void> {
  const hrefsOf = (selector: string) =>
    page.locator(selector).evaluateAll(links => links.map(each => (each as HTMLAnchorElement).href))
  const addresses = await hrefsOf(ROWS)
  const further = await hrefsOf('a[rel=next]')
  for (const address of addresses) {
    await page.goto(address)
    const text = (await page.locator('main').textContent()) ?? ''
    if (wanted.every(each => text.includes(each))) return
  }
  if (!further[0]) return
  await page.goto(further[0])
  await findAmong(page, wanted)
}

/** The screening of an invented person, answered as far as the sections named. */
export async function screen(page: Page, open: (path: string) => Promise<unknown>, sections: number): Promise<void> {
  await open('/screenings/new')
  await page.locator('[name=situation][value=border]').check()
  await page.locator('[name=ageGroup][value=adult]').check()
  await page.locator('[name=language]').selectOption('uz')
  await page.locator('[name=length][value=in-depth]').check()
  await click(page, 'main form button')
  for (let section = 1; section <= sections; section++) {
    if (section > 3) await answer(page)
    await click(page, 'button[value=continue]')
  }
  if (sections < 6) await answer(page)
}

async function answer(page: Page): Promise<void> {
  for (const [index, value] of ['yes', 'yes', 'no', 'yes'].entries()) {
    await page.locator('main fieldset').nth(index).locator(`[value=${value}]`).check()
  }
}
