import { mkdirSync } from 'node:fs'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onServer } from '#features/identification/screening/on-server.ts'
import { SaveDimension } from '#features/identification/screening/record.ts'
import { saveDimension } from '#features/identification/screening/save-dimension.ts'
import { makeOwnCode } from '#features/partnership/devices/make-code.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import type { Actor } from '#server/db/transact.ts'
import { type Listening, listen } from '#start/server.ts'
import { type Mishap, openBadRoad } from '#tests/support/bad-road.ts'
import { faultsOn, overflowOf } from '#tests/support/browser-axe.ts'
import { openTelephone } from '#tests/support/field-browser.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

const SHOTS = process.env.SHOTS
const PIN = 'blue river tea 77'
const HEIGHT = 844

let test_: TestHouse
let road: Awaited<ReturnType<typeof openBadRoad>>
let mishap: Mishap = 'none'
let listening: Listening
let officer: Actor
let phone: Awaited<ReturnType<typeof openTelephone>>
let page: Page
const faults: string[] = []
const seen = new Set<string>()

beforeAll(async () => {
  road = await openBadRoad(() => mishap, 20_000)
  test_ = await openTestHouse({ demo: true, origin: road.origin })
  test_.setTime(new Date())
  listening = await listen(test_.house)
  road.leadTo(listening.port)
  officer = await addActor(test_, 'officer')
  await addActor(test_, 'case-worker')
  phone = await openTelephone(road.origin)
  page = await phone.start(true)
  await page.context().addInitScript({ content: axe.source })
  page.on('framenavigated', frame => seen.add(frame.url()))
}, 120_000)
afterAll(async () => {
  await phone?.close()
  await listening?.stop()
  await road?.close()
  await test_?.close()
})

