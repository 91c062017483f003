import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { openedCase } from '#tests/support/thread.ts'

let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test('from the first day to a certificate that an officer checks on a phone in Kazakh, all without script', async () => {
  const { test: house } = served
  const { words } = house.house
  const colleague = await addColleague(house, 'case-worker', await addAgency(house), 'Invented Worker')
  const caseId = await openedCase(house, colleague.actor)
  const worker = await openDesk(browser, served, { t: words.in('ru'), viewport: DESKTOP })
  await signIn(worker, colleague)
  await worker.open(`/cases/${caseId}`)
  await worker.follow(worker.t('reflection.title'))
  await worker.press(worker.t('reflection.begin'))
  await worker.fill(worker.t('reflection.until'), '2027-02-01')
  await worker.press(worker.t('reflection.extend'))
  await worker.press(worker.t('reflection.issue'))
  expect(await worker.text()).toContain(worker.t('reflection.print-a6'))

  const { rows } = await house.owner.query('select number from aman.reflection_certificate where case_id = $1', [
    caseId,
  ])
  const officer = await openDesk(browser, served, { t: words.in('kk'), viewport: PHONE })
  const check = async () => {
    await officer.open('/certificate')
    await officer.fill(officer.t('certificate.number'), rows[0].number)
    await officer.press(officer.t('certificate.check'))
    return officer.heading()
  }
  expect(await check()).toBe(officer.t('certificate.verdict-valid'))
  expect(await officer.text()).toContain('2027 ж. 2 ақпан')

  await worker.page.getByText(worker.t('reflection.certificate-lost')).click()
  await worker.press(worker.t('reflection.certificate-withdraw'))
  expect(await check()).toBe(officer.t('certificate.verdict-revoked'))
  expect(await officer.text()).not.toMatch(/2027/)
  await worker.leave()
  await officer.leave()
}, 60_000)
