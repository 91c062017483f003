import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeOwnCode } from '#features/partnership/devices/make-code.ts'
import type { Actor } from '#server/db/transact.ts'
import { type Listening, listen } from '#start/server.ts'
import { freePort } from '#tests/support/browser-command.ts'
import { openTelephone } from '#tests/support/field-browser.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

const PIN = 'blue river tea 77'
/** Invented words, each typed once; none of them may lie readable in the telephone. */
const MARKERS = ['Zarmutalin', 'Qelbodrik', 'Vashtumeri', 'Onkhadzor', 'Pelimartu', 'Ghorsandil', 'Teshkumara', 'Yulbaridze', 'Mokhanteg', 'Durvizhan']
const ALL = [...MARKERS, PIN]

let test_: TestHouse
let origin = ''
let listening: Listening
let officer: Actor
let phone: Awaited<ReturnType<typeof openTelephone>>
let page: Page

beforeAll(async () => {
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  test_ = await openTestHouse({ demo: true, port, origin })
  listening = await listen(test_.house)
  officer = await addActor(test_, 'officer')
  phone = await openTelephone(origin)
}, 120_000)
afterAll(async () => {
  await phone.close()
  await listening.stop()
  await test_.close()
})

const main = () => page.locator('main')
const press = async (name: string) => {
  await main().getByRole('button', { name, exact: true }).first().click()
  await page.waitForLoadState()
}

async function unlock(): Promise<void> {
  await page.fill('[name=pin]', PIN)
  await main().locator('form button').first().click()
  await page.waitForURL(/\/screenings$/)
}

type Begin = { in: string; begin: string; spoken: string }

/** A border card begun in a language of the desk, with the words of that language on its buttons. */
async function begin({ in: language, begin: word, spoken }: Begin): Promise<void> {
  await page.goto(`${origin}/field/${language}/screenings/new`)
  await page.check('[name=situation][value=border]')
  await page.check('[name=ageGroup][value=adult]')
  await page.selectOption('[name=language]', spoken)
  await press(word)
  await page.waitForURL(/screenings\/[0-9a-f-]{36}\//)
}

async function noteFirst(word: string): Promise<void> {
  await main().locator('details:has(textarea) summary').first().click()
  await main().locator('textarea').first().fill(word)
}

async function answerAll(words: readonly string[], next: string, finish: string): Promise<void> {
  for (const word of words) {
    await main().locator('input[type=radio][value=yes]').first().check()
    await noteFirst(word)
    await press(next)
  }
  while (!page.url().endsWith('/check')) await press(next)
  await press(finish)
}

const stored = async () => {
  const { rows } = await test_.owner.query(
    'select id, status, language, version from aman.screening where agency_id = $1 order by id',
    [officer.agencyId],
  )
  return rows as { id: string; status: string; language: string; version: number }[]
}

const EN = { next: 'Save and continue', finish: 'Complete the screening' }

test('a telephone is set up once, with a code', { timeout: 90_000 }, async () => {
  page = await phone.start(true)
  await page.waitForURL(/\/enrol$/)
  const { code } = must(await run(test_, officer, makeOwnCode, { label: 'Post 7' }))
  await page.fill('[name=code]', code)
  await page.fill('[name=pin]', PIN)
  await page.fill('[name=again]', PIN)
  await press('Set up')
  await page.waitForURL(/\/screenings$/)
  expect(await main().innerText()).toContain('Nothing is kept here')
})
