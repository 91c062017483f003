import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openBrowser } from '#tests/support/browser.ts'
import { serveFieldPage } from '#tests/support/field-page.ts'

let served: Awaited<ReturnType<typeof serveFieldPage>>
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  served = await serveFieldPage()
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
beforeEach(async () => {
  served.seen.length = 0
  Object.assign(served.settings, { answerAfterMs: 0, refuse: false })
  context = await browser.newContext()
  page = await context.newPage()
  page.setDefaultTimeout(5000)
  await page.goto(`${served.origin}/field/en/start`)
  await page.evaluate(() => navigator.serviceWorker.ready)
})
afterEach(() => context.close())

const open = async (on = page) => {
  await on.goto(`${served.origin}/field/en/form`)
  await on.getByText('3 saved here, not sent').waitFor()
}
const type = (text: string) => page.getByLabel('Note').pressSequentially(text)
const sent = (by: 'itself' | 'hand') =>
  served.seen.filter(each => each.by === by).map(each => Object.fromEntries(new URLSearchParams(each.what)))
const said = (what: string) => served.seen.filter(each => each.what === what).length
const onHidden = (on = page) => on.waitForURL('**/field/en/hidden')
const cover = (on = page) =>
  on.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
const ask = async () => {
  await page.evaluate(() => navigator.serviceWorker.controller?.postMessage({ test: 'ask' }))
}

test('what is typed is saved by itself once the hand rests, and the form then builds on the new version', async () => {
  await open()
  await type('abc')
  await page.getByText('Saved on this device.').waitFor()
  await page.getByLabel('Yes').check()
  await vi.waitFor(() => expect(sent('itself')).toHaveLength(2))
  expect(sent('itself')).toEqual([
    { version: '1', note: 'abc', after: 'stop' },
    { version: '2', note: 'abc', answer: 'yes', after: 'stop' },
  ])
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL('**/next')
  expect(sent('hand')).toEqual([{ version: '3', note: 'abc', answer: 'yes', after: 'continue' }])
  expect(said('lock')).toBe(0)
})

test('a form that is sent while a save is on its way waits for the version that it brings', async () => {
  served.settings.answerAfterMs = 600
  await open()
  await type('abc')
  await vi.waitFor(() => expect(sent('itself')).toHaveLength(1), 3000)
  await type('d')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL('**/next')
  expect(sent('hand').map(each => [each.version, each.note, each.after])).toEqual([['3', 'abcd', 'continue']])
})

test('a page that is covered saves, locks and goes, and neither key nor words remain in it', async () => {
  await open()
  await ask()
  await vi.waitFor(() => expect(said('gave the key')).toBe(1))
  await type('half a sen')
  const other = await context.newPage()
  await open(other)
  await cover()
  await Promise.all([onHidden(), onHidden(other)])
  expect(sent('itself').map(each => each.note)).toEqual(['half a sen'])
  const order = served.seen.filter(each => each.by === 'itself' || each.what === 'lock').map(each => each.by)
  expect(order.slice(0, 2)).toEqual(['itself', 'page'])
  await page.goBack().catch(() => null)
  expect(page.url()).not.toContain('/form')
})

test('a page that is left for the next one does not lock, and what was typed last is not lost', async () => {
  await open()
  await type('last')
  await page.getByRole('link', { name: 'Next' }).click()
  await page.waitForURL('**/next')
  await vi.waitFor(() => expect(sent('itself').map(each => each.note)).toEqual(['last']))
  expect(said('lock')).toBe(0)
})

test('five minutes without a hand lock, one key short of it does not', async () => {
  await page.clock.install()
  await open()
  await page.clock.fastForward(4 * 60_000)
  await page.keyboard.press('Shift')
  await page.clock.fastForward(4 * 60_000)
  await page.clock.runFor(6000)
  expect(said('lock')).toBe(0)
  await page.clock.fastForward(61_000)
  await page.clock.runFor(6000)
  await onHidden()
  expect(said('lock')).toBe(1)
})

