import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXPLAINED } from '#domain/consent/consent.ts'
import { type FormLanguage, formLanguageFor } from '#knowledge/schema/consent-form.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsAt, faultsOn } from '#tests/support/browser-axe.ts'
import { DESKTOP, type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Colleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { openedCase } from '#tests/support/thread.ts'

const HELPER = 'House Arman'
const SPOKEN = { en: 'tg', ru: 'uz', kk: 'ky' } as const

let served: Served
let browser: Browser
let worker: Colleague
let helperId: string

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
  worker = await addColleague(served.test, 'case-worker', await addAgency(served.test), 'Invented Worker')
  helperId = await addAgency(served.test)
  await served.test.owner.query('update aman.agency set name = $2 where id = $1', [helperId, HELPER])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** Asks in the person's language whether another agency may help, and records what she says. */
async function ask(desk: Desk, caseId: string, agreed: 'yes' | 'no', spoken: FormLanguage): Promise<void> {
  const { page, t, open, press, tick } = desk
  await open(`/cases/${caseId}/consents/new?purpose=referral&recipientAgencyId=${helperId}`)
  const asked = served.test.house.knowledge.consentForm.purposes.find(each => each.id === 'referral')
  expect(await page.locator(`.aloud blockquote[lang="${spoken}"]`).innerText()).toContain(asked?.question[spoken])
  expect(await page.locator('.aloud blockquote').count()).toBe(2)
  const sizes = ['yes', 'no'].map(async each => {
    const box = await page.locator(`input[name=agreed][value=${each}] + label`).boundingBox()
    return [Math.round(box?.width ?? 0), Math.round(box?.height ?? 1)]
  })
  expect(await sizes[0]).toEqual(await sizes[1])
  expect(await page.locator('input[name=agreed]:checked').count()).toBe(0)
  if (agreed === 'yes') {
    for (const point of EXPLAINED) await tick(t('consent.explained'), t(`consent.explained-${point}`))
  }
  await tick(t('consent.agreed-question'), t(`consent.agreed-${agreed}`))
  await press(t('consent.save'))
  expect(await desk.heading()).toContain(t(agreed === 'yes' ? 'consent.done-agreed' : 'consent.done-refused'))
}

describe.each(STAFF_LANGUAGES)('in %s, without script', language => {
  const conversation = SPOKEN[language]
  const spoken = formLanguageFor(conversation) ?? 'ru'
  let desk: Desk
  let phone: Desk
  let caseId: string
  let number = ''

  beforeAll(async () => {
    const t = served.test.house.words.in(language)
    desk = await openDesk(browser, served, { t, viewport: DESKTOP })
    phone = await openDesk(browser, served, { t, viewport: PHONE })
    caseId = await openedCase(served.test, worker.actor, { languages: [conversation] })
    await signIn(desk, worker)
  })
  afterAll(() => Promise.all([desk.leave(), phone.leave()]))

  test('a no is recorded in a few clicks, and a yes to the same question follows it', async () => {
    const { t, open, text } = desk
    await ask(desk, caseId, 'no', spoken)
    await ask(desk, caseId, 'yes', spoken)
    await open(`/cases/${caseId}/consents`)
    expect(await text()).toContain(t('consent.state-superseded'))
    expect(await text()).toContain(t('consent.state-agreed'))
  })

  test('the worker takes it back on the person’s word', async () => {
    const { page, t, open, follow, press, heading, go } = desk
    await open(`/cases/${caseId}/consents`)
    await go(page.locator('tbody tr').first().getByRole('link'))
    await follow(t('consent.withdraw'))
    await press(t('consent.withdraw-now'))
    expect(await heading()).toContain(t('consent.done-withdrawn'))
  })

  test('the person gets a number, and takes the next yes back with it, on a phone, signed in to nothing', async () => {
    const { page, t, open, press } = desk
    await ask(desk, caseId, 'yes', spoken)
    await open(`/cases/${caseId}/receipt`)
    expect(await page.getByLabel(t('consent.receipt-language'), { exact: true }).inputValue()).toBe(spoken)
    await press(t('consent.receipt-make'))
    number = await page.locator('.sign').innerText()
    await page.emulateMedia({ media: 'print' })
    expect((await page.locator('body').innerText()).split('\n').filter(Boolean)[0]).toBe(
      served.test.house.knowledge.consentForm.slip.heading[spoken],
    )
    await page.emulateMedia({ media: 'screen' })

    await phone.open('/receipt')
    await phone.fill(t('receipt.number'), number.toLowerCase().replaceAll('-', ' '))
    await phone.press(t('receipt.show'))
    expect(await phone.text()).not.toContain(HELPER)
    await phone.page.getByRole('checkbox').first().check()
    await phone.press(t('receipt.take-back'))
    expect(await phone.heading()).toContain(t('receipt.done'))
    await open(`/cases/${caseId}/consents`)
    expect(await desk.text()).toContain(t('consent.state-withdrawn'))
  })

  // Axe needs script; the journey has none. So the same pages are looked at beside it, by who is signed in there as well.
  test('axe finds nothing on the pages of the way', async () => {
    const context = await examining(browser)
    await context.addCookies(await desk.page.context().cookies())
    const page = await context.newPage()
    const child = await openedCase(served.test, worker.actor, { ageGroup: 'child', personGroup: 'minors-alone' })
    const { rows } = await served.test.owner.query('select id from aman.consent where case_id = $1 order by id', [
      caseId,
    ])
    const at = `/${language}/cases/${caseId}`
    const faults: string[] = []
    for (const path of [
      `${at}/consents`,
      `${at}/consents/new`,
      `${at}/consents/new?purpose=referral`,
      `${at}/consents/${rows[0].id}`,
      `${at}/consents/${rows[1].id}/copy`,
      `${at}/consents/${rows[1].id}/withdraw`,
      `${at}/receipt`,
      `/${language}/cases/${child}/guardian`,
      `/${language}/consents/withdrawn`,
      `/${language}/receipt`,
    ]) {
      faults.push(...(await faultsAt(page, served.origin + path)))
    }
    await page.goto(`${served.origin}/${language}/receipt`)
    const send = () =>
      Promise.all([page.waitForEvent('domcontentloaded'), page.locator('main .button').first().click()])
    for (const typed of ['wrong', number]) {
      await page.locator('input[name=receipt]').fill(typed)
      await send()
      faults.push(...(await faultsOn(page)))
    }
    await context.close()
    expect(faults).toEqual([])
  }, 60_000)
})
