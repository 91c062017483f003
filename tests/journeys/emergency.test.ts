import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Colleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { openedCase } from '#tests/support/thread.ts'

const START = new Date('2026-11-24T06:00:00Z')
const WORDS = 'She called from a locked room.'
let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
}, 60_000)
beforeEach(() => served.test.setTime(START))
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function colleague(role: 'case-worker' | 'hotline-operator' | 'investigator', kind: string): Promise<Colleague> {
  const services = kind === 'police' ? ['police-report'] : ['case-management']
  const agencyId = await addAgency(served.test, { kind, services })
  return addColleague(served.test, role, agencyId, `Invented ${role}`)
}

async function deskOf(who: Colleague, language: (typeof STAFF_LANGUAGES)[number], viewport = DESKTOP): Promise<Desk> {
  const desk = await openDesk(browser, served, { t: served.test.house.words.in(language), viewport })
  await signIn(desk, who)
  return desk
}

const nameOf = async (caseId: string): Promise<string> =>
  (await served.test.owner.query('select code_name from aman."case" where id = $1', [caseId])).rows[0].code_name

describe.each(STAFF_LANGUAGES)('in %s', language => {
  test('a case is opened in an emergency, seen by its lead, ended and judged', async () => {
    const lead = await colleague('case-worker', 'hotline')
    const operator = await colleague('hotline-operator', 'hotline')
    const codeName = await nameOf(await openedCase(served.test, lead.actor))
    const desk = await deskOf(operator, language, PHONE)
    const { t } = desk

    await desk.open('/break-glass/new')
    await desk.fill(t('break-glass.code-name'), 'Nobody-000000')
    await desk.tick(t('break-glass.reason-question'), t('break-glass.reason-danger-to-life'))
    await desk.fill(t('break-glass.words'), WORDS)
    await desk.press(t('break-glass.open-now'))
    expect(await desk.text()).toContain(t('refusals.break-glass-no-such-case'))
    await desk.fill(t('break-glass.code-name'), codeName)
    await desk.press(t('break-glass.open-now'))
    expect(await desk.heading()).toBe(codeName)
    expect(await desk.text()).toContain('Invented Name')
    expect(await desk.text()).not.toContain('To sleep in peace')
    await desk.open('/shelters')
    expect(await desk.page.locator('.banner.alert').innerText()).toContain(t('shell.emergency-see'))

    const other = await deskOf(lead, language)
    await other.follow(codeName)
    expect(await other.heading()).toBe(t('break-glass.one-title', { name: codeName }))
    expect(await other.text()).toContain(WORDS)
    await other.follow(codeName)
    await other.follow(t('cases.emergency-see'))
    await other.press(t('break-glass.end-now'))
    await desk.open('/shelters')
    expect(await desk.page.locator('.banner.alert').count()).toBe(0)

    await other.tick(t('break-glass.review-question'), t('break-glass.finding-justified'))
    await other.press(t('break-glass.review-save'))
    expect(await other.text()).toContain(t('break-glass.finding-justified'))
    await other.open('')
    expect(await other.text()).not.toContain(t('work.kind-break-glass-review'))
    await Promise.all([desk.leave(), other.leave()])
  }, 60_000)

  test('the person is told, the police are notified without a name, and confirm it', async () => {
    const worker = await colleague('case-worker', 'ngo')
    const police = await colleague('investigator', 'police')
    const caseId = await openedCase(served.test, worker.actor)
    const codeName = await nameOf(caseId)
    const desk = await deskOf(worker, language, PHONE)
    const { t } = desk

    await desk.open(`/cases/${caseId}`)
    await desk.follow(t('notification.title'))
    expect(await desk.text()).toContain(t('notification.withheld-name'))
    expect(await desk.page.getByRole('button', { name: t('notification.send'), exact: true }).count()).toBe(0)
    await desk.press(t('notification.tell-save'))
    expect(await desk.page.getByRole('alert').count()).toBe(1)
    await desk.page.locator('select[name="toAgencyId"]').selectOption(police.actor.agencyId)
    await desk.tick(t('notification.exploitation'), t('notification.exploitation-labour'))
    await desk.tick(t('notification.told-how'), t('notification.how-spoken'))
    await desk.press(t('notification.tell-save'))
    const shown = await desk.page.locator('dl.facts').first().innerText()
    expect(shown).toContain(t('notification.exploitation-labour'))
    await desk.press(t('notification.send'))
    expect(await desk.text()).toContain(t('notification.not-acknowledged'))
    expect(await desk.page.locator('dl.facts').first().innerText()).toBe(shown)

    const other = await deskOf(police, language)
    const number = (
      await served.test.owner.query('select number from aman.notification where to_agency_id = $1', [
        police.actor.agencyId,
      ])
    ).rows[0].number
    await other.follow(number)
    const letter = await other.text()
    for (const line of shown.split('\n')) expect(letter).toContain(line)
    for (const secret of [codeName, 'Invented Name', caseId]) expect(letter).not.toContain(secret)
    await other.press(t('notification.acknowledge'))
    expect(await other.text()).toContain(t('notification.acknowledged'))
    await other.open(`/cases/${caseId}`)
    expect(await other.heading()).toBe(t('shell.not-found'))
    await Promise.all([desk.leave(), other.leave()])
  }, 60_000)
})
