import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import type { Role } from '#domain/access/roles.ts'
import type { Language } from '#knowledge/schema/words.ts'
import type { Account } from '#start/demo/accounts.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { freePort, running } from '#tests/support/browser-command.ts'
import { takeCards } from './cards.ts'
import { makeSmall } from './small.ts'
import { click, findAmong, ROWS, screen, scrollTo } from './steps.ts'

/* Takes the pictures of README from a fresh demonstration, and of the printed cards: npm run pictures. */

const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 }
const LARGEST = 250_000
const CERTIFICATE = /[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}/

type Demo = { origin: string; accounts: Account[] }
type Look = { role: Role; language: Language; size: typeof DESKTOP; dark?: boolean }
type Sight = Look & { show(page: Page, open: (path: string) => Promise<unknown>): Promise<unknown> }

const SIGHTS: Record<string, Sight> = {
  'worklist-desktop-en': { role: 'case-worker', language: 'en', size: DESKTOP, show: (_, open) => open('') },
  'screening-phone-kk': {
    role: 'officer',
    language: 'kk',
    size: PHONE,
    show: async (page, open) => {
      await screen(page, open, 3)
      await scrollTo(page, '.progress')
    },
  },
  'result-phone-ru': {
    role: 'officer',
    language: 'ru',
    size: PHONE,
    show: async (page, open) => {
      await screen(page, open, 6)
      await click(page, 'main form button')
      await scrollTo(page, 'h1')
    },
  },
  'case-desktop-ru': {
    role: 'case-worker',
    language: 'ru',
    size: DESKTOP,
    show: async (page, open) => {
      await open('/cases')
      await findAmong(page, ['Осторожно', 'Сейчас в приюте', '+999'])
    },
  },
  'timeline-desktop-ru': {
    role: 'case-worker',
    language: 'ru',
    size: DESKTOP,
    show: async (page, open) => {
      await open('/cases')
      await findAmong(page, ['Сейчас в приюте', 'Опрос завершён'])
      // Beneath the quick exit.
      await scrollTo(page, '[aria-labelledby=timeline]', 112)
    },
  },
  'consent-phone-ru': {
    role: 'case-worker',
    language: 'ru',
    size: PHONE,
    show: async (page, open) => {
      await open('/cases')
      await click(page, ROWS)
      await page.goto(`${page.url()}/consents/new?purpose=referral`)
      await scrollTo(page, 'h1')
    },
  },
  'plan-desktop-en': {
    role: 'case-worker',
    language: 'en',
    size: DESKTOP,
    show: async (page, open) => {
      await open('')
      await click(page, 'main a[href$="/plan/review"]')
      await page.goto(page.url().replace('/review', ''))
      await scrollTo(page, 'h1')
    },
  },
  'certificate-phone-kk': {
    role: 'case-worker',
    language: 'kk',
    size: PHONE,
    show: async (page, open) => {
      await open('')
      await click(page, 'main a[href$="/reflection"]')
      const shown = (await page.locator('main').textContent()) ?? ''
      // From here on as an officer without an account sees it.
      await page.context().clearCookies()
      await open('/certificate')
      await page.locator('[name=number]').fill(CERTIFICATE.exec(shown)?.[0] ?? '')
      await click(page, 'main form button')
    },
  },
  'access-log-desktop-ru': {
    role: 'case-worker',
    language: 'ru',
    size: DESKTOP,
    show: async (page, open) => {
      await open('/cases')
      await findAmong(page, ['Сейчас в приюте', 'Опрос завершён'])
      await page.goto(`${page.url()}/access-log`)
    },
  },
  'beds-desktop-en': {
    role: 'case-worker',
    language: 'en',
    size: DESKTOP,
    show: (_, open) => open('/shelters'),
  },
  'referral-desktop-en-dark': {
    role: 'shelter-manager',
    language: 'en',
    size: DESKTOP,
    dark: true,
    show: async (page, open) => {
      await open('/referrals')
      await findAmong(page, ['waits for an answer', 'Your answer'])
    },
  },
}

async function take(browser: Browser, { origin, accounts }: Demo, name: string, sight: Sight): Promise<void> {
  const { role, language, size, dark = false, show } = sight
  const context = await browser.newContext({ ...size, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const open = (path: string) => page.goto(`${origin}/${language}${path}`)
  const account = accounts.find(each => each.role === role)
  await open('/sign-in')
  await page.locator('[name=email]').fill(account?.email ?? '')
  await page.locator('[name=password]').fill(account?.password ?? '')
  await click(page, 'main form button')
  await show(page, open)
  const path = fileURLToPath(new URL(`./${name}.png`, import.meta.url))
  await page.screenshot({ path })
  await context.close()
  const { size: bytes } = await stat(path)
  console.log(`${name}.png ${Math.round(bytes / 1000)} kB`)
  if (bytes > LARGEST) throw new Error(`${name}.png is larger than ${LARGEST / 1000} kB`)
}

await takeCards()

const data = await mkdtemp(join(tmpdir(), 'aman-pictures-'))
const program = await running(
  ['start', '--demo', '--port', String(await freePort()), '--data', data],
  /All sign-ins and API tokens/,
)
const browser = await openBrowser()
try {
  const demo: Demo = JSON.parse(await readFile(join(data, 'demo.json'), 'utf8'))
  for (const [name, sight] of Object.entries(SIGHTS)) await take(browser, demo, name, sight)
} finally {
  await browser.close()
  await program.stop()
  await rm(data, { recursive: true, force: true })
}

await makeSmall()