test('Escape twice hides at once, and so does the button, even where nothing can be saved', async () => {
  served.settings.refuse = true
  await open()
  await type('x')
  await page.getByText('Not saved yet.').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await page.keyboard.press('Escape')
  expect(page.url()).toContain('/form')
  await page.keyboard.press('Escape')
  await onHidden()
  await open()
  await page.getByRole('link', { name: /Hide now/ }).click()
  await onHidden()
  await vi.waitFor(() => expect(said('lock')).toBe(2))
})

test('reads in a voice of the language alone, one text at a time, and says so where there is none', async () => {
  await page.addInitScript(() => {
    const spoken: string[] = []
    const voices = [
      { lang: 'ru-RU', localService: true, default: true },
      { lang: 'uz-UZ', localService: false, default: false },
      { lang: 'en-US', localService: true, default: false },
    ]
    const speechSynthesis = {
      getVoices: () => voices,
      speak: (said: { text: string; lang: string }) => spoken.push(`${said.lang}: ${said.text}`),
      cancel: () => spoken.push('quiet'),
    }
    class SpeechSynthesisUtterance {
      text: string
      constructor(text: string) {
        this.text = text
      }
    }
    for (const [name, value] of Object.entries({ spoken, speechSynthesis, SpeechSynthesisUtterance }))
      Object.defineProperty(window, name, { value })
  })
  await open()
  expect(await page.locator('#aloud').innerText()).toBe('Through headphones.')
  const [uzbek, english] = [
    page.locator('[data-aloud] button, [data-aloud] + button').first(),
    page.locator('p:text("Not a finding.") + button'),
  ]
  await uzbek.click()
  await page.getByText('No voice: Uzbek.').waitFor()
  await english.click()
  expect(await english.innerText()).toBe('Stop')
  await english.click()
  expect(await english.innerText()).toBe('Read aloud')
  expect(await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken)).toEqual([
    'quiet',
    'en: Not a finding.',
    'quiet',
  ])
})

test('a question that is recorded is played, one at a time, and one whose recording is lost is read by the voice', async () => {
  await page.addInitScript(() => {
    const heard: string[] = []
    const speechSynthesis = {
      getVoices: () => [{ lang: 'en-US', localService: true, default: true }],
      speak: (said: { text: string }) => heard.push(`voice: ${said.text}`),
      cancel: () => undefined,
    }
    class SpeechSynthesisUtterance {
      text: string
      constructor(text: string) {
        this.text = text
      }
    }
    const { play, pause } = HTMLMediaElement.prototype
    const recording = (does: string, sound: HTMLMediaElement) =>
      heard.push(`${does} ${new URL(sound.src).pathname.split('/').pop()}`)
    HTMLMediaElement.prototype.play = function () {
      recording('play', this)
      return play.call(this)
    }
    HTMLMediaElement.prototype.pause = function () {
      recording('stop', this)
      pause.call(this)
    }
    for (const [name, value] of Object.entries({ heard, speechSynthesis, SpeechSynthesisUtterance }))
      Object.defineProperty(window, name, { value })
  })
  await open()
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))
  const [recorded, lost] = [page.locator('p:text("Heard.") + button'), page.locator('p:text("Lost.") + button')]
  await recorded.click()
  expect(await recorded.innerText()).toBe('Stop')
  await recorded.click()
  expect(await recorded.innerText()).toBe('Read aloud')
  expect(await heard()).toEqual(['play heard.wav', 'stop heard.wav'])

  await recorded.click()
  await page.waitForFunction(() => (window as unknown as { heard: string[] }).heard.length === 2)
  expect(await recorded.innerText()).toBe('Read aloud')
  expect(await heard()).toEqual(['play heard.wav', 'stop heard.wav'])

  await recorded.click()
  await lost.click()
  await page.waitForFunction(() => (window as unknown as { heard: string[] }).heard.length === 4)
  expect(await recorded.innerText()).toBe('Read aloud')
  expect(await heard()).toEqual(['play heard.wav', 'stop heard.wav', 'play lost.wav', 'voice: Lost.'])
})
