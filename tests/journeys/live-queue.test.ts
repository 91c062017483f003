import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginContact } from '#features/identification/hotline/begin-contact.ts'
import { announceCall, endCall } from '#features/identification/queue/announce-call.ts'
import { AnnounceCall } from '#features/identification/queue/record.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { examining, faultsAt } from '#tests/support/browser-axe.ts'
import { DESKTOP, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Colleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function openedShift(): Promise<{ lead: Colleague; next: Colleague; operator: Colleague }> {
  const agencyId = await addAgency(served.test, { kind: 'hotline' })
  const add = (role: 'shift-lead' | 'hotline-operator', name: string) => addColleague(served.test, role, agencyId, name)
  return {
    lead: await add('shift-lead', 'Invented Lead'),
    next: await add('shift-lead', 'Invented Next'),
    operator: await add('hotline-operator', 'Invented Operator'),
  }
}

const announce = async ({ actor }: Colleague, externalId: string) => {
  const call = { externalId, callerNumber: '+7 701 555 01 23', language: 'uz', skill: 'labour' }
  return must(await run(served.test, actor, announceCall, AnnounceCall.parse(call))).id
}

describe.each(STAFF_LANGUAGES)('in %s, without script', language => {
  test('a call is answered, and a shift is handed over, given to an operator and accepted', async () => {
    const t = served.test.house.words.in(language)
    const { lead, next, operator } = await openedShift()
    const callId = await announce(operator, `one-${language}`)

    const desk = await openDesk(browser, served, { t, viewport: PHONE })
    await signIn(desk, operator)
    await desk.open('/hotline')
    await desk.follow(t('queue.title'))
    expect(await desk.text()).toContain(t('queue.skill-labour'))
    const beside = await examining(browser)
    await beside.addCookies(await desk.page.context().cookies())
    const examined = await beside.newPage()
    for (const path of ['/hotline/queue', '/hotline/hand-over'])
      expect(await faultsAt(examined, `${served.origin}/${language}${path}`)).toEqual([])
    await beside.close()
    await desk.press(t('queue.take'))
    expect(desk.page.url()).toContain(`/hotline/new?call=${callId}`)
    await desk.go(desk.page.locator('button[value=phone]'))
    expect(desk.page.url()).toContain('/hotline/contacts/')
    await desk.leave()

    const first = await openDesk(browser, served, { t, viewport: DESKTOP })
    await signIn(first, lead)
    await first.open('/hotline/hand-over')
    await first.fill(t('queue.notes'), 'Invented: the line to the border post is down')
    await first.press(t('queue.offer'))
    expect(await first.text()).toContain(t('queue.handover-offered'))
    await first.leave()

    const second = await openDesk(browser, served, { t, viewport: DESKTOP })
    await signIn(second, next)
    await second.open('/hotline/hand-over')
    expect(await second.text()).toContain('the line to the border post is down')
    await second.press(t('queue.accept'))
    expect(await second.text()).toContain(t('queue.handover-accepted'))
    await second.page.getByRole('checkbox').first().check()
    await second.page.locator('select[name=toUserId]').selectOption({ label: 'Invented Next' })
    await second.press(t('queue.give'))
    await second.follow(t('queue.title'))
    expect(await second.text()).toContain('Invented Next')
    await second.leave()
  }, 120_000)
})

test('with script the queue renews itself, keeps the focus and says how things stand; a lost server is said and comes back', async () => {
  const t = served.test.house.words.in('en')
  const { operator } = await openedShift()
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en' })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', each => each.type() === 'error' && faults.push(each.text()))
  await page.goto(`${served.origin}/en/sign-in`)
  await page.getByLabel(t('sign-in.email')).fill(operator.email)
  await page.getByLabel(t('sign-in.password'), { exact: true }).fill(operator.password)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.locator('main form button').first().click()])

  const contact = must(await run(served.test, operator.actor, beginContact, { channel: 'phone' as const })).id
  await page.goto(`${served.origin}/en/hotline/queue`)
  await page.locator('#live-status', { hasText: 'No call waits' }).waitFor({ state: 'attached' })
  const link = page.locator(`#live a[href$="${contact}"]`)
  await link.focus()

  const callId = await announce(operator, 'live')
  await page.locator(`form[action$="${callId}/take"]`).waitFor({ timeout: 3000 })
  expect(await link.evaluate(each => each === each.ownerDocument.activeElement)).toBe(true)
  await expect.poll(() => page.locator('#live-status').textContent()).toContain('1 call waits')
  must(await run(served.test, operator.actor, endCall, { callId }))
  await page.locator(`form[action$="${callId}/take"]`).waitFor({ state: 'detached', timeout: 3000 })

  served.test.house.live.close()
  await page.locator('#live-status.warn').waitFor({ timeout: 3000 })
  await page.locator('#live-status.unseen').waitFor({ state: 'attached', timeout: 8000 })
  expect(faults).toEqual([])
  await context.close()
}, 60_000)
