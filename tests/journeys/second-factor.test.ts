import { createHmac } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, type Desk, openDesk, signIn } from '#tests/support/browser-desk.ts'
import { type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency, addStaff } from '#tests/support/house.ts'

const PASSWORD = 'seven invented tulips'
const EMAIL = 'invented@agency.example'
const STEP = 30

let served: Served
let browser: Browser
let desk: Desk
let link: string
/** What the authenticator app holds, and the codes on paper. */
let secret = ''
let backupCodes: string[] = []

beforeAll(async () => {
  served = await serveTestHouse()
  browser = await openBrowser()
  const { test: house } = served
  const { userId } = await addStaff(house, await addAgency(house), 'case-worker')
  await house.owner.query(`update aman.staff set email = $2, status = 'invited' where user_id = $1`, [userId, EMAIL])
  await house.house.auth.createUser({ id: userId, email: EMAIL, name: 'Invented Colleague' })
  link = `/set-up/${await house.house.auth.makeLink('invitation', userId, 72)}`
  desk = await openDesk(browser, served, { t: house.house.words.in('en'), viewport: DESKTOP })
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function bytesOf(base32: string): Buffer {
  const bits = [...base32].map(letter => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(octet => Number.parseInt(octet, 2)))
}

/** RFC 6238 with the defaults that every app has: SHA-1, six digits, thirty seconds. */
function codeAt(seconds: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / STEP)))
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

const now = () => Date.now() / 1000

test('the codes are those of RFC 6238', () => {
  secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect([codeAt(59), codeAt(1_111_111_109), codeAt(20_000_000_000)]).toEqual(['287082', '081804', '353130'])
})

test('an invited colleague chooses a password by the link that she was sent', async () => {
  const { open, fill, press, text, heading } = desk
  await open(link)
  expect(await text()).toContain(EMAIL)
  await fill('New password', PASSWORD)
  await fill('The new password again', 'another one')
  await press('Set password')
  expect(await text()).toContain('The two passwords are not the same')
  await fill('New password', PASSWORD)
  await fill('The new password again', PASSWORD)
  await press('Set password')
  expect(await heading()).toBe('Your password is set')
})

test('the link has opened once and opens no more', async () => {
  await desk.open(link)
  expect(await desk.heading()).toBe('This link no longer works')
})

test('a password alone shows her nothing: she is held until the second factor is set up', async () => {
  await signIn(desk, { email: EMAIL, password: PASSWORD })
  expect(await desk.heading()).toBe('Set up your second factor')
  for (const path of ['', '/cases', '/shelters', '/tokens']) {
    await desk.open(path)
    expect(await desk.heading(), path).toBe('Set up your second factor')
  }
})

test('she adds the secret to her app, proves it with a code, and is in', async () => {
  const { page, fill, press, text, heading } = desk
  await fill('Password', PASSWORD)
  await press('Continue')
  const uri = await page.getByRole('link', { name: 'Open in the authenticator app' }).getAttribute('href')
  secret = new URL(uri ?? '').searchParams.get('secret') ?? ''
  expect(secret).toMatch(/^[A-Z2-7]{26,}$/)
  expect((await page.locator('dd code').innerText()).replaceAll(' ', '')).toBe(secret)
  expect(await page.getByRole('img').count()).toBe(1)

  await fill('Six-digit code', codeAt(now() - 3600))
  await press('Continue')
  expect(await text()).toContain('This code is not right')
  await fill('Six-digit code', codeAt(now()))
  await press('Continue')
  expect(await heading()).toBe('Keep your backup codes')
  backupCodes = await page.locator('main li code').allInnerTexts()
  expect(new Set(backupCodes).size).toBe(10)
  await press('I have kept them')
  expect(await heading()).toBe('What waits')
})

test('she signs out; then the pages are shut, and going back shows none of them', async () => {
  const { page, open, press, heading } = desk
  await press('Sign out')
  expect(await heading()).toBe('You are signed out')
  await open('/cases')
  expect(await heading()).toBe('Sign in')
  await page.goBack()
  await page.goBack()
  expect(await page.locator('.rail').count()).toBe(0)
})

test('the next sign-in asks for a code, takes the right one, and each code once only', async () => {
  const { page, fill, press, heading, text } = desk
  await signIn(desk, { email: EMAIL, password: PASSWORD })
  expect(await heading()).toBe('Enter your code')
  expect(await page.locator('.rail').count()).toBe(0)
  await fill('Six-digit code', '000000')
  await press('Continue')
  expect(await text()).toContain('This code is not right')
  const code = codeAt(now() + STEP)
  await fill('Six-digit code', code)
  await press('Continue')
  expect(await heading()).toBe('What waits')

  await press('Sign out')
  await signIn(desk, { email: EMAIL, password: PASSWORD })
  await fill('Six-digit code', code)
  await press('Continue')
  expect(await text()).toContain('This code is not right, or it was used before')
})

test('without her phone a code from the paper lets her in, once', async () => {
  const { fill, press, heading, text } = desk
  const [paper = ''] = backupCodes
  await press('Use a backup code')
  await fill('Backup code', paper)
  await press('Continue')
  expect(await heading()).toBe('What waits')
  await press('Sign out')
  await signIn(desk, { email: EMAIL, password: PASSWORD })
  await press('Use a backup code')
  await fill('Backup code', paper)
  await press('Continue')
  expect(await heading()).toBe('Enter a backup code')
  expect(await text()).toContain('not right')
})
