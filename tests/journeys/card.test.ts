import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'

/*
 * An officer at a post with a few minutes, a phone and no script: the short card, begun in Uzbek, gone on with in Tajik.
 */

let served: Served
let browser: Browser
let desk: Desk

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
  desk = await openDesk(browser, served, { t: served.test.house.words.in('ru'), viewport: PHONE })
  const agency = await addAgency(served.test, { kind: 'border-service' })
  await signIn(desk, await addColleague(served.test, 'officer', agency, 'Invented Officer'))
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const card = () => {
  const found = served.test.house.knowledge.latest('border-card')
  if (!found) throw new Error('no border card')
  return found
}
const questions = (group: number) => card().dimensions[group]?.indicators ?? []
const numbered = (group: number, id: string) => {
  const at = questions(group).findIndex(each => each.id === id)
  return `${at + 1}. ${questions(group)[at]?.question.ru}`
}

test('the card is what a hurried officer gets, in the person’s language beside the officer’s', async () => {
  const { page, t, open, press, tick, heading, text } = desk
  await open('/screenings/new')
  await tick(t('screening.situation-question'), t('screening.situation-border'))
  await tick(t('screening.age-question'), t('screening.age-answer-adult'))
  await page.getByLabel(t('screening.language'), { exact: true }).selectOption('uz')
  await press(t('screening.begin'))
  expect(await heading()).toBe(card().dimensions[0]?.title.ru)
  for (const { question } of questions(0)) expect(await text()).toContain(question.uz)
  await tick(numbered(0, 'fearful'), t('screening.answer-yes'))
  await press(t('screening.save-continue'))
})

test('switching to another language in the middle loses no answer', async () => {
  const { page, t, press, tick, text } = desk
  await tick(numbered(1, 'documents_held'), t('screening.answer-yes'))
  await page
    .locator('summary')
    .filter({ hasText: t('screening.speak-other', { language: t.languageName('uz') }) })
    .click()
  await press(t.languageName('tg'))
  for (const { question } of questions(1)) expect(await text()).toContain(question.tg)
  const kept = page.getByRole('group', { name: numbered(1, 'documents_held'), exact: true })
  expect(await kept.getByLabel(t('screening.answer-yes'), { exact: true }).isChecked()).toBe(true)
  await press(t('screening.save-continue'))
})

test('the result says what to do in this country, whom to call, and what never to do', async () => {
  const { page, t, press, heading, text } = desk
  await press(t('screening.complete'))
  expect(await heading()).toBe(t('screening.step-refer'))
  const steps = served.test.house.knowledge.nextSteps('border-card', served.test.house.country)?.steps
  for (const { text: words } of [...(steps?.refer ?? []), ...(steps?.never ?? [])])
    expect(await text()).toContain(words.ru)
  expect(await text()).toContain(t('screening.steps-unverified'))
  expect(await text()).toContain('116 16')
  expect(await text()).toContain(questions(1)[0]?.question.ru)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width)
})
