import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from '#start/server.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsOn, overflowOf } from '#tests/support/browser-axe.ts'
import { freePort } from '#tests/support/browser-command.ts'
import { everythingKept, foundIn } from '#tests/support/everything-kept.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'

let house: TestHouse
let listening: Listening
let browser: Browser
let origin = ''

const PHONE = { width: 320, height: 640 }

beforeAll(async () => {
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  house = await openTestHouse({ port, origin })
  listening = await listen(house.house)
  await addStaff(house, await addAgency(house, { kind: 'hotline' }), 'hotline-operator')
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await listening?.stop()
  await house?.close()
})

const tips = async () => (await house.owner.query('select count(*)::int as number from aman.tip')).rows[0].number

const answer = (page: Page, question: string, said: string) =>
  page.getByRole('group', { name: question }).getByLabel(said, { exact: true }).check()

const TAKEN = 'Паспортуңузду же күбөлүгүңүздү бирөө алып коюп, кайтарбай жатабы?'
const BEATEN = 'Сизди уруштубу же жыныстык катнашка мажбурлаштыбы?'
const UNPAID = 'Акыңызды беришпейби же бирөө алып коёбу?'
const ADDED = 'Кум куйган цехте уктайбыз'

test('without script, in Kyrgyz: questions, what to do, a message that she changed, and its number', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE })
  const page = await context.newPage()
  await page.goto(`${origin}/ky/check`)
  expect(await page.title()).toBe('Суроолор')
  await page.getByRole('button', { name: 'Эмне кылуу керегин көрүү' }).click()
  await page.getByText('Азырынча бир да суроого жооп берилген жок').waitFor()

  await answer(page, BEATEN, 'Ооба')
  await answer(page, TAKEN, 'Ооба')
  await answer(page, UNPAID, 'Билбейм')
  await answer(page, 'Жашыңыз канчада?', '18 же андан улуу')
  await page.getByRole('button', { name: 'Эмне кылуу керегин көрүү' }).click()
  await page.getByRole('heading', { level: 1, name: /азыр жардам сураңыз/ }).waitFor()
  expect(await page.locator('a.call').first().getAttribute('href')).toBe('tel:112')
  await page.getByText('Бул номерди кызматтын өзү азырынча ырастай элек.').waitFor()
  await page.getByText('10 суроо жоопсуз калды.').waitFor()
  expect(page.url()).toBe(`${origin}/ky/check`)

  await page.getByRole('button', { name: 'Жоопторума кайтуу' }).click()
  expect(await page.locator('input[type=radio]:checked').count()).toBe(4)
  await page.getByRole('button', { name: 'Эмне кылуу керегин көрүү' }).click()
  expect(foundIn(await everythingKept(house), { TAKEN, BEATEN })).toEqual([])
  expect(await tips()).toBe(0)

  await page.getByRole('button', { name: 'Билдирүүнү көрүү' }).click()
  const words = page.getByLabel('Эмнени көрдүңүз же эмне болуп жатат?')
  const prepared = await words.inputValue()
  expect(await page.getByRole('alert').count()).toBe(0)
  expect(prepared).toContain(`– ${TAKEN}`)
  expect(prepared).not.toContain(UNPAID)
  await words.fill(`${prepared}\n${ADDED}`)
  await page.getByRole('button', { name: 'Жөнөтүү', exact: true }).click()
  const receipt = (await page.locator('.confirmation strong').first().textContent()) ?? ''
  expect(receipt).toMatch(/^(\d{4} ){3}\d{4}$/)
  expect(await tips()).toBe(1)
  expect(await context.cookies()).toEqual([])

  await page.goto(`${origin}/ky/tip/follow`)
  await page.getByLabel('Номер').fill(receipt)
  await page.locator('main form button').click()
  await page.getByText(ADDED).waitFor()
  await context.close()
}, 60_000)

test('axe finds nothing on a narrow phone, and nothing runs over its edge', async () => {
  const context = await examining(browser)
  const page = await context.newPage()
  await page.setViewportSize(PHONE)
  const faults: string[] = []
  const look = async (at: string) => {
    faults.push(...(await faultsOn(page)).map(fault => `${at}: ${fault}`))
    if ((await overflowOf(page)) > 0) faults.push(`${at}: runs over`)
  }
  for (const language of ['ky', 'uz', 'en']) {
    await page.goto(`${origin}/${language}/check`)
    await look(`${language} questions`)
    await page.locator('main form button').click()
    await page.locator('[role=alert]').waitFor()
    await look(`${language} nothing answered`)
    await page.locator('input[value=yes]').first().check()
    await page.locator('main form button').click()
    await page.locator('a.call').first().waitFor()
    await look(`${language} result`)
  }
  await context.close()
  expect(faults).toEqual([])
}, 60_000)
