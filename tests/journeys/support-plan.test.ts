import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { consented, openedCase } from '#tests/support/thread.ts'

let served: Served
let browser: Browser
const desks = {} as Record<'author' | 'reviewer' | 'lawyer', Desk>
let planPath = ''

const WISH = 'To hear her daughter’s voice'
const PROVIDER = 'Clinic Densaulyq'

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
  const { test: house } = served
  const centre = await addAgency(house, { kind: 'ngo', services: ['case-management'] })
  const clinic = await addAgency(house, { kind: 'service-provider', services: ['legal'] })
  await house.owner.query('update aman.agency set name = $2 where id = $1', [clinic, PROVIDER])
  const author = await addColleague(house, 'case-worker', centre, 'Invented Author')
  const reviewer = await addColleague(house, 'case-worker', centre, 'Invented Reviewer')
  const lawyer = await addColleague(house, 'service-provider', clinic, 'Invented Lawyer')
  const caseId = await openedCase(house, author.actor)
  await consented(house, author.actor, { caseId, toAgencyId: clinic, service: 'legal', depth: 'coded' })
  planPath = `/cases/${caseId}/plan`
  const at = async (language: Language, who: typeof author, viewport: typeof PHONE) => {
    const desk = await openDesk(browser, served, { t: house.house.words.in(language), viewport })
    await signIn(desk, who)
    return desk
  }
  desks.author = await at('en', author, DESKTOP)
  desks.reviewer = await at('ru', reviewer, PHONE)
  desks.lawyer = await at('kk', lawyer, PHONE)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test('a worker begins the plan with what the person wants, then needs and dangers, then services', async () => {
  const { author: desk } = desks
  const { t } = desk
  await desk.open(planPath)
  await desk.press(t('services.begin'))
  await desk.follow(t('services.add-goal'))
  await desk.fill(t('services.goal-text'), WISH)
  await desk.press(t('shell.save'))
  expect(await desk.text()).toContain(WISH)
  await desk.follow(t('services.assess-needs'))
  await desk.tick(t('services.need-documents'), t('services.need-level-acute'))
  await desk.press(t('shell.save'))
  await desk.follow(t('services.assess-dangers'))
  await desk.page.getByLabel(t('services.danger-debt'), { exact: true }).selectOption('high')
  await desk.press(t('shell.save'))
  const text = await desk.text()
  expect(text).toContain(t('services.unknown', { count: 9 }))
  expect(text).toContain(t('services.unknown', { count: 7 }))
  await desk.follow(t('services.add-service'))
  await desk.page.getByLabel(t('services.service'), { exact: true }).selectOption('legal')
  await desk.press(t('shell.save'))
  const provider = t('services.provider-agreed', { name: PROVIDER })
  await desk.page.getByLabel(t('services.provider'), { exact: true }).selectOption({ label: provider })
  await desk.tick(t('referrals.urgency'), t('referrals.urgency-urgent'))
  await desk.press(t('services.send-referral'))
  expect(await desk.text()).toContain(t('services.service-status-asked'))
})

test('the person agrees, and her sheet tells whoever finds it nothing', async () => {
  const { author: desk } = desks
  const { t } = desk
  await desk.open(`${planPath}/agree`)
  await desk.tick(t('consent.how'), t('consent.how-spoken'))
  await desk.press(t('services.agree'))
  expect(await desk.text()).toContain(t('services.plan-status-agreed'))
  await desk.follow(t('services.print'))
  await desk.page.emulateMedia({ media: 'print' })
  const seen = await desk.page.locator('body').innerText()
  for (const word of ['Aman', PROVIDER, WISH, t('services.title'), t('referrals.service-legal'), 'Invented']) {
    expect(seen, word).not.toContain(word)
  }
  expect(seen).toContain(t('services.sheet-legal'))
  const paper = await desk.page.pdf({ preferCSSPageSize: true })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  await desk.page.emulateMedia({ media: 'screen' })
})

test('who gives the service says from when, and sees nothing of what she wants', async () => {
  const { lawyer: desk } = desks
  const { t } = desk
  await desk.open('/referrals')
  await desk.go(desk.page.locator('main tbody a').first())
  await desk.press(t('referrals.accept'))
  await desk.open(planPath)
  const text = await desk.text()
  expect(text).not.toContain(WISH)
  expect(text).toContain(t('services.own-only'))
  await desk.follow(t('referrals.service-legal'))
  await desk.fill(t('services.from'), '2026-11-20')
  await desk.press(t('services.set-days'))
  expect(await desk.text()).toContain(t('services.service-status-running'))
})

test('the author is told to leave the review to another, who sends the plan back in Russian', async () => {
  const { author, reviewer } = desks
  await author.open(`${planPath}/review`)
  await author.press(author.t('services.ask-review'))
  await author.open(`${planPath}/review`)
  expect(await author.text()).toContain(author.t('services.review-by-another'))
  const { t } = reviewer
  await reviewer.open('')
  await reviewer.go(reviewer.page.locator(`a[href$="${planPath}/review"]`).first())
  await reviewer.tick(t('services.decision'), t('services.decision-changes-needed'))
  await reviewer.fill(t('services.review-words'), 'Спросить о долге ещё раз')
  await reviewer.press(t('shell.save'))
  const text = await reviewer.text()
  expect(text).toContain(t('services.plan-status-draft'))
  expect(text).toContain('Спросить о долге ещё раз')
})

test('a return that nobody judged safe is refused in words, and says what is missing', async () => {
  const { reviewer: desk } = desks
  const { t } = desk
  await desk.open(`${planPath}/services/new`)
  await desk.page.getByLabel(t('services.service'), { exact: true }).selectOption('return')
  await desk.press(t('shell.save'))
  expect(await desk.text()).toContain(t('services.return-barred'))
  await desk.follow(t('services.judge-return'))
  await desk.tick(t('services.wish'), t('services.wish-own'))
  await desk.tick(t('services.services-state'), t('services.services-state-running'))
  await desk.tick(t('services.proceedings'), t('services.proceedings-running'))
  await desk.press(t('services.judge-return'))
  const text = await desk.text()
  for (const hurdle of ['no-consent', 'too-early', 'not-assessed']) {
    expect(text).toContain(t.coded('services.hurdle', hurdle))
  }
})

test('a goal without words is not kept, and what was chosen comes back with what is wrong', async () => {
  const { author: desk } = desks
  const { t } = desk
  await desk.open(`${planPath}/goals/new`)
  await desk.tick(t('services.voice'), t('services.voice-worker'))
  await desk.page.getByLabel(t('services.priority'), { exact: true }).selectOption('3')
  await desk.fill(t('services.goal-text'), '   ')
  await desk.press(t('shell.save'))
  expect(await desk.text()).toContain(t('fields.required'))
  expect(await desk.page.getByLabel(t('services.voice-worker'), { exact: true }).isChecked()).toBe(true)
  expect(await desk.page.getByLabel(t('services.priority'), { exact: true }).inputValue()).toBe('3')
})
