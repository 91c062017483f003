import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { openedCase } from '#tests/support/thread.ts'

let served: Served
let browser: Browser
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-attached-'))
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
  await rm(folder, { recursive: true, force: true })
})

const CAMERA = 'Invented camera 7'

async function file(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

test('without script: a photo loses its place, a program is refused, too large a file too, and one is removed', async () => {
  const { email, password, actor } = await addColleague(
    served.test,
    'case-worker',
    await addAgency(served.test),
    'Dana',
  )
  const caseId = await openedCase(served.test, actor)
  const page = await (await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true })).newPage()
  await page.goto(`${served.origin}/en/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`${served.origin}/en/cases/${caseId}`)
  await page.getByRole('link', { name: 'Documents, photos and recordings' }).click()
  const add = async (path: string) => {
    await page.goto(`${served.origin}/en/cases/${caseId}/attachments/new`)
    await page.getByLabel('File', { exact: true }).setInputFiles(path)
    await page.getByRole('button', { name: 'Add a file' }).click()
  }

  const photo = sharp({ create: { width: 60, height: 40, channels: 3, background: '#2a6' } })
    .jpeg()
    .withExif({ IFD0: { Make: CAMERA }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 14/1 0/1' } })
  const path = await file('IMG_7.jpg', await photo.toBuffer())
  expect((await readFile(path)).includes(CAMERA)).toBe(true)
  await add(path)
  await page.getByText('The file was added').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'IMG_7.jpg', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^attachment-[0-9a-f]{8}\.jpg$/)
  const saved = await readFile(await download.path())
  expect((await sharp(saved).metadata()).exif).toBe(undefined)
  expect(saved.includes(CAMERA)).toBe(false)

  await add(await file('holiday.jpg', Buffer.concat([Buffer.from('MZ'), randomBytes(5000)])))
  await page.getByText('Files of this kind are not taken').waitFor()
  await add(await file('long.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1_050_000)])))
  await page.getByText('This file is too large').waitFor()
  await page.getByRole('button', { name: 'Add a file' }).click()
  await page.getByText('Fill this in').first().waitFor()

  await page.goto(`${served.origin}/en/cases/${caseId}/attachments`)
  await page.getByRole('link', { name: /^Remove/ }).click()
  await page.getByRole('button', { name: 'Remove the file for good' }).click()
  await page.getByText('The file was removed').waitFor()
  await page.getByText('No file has been added to this case').waitFor()
}, 60_000)
