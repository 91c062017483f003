import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onServer } from '#features/identification/screening/on-server.ts'
import { SaveDimension } from '#features/identification/screening/record.ts'
import { saveDimension } from '#features/identification/screening/save-dimension.ts'
import { makeOwnCode } from '#features/partnership/devices/make-code.ts'
import { revokeDevice } from '#features/partnership/devices/revoke-device.ts'
import type { Actor } from '#server/db/transact.ts'
import { type Listening, listen } from '#start/server.ts'
import { freePort } from '#tests/support/browser-command.ts'
import { openTelephone } from '#tests/support/field-browser.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

const PIN = 'blue river tea 77'
/** Invented words, each typed once; none of them may lie readable in the telephone. */
const MARKERS = [
  'Zarmutalin',
  'Qelbodrik',
  'Vashtumeri',
  'Onkhadzor',
  'Pelimartu',
  'Ghorsandil',
  'Teshkumara',
  'Yulbaridze',
  'Mokhanteg',
  'Durvizhan',
]
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

async function note(at: number, word: string): Promise<void> {
  const area = main().locator('textarea').nth(at)
  // What has a note already stands open.
  if (!(await area.isVisible())) await main().locator('details:has(textarea) summary').nth(at).click()
  await area.fill(word)
}

/** Yes to the first questions, each with a note; the rest is not known. */
async function answerAll(words: readonly string[], next: string, finish: string): Promise<void> {
  for (const [at, word] of words.entries()) {
    await main().locator('input[type=radio][value=yes]').nth(at).check()
    await note(at, word)
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

/** The buttons of a language of the desk: begin, save and go on, complete. */
const BUTTONS = {
  en: ['Start', 'Save and continue', 'Complete'],
  ru: ['Начать', 'Сохранить и продолжить', 'Завершить'],
  kk: ['Бастау', 'Сақтап, жалғастыру', 'Аяқтау'],
} as const

/** A whole screening by the border card, with what was heard noted beside its first questions. */
async function screen(language: keyof typeof BUTTONS, spoken: string, words: readonly string[]): Promise<void> {
  const [start, next, complete] = BUTTONS[language]
  await begin({ in: language, begin: start, spoken })
  await answerAll(words, next, complete)
  await page.waitForURL(/screenings\/[0-9a-f-]{36}$/)
}

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
  for (const nowhere of ['border-card/none.mp3', 'border-card/1.json', 'border-card/..%2F1.json'])
    expect((await fetch(`${origin}/field/audio/${nowhere}`)).status).toBe(404)
})

test('with the server stopped and no network it starts cold, and three people are asked in three languages', {
  timeout: 180_000,
}, async () => {
  await phone.kill()
  await listening.stop()
  page = await phone.start(false)
  await unlock()
  await screen('en', 'uz', MARKERS.slice(0, 3))
  expect(await main().innerText()).toContain('Refer')
  await screen('ru', 'ky', MARKERS.slice(3, 5))
  await screen('kk', 'tg', MARKERS.slice(5, 7))
  expect(await page.locator('#field-status').innerText()).toContain('3')
})

test('one of them is changed before it is sent', { timeout: 60_000 }, async () => {
  await page.goto(`${origin}/field/en/screenings`)
  await main().locator('table a').first().click()
  await press('Change an answer')
  await page.waitForURL(/check$/)
  await main().locator('a', { hasText: 'Change' }).first().click()
  await note(0, MARKERS[7] ?? '')
  await press('Save and go back')
  await press('Complete')
  expect(await main().innerText()).toContain(MARKERS[7])
})

test('the battery dies in the middle of a fourth, and nothing that was typed is lost', {
  timeout: 90_000,
}, async () => {
  await begin({ in: 'en', begin: 'Start', spoken: 'en' })
  const at = page.url()
  await note(0, MARKERS[8] ?? '')
  await page.getByText('Saved on this device').waitFor()
  await phone.kill()
  expect(await phone.holds(ALL)).toEqual([])
  page = await phone.start(false)
  await unlock()
  await page.goto(at)
  expect(await main().locator('textarea').first().inputValue()).toBe(MARKERS[8])
  await answerAll([MARKERS[9] ?? ''], 'Save and continue', 'Complete')
})

test('when the network is back all are on the server, each exactly once', { timeout: 90_000 }, async () => {
  expect(await stored()).toEqual([])
  listening = await listen(test_.house)
  await phone.network(true)
  await page.goto(`${origin}/field/en/screenings`)
  await page.getByText('Everything here has been sent').waitFor({ timeout: 60_000 })
  const rows = await stored()
  expect(rows.map(each => each.status)).toEqual(['completed', 'completed', 'completed', 'completed'])
  expect(rows.map(each => each.language).sort()).toEqual(['en', 'ky', 'tg', 'uz'])
  await press('Send now')
  expect(await stored()).toEqual(rows)
})

test('a colleague was faster: the official decides answer by answer, with name and time before her', {
  timeout: 90_000,
}, async () => {
  await begin({ in: 'en', begin: 'Start', spoken: 'en' })
  const id = /screenings\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const dimension = page.url().split('/').at(-1) ?? ''
  await main().locator('input[type=radio][value=no]').first().check()
  const question = (await main().locator('input[type=radio]').first().getAttribute('name')) ?? ''
  await press('Save and stop here')
  await page.goto(`${origin}/field/en/screenings`)
  await press('Send this draft as it is')
  await expect.poll(async () => (await stored()).length).toBe(5)
  const colleague = await addStaff(test_, officer.agencyId, 'officer')
  const version = (await stored()).find(each => each.id === id)?.version ?? 0
  const key = question.slice('answers['.length, -1)
  const input = SaveDimension.parse({ screeningId: id, dimension, version, answers: { [key]: 'yes' } })
  must(await run(test_, colleague, onServer(saveDimension), input))
  await page.goto(`${origin}/field/en/screenings/${id}/${dimension}`)
  await main().locator('input[type=radio][value=unknown]').first().check()
  await press('Save and stop here')
  await page.goto(`${origin}/field/en/screenings`)
  await press('Send this draft as it is')
  await page.getByText('Compare and decide').click()
  await main().locator('input[type=radio][value=theirs]').first().check()
  await press('Save this choice')
  await expect.poll(async () => (await stored()).find(each => each.id === id)?.version).toBeGreaterThan(version + 1)
})

test('a lost telephone is wiped at its next contact, and holds nothing readable before and after', {
  timeout: 90_000,
}, async () => {
  expect(await phone.holds(ALL)).toEqual([])
  const { rows } = await test_.owner.query('select id from aman.device where user_id = $1', [officer.userId])
  must(await run(test_, officer, revokeDevice, { deviceId: rows[0].id }))
  await phone.kill()
  page = await phone.start(true)
  await page.waitForURL(/\/(enrol|field\/?)/, { timeout: 60_000 })
  await expect
    .poll(
      async () =>
        (await test_.owner.query('select wiped_at from aman.device where id = $1', [rows[0].id])).rows[0].wiped_at,
    )
    .not.toBeNull()
  await phone.kill()
  expect(await phone.holds(ALL)).toEqual([])
})
