import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeCase } from '#features/protection/cases/close-case.ts'
import { reportDue } from '#features/protection/retention/report-due.ts'
import type { Language } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { must, openedCase, run } from '#tests/support/thread.ts'

const PEOPLE = {
  first: { role: 'case-worker', language: 'en', viewport: DESKTOP },
  second: { role: 'hotline-operator', language: 'kk', viewport: PHONE },
  administrator: { role: 'administrator', language: 'ru', viewport: DESKTOP },
} as const
type Name = keyof typeof PEOPLE

const DAY = 86_400_000

let served: Served
let browser: Browser
const desks = {} as Record<Name, Desk>
const cases: { id: string; codeName: string }[] = []

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
  const { test: house } = served
  const agencyId = await addAgency(house)
  for (const [name, { role, language, viewport }] of Object.entries(PEOPLE)) {
    const colleague = await addColleague(house, role, agencyId, `Invented ${role}`)
    const desk = await openDesk(browser, served, { t: house.house.words.in(language as Language), viewport })
    await signIn(desk, colleague)
    desks[name as Name] = desk
    if (name !== 'first') continue
    for (let index = 0; index < 2; index++) {
      const id = await openedCase(house, colleague.actor, { identity: { name: 'Markerova Markera' } })
      if (index === 0) must(await run(house, colleague.actor, closeCase, { caseId: id, version: 1 }))
      const { rows } = await house.owner.query('select code_name from aman."case" where id = $1', [id])
      cases.push({ id, codeName: rows[0].code_name })
    }
  }
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const path = (index: number) => `/cases/${cases[index]?.id}`

test('an open case cannot be erased, and the page says what to do', async () => {
  const { t, open, follow, text } = desks.first
  await open(path(1))
  await follow(t('erasure.title'))
  expect(await text()).toContain(t('erasure.running-case-open'))
  expect(await text()).not.toContain(t('erasure.ask-title'))
})

test('the case worker writes the wish down, and cannot confirm it', async () => {
  const { page, t, open, follow, press, tick, text } = desks.first
  await open(path(0))
  await follow(t('erasure.title'))
  await press(t('erasure.ask'))
  expect(await page.getByRole('alert').innerText()).toContain(t('fields.required'))
  await tick(t('erasure.wished-by-question'), t('erasure.wished-by-self'))
  await press(t('erasure.ask'))
  expect(await text()).toContain(t('erasure.needs-second'))
  expect(await page.getByRole('button', { name: t('erasure.confirm') }).count()).toBe(0)
})

test('a colleague finds it among what waits, on a phone in Kazakh, and confirms; it can still be called off', async () => {
  const { page, t, open, follow, press, text } = desks.second
  await open('')
  expect(await text()).toContain(t('work.kind-erasure-to-do'))
  await follow(cases[0]?.codeName ?? '')
  await press(t('erasure.confirm'))
  expect(await text()).toContain(t('erasure.state-waiting'))
  expect(await page.getByRole('button', { name: t('erasure.call-off') }).count()).toBe(1)
  expect(await page.getByRole('button', { name: t('erasure.carry-out') }).count()).toBe(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width)
})

test('when the waiting time is over the case is erased; what is left is a word about paper', async () => {
  const { t, open, press, text, heading } = desks.first
  served.test.setTime(new Date(served.test.house.clock().getTime() + 8 * DAY))
  await signInAgain()
  await open(`${path(0)}/erasure`)
  await press(t('erasure.carry-out'))
  expect(await text()).toContain(t('erasure.done-title'))
  expect(await text()).toContain(cases[0]?.codeName)
  await open(path(0))
  expect(await heading()).toBe(t('shell.not-found'))
  await open('/cases')
  expect(await text()).not.toContain(cases[0]?.codeName)
  await open('/erasure-notices')
  await press(t('erasure.destroyed'))
  expect(await text()).toContain(t('erasure.notices-none'))
})

test('five years on the other case is announced: a number to the administrator, a name to who leads it, who keeps it', async () => {
  const { test: house } = served
  const { rows } = await house.owner.query(
    `update aman."case" set status = 'closed', closed_at = $2 where id = $1 returning id`,
    [cases[1]?.id, new Date(house.house.clock().getTime() - 5 * 366 * DAY)],
  )
  expect(rows).toHaveLength(1)
  await reportDue({ client: house.owner, country: house.house.country, now: house.house.clock() })

  const { administrator, first } = desks
  await administrator.open('/retention')
  expect(await administrator.text()).toContain(administrator.t('retention.kind-closed-case'))
  expect(await administrator.text()).not.toContain(cases[1]?.codeName)

  const { t, page, open, go, press, tick, text } = first
  await open('')
  expect(await text()).toContain(t('work.kind-case-leaving'))
  await open('/retention')
  expect(await text()).toContain(cases[1]?.codeName)
  await go(page.locator(`a[href$="${path(1)}/keep-longer"]`))
  await press(t('retention.keep-longer'))
  expect(await page.getByRole('alert').innerText()).toContain(t('fields.required'))
  await tick(t('retention.reason'), t('retention.reason-criminal-case'))
  await page.locator('[name=until]').fill('2030-01-31')
  await press(t('retention.keep-longer'))
  expect(await text()).toContain(t('retention.reason-criminal-case'))
  await open('/retention')
  expect(await text()).toContain(t('retention.none'))
})

/** Sessions end while the clock moves on by days. */
async function signInAgain(): Promise<void> {
  for (const name of Object.keys(PEOPLE) as Name[]) {
    const { rows } = await served.test.owner.query('select email from aman.staff where name = $1', [
      `Invented ${PEOPLE[name].role}`,
    ])
    await signIn(desks[name], { email: rows[0].email, password: 'seven invented tulips' })
  }
}