const main = () => page.locator('main')
const press = async (name: string) => {
  const button = main().getByRole('button', { name, exact: true }).first()
  await Promise.all([page.waitForEvent('load'), button.click()])
}
const open = (path: string, language = 'en') => page.goto(`${road.origin}/field/${language}${path}`)
const pathNow = () => {
  const { pathname, search } = new URL(page.url())
  return pathname.replace(/^\/field\/[a-z]{2}/, '') + search
}
let shot = 0
async function examine(name: string, languages: readonly string[] = STAFF_LANGUAGES) {
  const path = pathNow()
  for (const language of languages) {
    await open(path, language)
    const t0 = Date.now()
    const where = `${name} in ${language}`
    for (const width of [320, 640, 1280, 390]) {
      await page.setViewportSize({ width, height: HEIGHT })
      const over = await overflowOf(page)
      if (over > 0) faults.push(`${where}, ${width} px: ${over} px too wide`)
      if (SHOTS && (width === 390 || (width === 1280 && language === 'en'))) {
        mkdirSync(SHOTS, { recursive: true })
        await page.screenshot({
          path: `${SHOTS}/${String(shot++).padStart(3, '0')}-${name.replaceAll(' ', '-')}-${language}-${width}.png`,
          fullPage: true,
        })
      }
    }
    if (SHOTS) {
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      const over = await overflowOf(page)
      if (over > 0) console.log(`TEXT200 ${where}: ${over}`)
      await page.evaluate(() => {
        document.documentElement.style.fontSize = ''
      })
    }
    const t1 = Date.now()
    faults.push(...(await faultsOn(page)).map(each => `${where}: ${each}`))
    if (SHOTS) console.log(where, t1 - t0, Date.now() - t1)
    await page.emulateMedia({ colorScheme: 'dark' })
    faults.push(...(await faultsOn(page, ['color-contrast'])).map(each => `${where} in the dark: ${each}`))
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await open(path)
}

async function begin(): Promise<string> {
  await open('/screenings/new')
  await page.check('[name=situation][value=border]')
  await page.check('[name=ageGroup][value=adult]')
  await page.selectOption('[name=language]', 'uz')
  await press('Start')
  await page.waitForURL(/screenings\/[0-9a-f-]{36}\//)
  return /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? ''
}
async function finish(): Promise<string> {
  const id = await begin()
  while (!page.url().endsWith('/check')) {
    await main().locator('input[type=radio][value=yes]').first().check()
    await press('Save and continue')
  }
  console.log('BEFORE', page.url())
  await press('Complete')
  console.log('AFTER', page.url(), (await main().innerText()).slice(0, 300))
  return id
}
const list = () => open('/screenings')
const stateShown = async (word: string) => {
  await expect
    .poll(
      async () => {
        await list()
        return main().innerText()
      },
      { timeout: 40_000, interval: 500 },
    )
    .toContain(word)
}

test('shut', async () => {
  await page.waitForURL(/\/enrol$/)
  await examine('enrol')
  await press('Set up')
  await examine('enrol refused')
  const { code } = must(await run(test_, officer, makeOwnCode, { label: 'Post 7' }))
  await page.fill('[name=code]', code)
  await page.fill('[name=pin]', PIN)
  await page.fill('[name=again]', PIN)
  await press('Set up')
  await page.waitForURL(/\/screenings$/)
  await examine('empty')
  await open('/hidden')
  await examine('hidden')
  await open('/unlock')
  await examine('unlock')
  await page.fill('[name=pin]', 'wrong one')
  await press('Open')
  await examine('unlock refused')
  await page.fill('[name=pin]', PIN)
  await press('Open')
  await page.waitForURL(/\/screenings$/)
  expect(faults).toEqual([])
}, 90_000)

test('asked', async () => {
  await open('/screenings/new')
  await examine('start')
  await press('Start')
  await examine('start refused')
  const id = await begin()
  const first = pathNow()
  await examine('question')
  await main().locator('input[type=radio][value=yes]').first().check()
  await main().locator('details:has(textarea) summary').first().click()
  await main().locator('textarea').first().fill('Zarmutalin')
  await press('Save and continue')
  await examine('question 2')
  await main().locator('input[type=radio][value=yes]').first().check()
  await press('Save and continue')
  await examine('check')
  await open(`${first}?from=check`)
  await examine('question again')
  await open(`/screenings/${id}/check`)
  await press('Complete')
  await page.waitForURL(/[0-9a-f-]{36}$/)
  await examine('result')
  await open(`/screenings/${id}/referral`)
  await examine('referral')
  await press('Keep with the screening')
  await examine('referral refused')
  await open(`/screenings/${id}/check`)
  await examine('check of a finished one')
  await open('/device')
  await examine('device')
  await press('Change the PIN')
  await examine('device refused')
  await open('/nowhere')
  await examine('nowhere')
  expect(faults).toEqual([])
}, 120_000)

test('list', async () => {
  await stateShown('sent')
  const torn = await begin()
  const dimension = page.url().split('/').at(-1) ?? ''
  const question = ((await main().locator('input[type=radio]').first().getAttribute('name')) ?? '').slice(8, -1)
  await main().locator('input[type=radio][value=no]').first().check()
  await press('Save and stop here')
  await list()
  await press('Send this draft as it is')
  await stateShown('sent')
  const colleague = await addStaff(test_, officer.agencyId, 'officer')
  const input = SaveDimension.parse({
    screeningId: torn,
    dimension,
    version: 1,
    answers: { [question]: 'yes' },
    notes: { [question]: 'She said so later' },
  })
  must(await run(test_, colleague, onServer(saveDimension), input))
  await open(`/screenings/${torn}/${dimension}`)
  await main().locator('input[type=radio][value=unknown]').first().check()
  await press('Save and stop here')
  await list()
  await press('Send this draft as it is')
  await stateShown('you decide')

  await begin()
  test_.setTime(new Date(Date.now() - 3 * 366 * 86_400_000))
  await finish()
  await stateShown('refused')
  test_.setTime(new Date())
  mishap = 'cut-before'
  await finish()
  await stateShown('not sent yet')
  mishap = 'silence-before'
  await finish()
  await stateShown('waits for a network')
  await examine('list')
  mishap = 'none'
  await list()
  await page.getByText('Compare and decide').click()
  await examine('conflict')
  await press('Save this choice')
  console.log([...seen].join('\n'))
  expect(faults).toEqual([])
}, 180_000)
