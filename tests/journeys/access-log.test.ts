import type pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptReferral } from '#features/protection/referrals/accept-referral.ts'
import type { Language } from '#knowledge/schema/words.ts'
import { newestHead } from '#server/audit/head.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Colleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { openAuditor, sealAll } from '#tests/support/sealing.ts'
import { must, openedCase, run, sentReferral } from '#tests/support/thread.ts'

/* A lawyer reads what she was given; the person hears of it. A colleague reads what is not hers; her supervisor asks. Without script. */
let served: Served
let browser: Browser
let auditor: pg.Client
let worker: Colleague
let reader: Colleague
let boss: Colleague
let lawyer: Colleague
const caseIds: string[] = []

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
  auditor = await openAuditor(served.test)
  const agencyId = await addAgency(served.test)
  const firm = await addAgency(served.test, { services: ['legal'] })
  worker = await addColleague(served.test, 'case-worker', agencyId, 'Aigerim Invented')
  reader = await addColleague(served.test, 'case-worker', agencyId, 'Samal Invented')
  boss = await addColleague(served.test, 'administrator', agencyId, 'Dana Invented')
  lawyer = await addColleague(served.test, 'service-provider', firm, 'Timur Invented')
  await served.test.owner.query(`update aman.agency set name = 'Law office Zhaqsy' where id = $1`, [firm])
  for (let n = 0; n < 5; n++) caseIds.push(await openedCase(served.test, worker.actor))
  const asked = { caseId: caseIds[0] ?? '', toAgencyId: firm, service: 'legal' as const }
  const sent = await sentReferral(served.test, worker.actor, asked)
  must(await run(served.test, lawyer.actor, acceptReferral, { referralId: sent.id }))
}, 60_000)
afterAll(async () => {
  await Promise.all([auditor.end(), browser.close()])
  await served.close()
})

const seal = () => sealAll(served.test, auditor)
async function deskOf(who: Colleague, language: Language = 'en', viewport = DESKTOP): Promise<Desk> {
  const desk = await openDesk(browser, served, { t: served.test.house.words.in(language), viewport })
  await signIn(desk, who)
  return desk
}

test('the lawyer opens the case; the case worker reads out who looked and why, and opens the sheet to print', async () => {
  const [caseId = ''] = caseIds
  const office = await deskOf(lawyer)
  await office.open(`/cases/${caseId}`)
  await office.leave()
  await seal()

  const desk = await deskOf(worker, 'en', PHONE)
  await desk.open(`/cases/${caseId}`)
  await desk.follow('Who looked, and why')
  expect(await desk.text()).toMatch(
    /Law office Zhaqsy \(service provider\) read .*your name and contact details.*, because you agreed on/,
  )
  await desk.follow('Sheet to print: Russian')
  expect(await desk.heading()).toBe('Что видели и делали и почему')
  expect(await desk.text()).toContain('Организация «Law office Zhaqsy»')
  expect(await desk.text()).toContain('Бумагу могут найти другие')
  await desk.leave()
})

test('a colleague who reads five cases of others is asked about, and her supervisor answers', async () => {
  const curious = await deskOf(reader)
  for (const caseId of caseIds) await curious.open(`/cases/${caseId}`)
  await seal()

  const desk = await deskOf(boss)
  expect(await desk.text()).toContain('Unusual reading to ask about')
  await desk.follow('Samal Invented')
  expect(await desk.text()).toContain('5 cases read within 1 minute, in which this colleague has never worked')
  for (const caseId of caseIds) expect(await desk.page.content()).not.toContain(caseId)
  await desk.press('Keep this answer')
  await desk.tick('What did you find out?', 'Standing in for a colleague')
  await desk.press('Keep this answer')
  expect(await desk.text()).toContain('explained')
  await desk.follow('What waits')
  expect(await desk.text()).not.toContain('Samal Invented')
  await curious.leave()
  await desk.leave()
})

test('an administrator opens the newest block to keep it elsewhere', async () => {
  const desk = await deskOf(boss, 'kk')
  await desk.open('/audit')
  expect(await desk.text()).toContain((await newestHead(auditor))?.sha256 ?? '?')
  await desk.leave()
})
