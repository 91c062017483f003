import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency, addStaff } from '#tests/support/house.ts'
import { readPdf } from '#tests/support/read-pdf.ts'

let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  await addStaff(served.test, await addAgency(served.test, { kind: 'hotline' }), 'hotline-operator')
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const FREE_TREATMENT = 'Ishdagi jarohat yoki ishdan kelib chiqqan kasallikni bepul davolash'

/** Under which heading of the second rank a right stands. */
const headingOver = (page: Page, title: string) =>
  page.locator('h2', { hasText: /\S/ }).evaluateAll((headings, wanted) => {
    const element = [...document.querySelectorAll('h3, li')].find(each => each.textContent?.startsWith(wanted))
    const before = headings.filter(
      each => element && each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
    )
    return before.at(-1)?.textContent
  }, title)

async function askOn(page: Page, [day, month, year]: readonly [string, string, string]): Promise<void> {
  await page.goto(`${served.origin}/uz/rights`)
  await page.getByLabel('Qaysi davlat fuqarosisiz?').selectOption({ label: 'Oʻzbekiston' })
  await page.getByLabel('Ishda jarohat olish').check()
  await page.getByLabel('18 yosh yoki undan katta').check()
  await page.getByLabel('Kun', { exact: true }).fill(day)
  await page.getByLabel('Oy', { exact: true }).fill(month)
  await page.getByLabel('Yil', { exact: true }).fill(year)
  await page.getByRole('button', { name: 'Huquqlarimni koʻrsatish' }).click()
  await page.getByRole('heading', { name: 'Sizning huquqlaringiz' }).waitFor()
}

test('without script, in Uzbek: free treatment not yet on 1 March 2020, hers on 1 June; a letter to print; a message from there', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()

  await askOn(page, ['1', '3', '2020'])
  expect(await page.title()).toBe('Savol va javoblar')
  expect(await headingOver(page, FREE_TREATMENT)).toBe('Oʻsha kuni hali amal qilmagani')
  expect(await headingOver(page, 'Shoshilinch tibbiy yordam')).toBe('Huquqingiz bor')

  await askOn(page, ['1', '6', '2020'])
  expect(await headingOver(page, FREE_TREATMENT)).toBe('Huquqingiz bor')
  const box = page.locator('section.notice', { hasText: FREE_TREATMENT })
  await box.getByText('Chunki javobingiz: Oʻzbekiston; ishda jarohat olish.').waitFor()
  await box.getByText('Kuchga kirgan kuni tekshirilmagan.').first().waitFor()
  await box.getByText(/Qozogʻiston va Oʻzbekiston hukumatlari oʻrtasidagi/).waitFor()
  expect(new URL(page.url()).search).toBe('')

  await page.getByLabel('Bepul tibbiy yordam haqida ariza').check()
  await page.getByLabel('ruscha').check()
  await page.getByRole('button', { name: 'Xatni tuzish' }).click()
  await page.getByText('Заявление о бесплатной медицинской помощи').first().waitFor()
  expect(new URL(page.url()).search).toBe('')
  const pdf = await readPdf(await page.pdf({ format: 'A4' }))
  const text = pdf.pages
    .flatMap(each => each.runs.map(run => run.text))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
  await pdf.close()
  expect(text).toContain('Bepul tibbiy yordam haqida ariza')
  expect(text).toContain('Заявление о бесплатной медицинской помощи')
  expect(text).toContain('Соглашение между Правительствами Казахстана и Узбекистана')
  expect(text).toContain('____')
  expect(text).not.toContain('Aman')
  expect(text).not.toContain('Sahifadan chiqish')

  await askOn(page, ['1', '6', '2020'])
  await page.getByRole('link', { name: 'Bizga ismsiz yozish' }).click()
  await page.getByLabel('Nimani koʻrdingiz yoki nima boʻlyapti?').fill('Invented: nobody treats my hand')
  await page.getByLabel('Oʻzim haqimda').check()
  await page.getByRole('button', { name: 'Yuborish' }).click()
  await page.getByText('Xabaringiz yetib keldi').waitFor()
  expect(await context.cookies()).toEqual([])
  await context.close()
}, 90_000)

test('whoever changes an answer goes on from what was answered, and a letter can be had without any answer', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await askOn(page, ['1', '6', '2020'])
  await page.getByRole('button', { name: 'Javoblarni oʻzgartirish' }).click()
  expect(await page.getByLabel('Ishda jarohat olish').isChecked()).toBe(true)
  expect(await page.getByLabel('Yil', { exact: true }).inputValue()).toBe('2020')

  await page.goto(`${served.origin}/kk/rights/letter`)
  await page.getByLabel('Жалақының төленбеуі туралы шағым').check()
  await page.getByRole('button', { name: 'Хат құрастыру' }).click()
  await page.getByText('Жалоба на невыплату зарплаты').first().waitFor()
  await context.close()
}, 60_000)
