import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Listening, listen } from '#start/server.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { freePort } from '#tests/support/browser-command.ts'
import { addColleague, type Colleague } from '#tests/support/browser-house.ts'
import { everythingKept, foundIn } from '#tests/support/everything-kept.ts'
import { addAgency, openTestHouse, type TestHouse } from '#tests/support/house.ts'

/** What could lead to the sender. None of it may be found anywhere afterwards. */
const SENDER = {
  address: '203.0.113.77',
  agent: 'InventedAgent/7.7 (sender of a tip)',
  camera: 'Invented camera 7',
  fileName: 'IMG_2044_from_Karim',
  words: 'Eleven men sleep behind the brickworks',
  place: 'Brickworks by the invented river',
  more: 'The gate is locked at night',
  last: 'Two of them are seventeen',
}
const ASKED = 'Can they leave when they want'
const ASKED_AGAIN = 'How old are they'

let house: TestHouse
let listening: Listening
let browser: Browser
let operator: Colleague
let origin = ''
let folder = ''
const lines: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-tip-'))
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  house = await openTestHouse({ port, origin, behindProxy: true, demo: true })
  const log = pino({ level: 'trace' }, { write: line => void lines.push(line) })
  listening = await listen({ ...house.house, log })
  operator = await addColleague(house, 'hotline-operator', await addAgency(house, { kind: 'hotline' }), 'Dana Invented')
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await listening?.stop()
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

async function photo(): Promise<string> {
  const path = join(folder, `${SENDER.fileName}.jpg`)
  const drawn = sharp({ create: { width: 60, height: 40, channels: 3, background: '#2a6' } })
    .jpeg()
    .withExif({ IFD0: { Make: SENDER.camera }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 14/1 0/1' } })
  await writeFile(path, await drawn.toBuffer())
  expect((await readFile(path)).includes(SENDER.camera)).toBe(true)
  return path
}

async function senderPage(): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    userAgent: SENDER.agent,
    extraHTTPHeaders: { 'x-forwarded-for': SENDER.address },
  })
  return context.newPage()
}

async function operatorPage(): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true })).newPage()
  await page.goto(`${origin}/en/sign-in`)
  await page.getByLabel('E-mail').fill(operator.email)
  await page.getByLabel('Password').fill(operator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

async function openList(page: Page, tab: string): Promise<void> {
  await page.goto(`${origin}/en/tips`)
  await page.getByRole('link', { name: tab, exact: true }).click()
  await page.locator('table a').first().click()
}

async function reply(page: Page, words: string): Promise<void> {
  await page.getByLabel('Answer or ask').fill(words)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText(words).waitFor()
}

async function follow(page: Page, receipt: string): Promise<void> {
  await page.goto(`${origin}/en/tip/follow`)
  await page.getByLabel('Number').fill(receipt)
  await page.getByRole('button', { name: 'Show' }).click()
}

async function say(page: Page, words: string): Promise<void> {
  await page.getByLabel('Your answer, or what is new').fill(words)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('It was added.').waitFor()
}

test('without script: a tip with a photo, two follow-ups from each side, and nothing that leads to who sent it', async () => {
  const sender = await senderPage()
  await sender.goto(`${origin}/en/tip`)
  expect(await sender.title()).toBe('A message')
  await sender.getByRole('link', { name: 'Leave this page' }).waitFor()
  await sender.getByRole('button', { name: 'Send', exact: true }).click()
  await sender.getByText('Fill this in').first().waitFor()
  await sender.getByLabel('What did you see, or what is happening?').fill(SENDER.words)
  await sender.getByLabel('The place in your own words').fill(SENDER.place)
  await sender.getByLabel('Somebody else').check()
  await sender.getByLabel('Yes', { exact: true }).check()
  await sender.getByLabel('A photo, a recording or a PDF, if you have one').setInputFiles(await photo())
  await sender.getByRole('button', { name: 'Send', exact: true }).click()
  const receipt = (await sender.locator('.confirmation strong').textContent()) ?? ''
  expect(receipt).toMatch(/^(\d{4} ){3}\d{4}$/)
  expect(new URL(sender.url()).search).toBe('')

  const desk = await operatorPage()
  await openList(desk, 'New')
  await desk.getByText(SENDER.place).waitFor()
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: /^Download a file/ }).click(),
  ])
  const saved = await readFile(await download.path())
  expect((await sharp(saved).metadata()).exif).toBe(undefined)
  expect(download.suggestedFilename()).toMatch(/^tip-[0-9a-f]{8}\.jpg$/)
  await reply(desk, ASKED)

  await follow(sender, '1111 2222 3333 4444')
  await sender.getByText('There is nothing under this number').first().waitFor()
  await follow(sender, receipt.replaceAll(' ', ''))
  await sender.getByText(ASKED).waitFor()
  await say(sender, SENDER.more)
  await openList(desk, 'The sender wrote again')
  await desk.getByText(SENDER.more).waitFor()
  await reply(desk, ASKED_AGAIN)
  await follow(sender, receipt)
  await say(sender, SENDER.last)
  await openList(desk, 'The sender wrote again')
  await desk.getByText(SENDER.last).waitFor()

  expect(await sender.context().cookies()).toEqual([])
  const digits = receipt.replaceAll(' ', '')
  const needles = { ...SENDER, receipt, digits, asked: ASKED, askedAgain: ASKED_AGAIN }
  const kept = await everythingKept(house)
  expect(foundIn(Buffer.concat([kept, Buffer.from('planted 203.0.113.77')]), needles)).toEqual(['address'])
  expect(kept.includes(operator.email)).toBe(true)
  expect(foundIn(kept, needles)).toEqual([])
  expect(foundIn(Buffer.from(lines.join('\n')), needles)).toEqual([])
}, 90_000)
