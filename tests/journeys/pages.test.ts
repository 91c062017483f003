import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXPLAINED } from '#domain/consent/consent.ts'
import { DIMENSIONS } from '#knowledge/schema/instrument.ts'
import type { Language } from '#knowledge/schema/words.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'
import { openedShelter } from '#tests/support/thread.ts'

const PEOPLE = {
  officer: {
    role: 'officer',
    kind: 'border-service',
    agency: 'Aq Zhol post',
    services: [],
    language: 'kk',
    viewport: PHONE,
  },
  operator: {
    role: 'hotline-operator',
    kind: 'hotline',
    agency: 'Line Senim',
    services: ['case-management'],
    language: 'ru',
    viewport: DESKTOP,
  },
  worker: {
    role: 'case-worker',
    kind: 'ngo',
    agency: 'Umit centre',
    services: ['case-management', 'legal'],
    language: 'en',
    viewport: DESKTOP,
  },
  manager: {
    role: 'shelter-manager',
    kind: 'shelter',
    agency: 'House Arman',
    services: ['shelter'],
    language: 'en',
    viewport: DESKTOP,
  },
} as const
type Name = keyof typeof PEOPLE

const YES: Record<string, readonly string[]> = {
  exploitation: ['excessive_hours', 'low_no_salary'],
  coercion_at_destination: ['confiscation_documents', 'isolation_confinement'],
}
const WISH = 'Wants to call her sister, and to sleep.'

let served: Served
let browser: Browser
let bedId: string
const desks = {} as Record<Name, Desk>
/** The code name of the invented person, and where her case is. */
let codeName = ''
let casePath = ''

const pathOf = (desk: Desk): string => new URL(desk.page.url()).pathname.slice(3)

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
  for (const [name, { role, kind, agency, services, language, viewport }] of Object.entries(PEOPLE)) {
    const agencyId = await addAgency(served.test, { kind, services: [...services] })
    await served.test.owner.query('update aman.agency set name = $2 where id = $1', [agencyId, agency])
    const colleague = await addColleague(served.test, role, agencyId, `Invented ${role}`)
    if (name === 'manager') bedId = (await openedShelter(served.test, colleague.actor)).bedIds[0] ?? ''
    const t = served.test.house.words.in(language as Language)
    const desk = await openDesk(browser, served, { t, viewport })
    await signIn(desk, colleague)
    desks[name as Name] = desk
  }
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test('everybody arrives at what waits, and sees that it is a demonstration', async () => {
  for (const { page, t, heading } of Object.values(desks)) {
    expect(await heading()).toBe(t('work.title'))
    expect(await page.locator('.banner').innerText()).toBe(t('shell.demo'))
  }
  expect(await desks.worker.text()).toContain('Nothing waits for you.')
})

test('the officer screens on a phone, in Kazakh, and is told to refer now', async () => {
  const { page, t, follow, press, tick, heading, text } = desks.officer
  const instrument = served.test.house.knowledge.latest('ilo-labour-adult')
  await follow(t('work.start-screening'))
  await press(t('screening.begin'))
  expect(await page.getByRole('alert').innerText()).toContain(t('screening.situation-question'))
  await tick(t('screening.situation-question'), t('screening.situation-border'))
  await tick(t('screening.age-question'), t('screening.age-answer-adult'))
  await page.getByLabel(t('screening.language'), { exact: true }).selectOption({ label: t.languageName('uz') })
  await tick(t('screening.length'), t('screening.length-in-depth'))
  await press(t('screening.begin'))

  for (const [index, key] of DIMENSIONS.entries()) {
    const dimension = instrument?.dimensions.find(each => each.key === key)
    expect(await heading()).toBe(dimension?.title.kk)
    expect(await text()).toContain(t('screening.progress', { at: index + 1, of: 6 }))
    for (const [at, indicator] of (dimension?.indicators ?? []).entries()) {
      if (YES[key]?.includes(indicator.id)) await tick(`${at + 1}. ${indicator.question.kk}`, t('screening.answer-yes'))
    }
    await press(t('screening.save-continue'))
  }
  expect(await heading()).toBe(t('screening.check-title'))
  expect(await text()).toContain(t('screening.urgent-title'))
  await press(t('screening.complete'))

  expect(await heading()).toBe(t('screening.step-refer-now'))
  expect(await text()).toContain(t('screening.finding-needs-assessment'))
  expect(await text()).toContain('116 16')
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(PHONE.width)
})

test('the officer opens the case; the person gets a code name, and no name is asked for', async () => {
  const { page, t, follow, press, tick, fill, heading, text } = desks.officer
  await follow(t('screening.open-case'))
  await tick(t('cases.person-group'), t('cases.person-group-women'))
  await tick(t('cases.may-contact'), t('cases.may-contact-with-care'))
  await tick(t('cases.risk'), t('cases.risk-high'))
  await fill(t('cases.wish'), WISH)
  await press(t('cases.open'))
  codeName = await heading()
  casePath = pathOf(desks.officer)
  expect(codeName).toMatch(/^\p{L}+-\d+$/u)
  expect(await text()).toContain(WISH)
  expect(await text()).toContain(t('cases.no-identity'))
  expect(
    await page
      .getByRole('link', { name: t('cases.record-consent') })
      .first()
      .getAttribute('class'),
  ).toBe('button')
})

/** Asks for a referral to one agency, all six points explained, and records the yes. */
async function agree(desk: Desk, agency: string, depth: 'coded' | 'identity' | 'full') {
  const { page, t, follow, press, tick } = desk
  await desk.open(casePath)
  await follow(t('cases.record-consent'))
  await follow(t('consent.purpose-referral'))
  const recipient = page.getByLabel(t('consent.recipient-question'), { exact: true })
  const option = await recipient.locator('option', { hasText: agency }).getAttribute('value')
  await recipient.selectOption(option)
  await tick(t('consent.depth-question'), t(`consent.depth-${depth}`))
  for (const point of EXPLAINED) await tick(t('consent.explained'), t(`consent.explained-${point}`))
  await tick(t('consent.agreed-question'), t('consent.agreed-yes'))
  await press(t('consent.save'))
  expect(await desk.heading()).toContain(t('consent.done-agreed'))
  expect(await desk.text()).toContain(agency)
}

/** From the recorded consent to the sent referral that passes the lead on. */
async function passOn(desk: Desk, agency: string) {
  const { page, t, follow, press, tick } = desk
  await follow(t('consent.refer-now'))
  await page.getByLabel(t('referrals.service'), { exact: true }).selectOption('case-management')
  await press(t('referrals.show-agencies'))
  expect(await page.getByRole('radio', { name: agency }).isChecked()).toBe(true)
  await tick(t('referrals.urgency'), t('referrals.urgency-immediate'))
  await press(t('referrals.send'))
  expect(await desk.heading()).toContain(codeName)
  expect(await desk.text()).toContain(t('referrals.status-sent'))
}

/** Accepts what waits on the first page, and looks at the case. */
async function takeOver(desk: Desk, from: string) {
  const { t, follow, press, text } = desk
  await desk.open('')
  expect(await text()).toContain(
    t('work.about-from', { service: t('referrals.service-case-management'), agency: from }),
  )
  await follow(codeName)
  expect(await text()).toContain(t('referrals.lead-passes'))
  await press(t('referrals.accept'))
  expect(await text()).toContain(t('referrals.status-accepted'))
  await follow(t('referrals.to-case'))
  expect(await desk.heading()).toBe(codeName)
  expect(await text()).toContain(t('cases.lead-own'))
  expect(await text()).toContain(WISH)
}

test('nothing is passed on before the person agreed: the officer asks, records it and refers to the hotline', async () => {
  const { page, t, press, tick, text } = desks.officer
  await desks.officer.open(`/referrals/new?caseId=${casePath.slice(7)}&service=case-management`)
  await tick(t('referrals.agency'), PEOPLE.operator.agency)
  await tick(t('referrals.urgency'), t('referrals.urgency-immediate'))
  await press(t('referrals.send'))
  expect(await text()).toContain(t('referrals.consent-needed'))
  expect(await page.getByRole('radio', { name: PEOPLE.operator.agency }).isChecked()).toBe(true)

  await agree(desks.officer, PEOPLE.operator.agency, 'full')
  await passOn(desks.officer, PEOPLE.operator.agency)
})

test('the hotline takes the case over, in Russian; from then on the officer sees it no more', async () => {
  await takeOver(desks.operator, PEOPLE.officer.agency)
  const { t, heading } = desks.officer
  await desks.officer.open(casePath)
  expect(await heading()).toBe(t('shell.not-found'))
  await desks.officer.open('/cases')
  expect(await desks.officer.text()).not.toContain(codeName)
})

test('the hotline asks again and refers on to the centre', async () => {
  await agree(desks.operator, PEOPLE.worker.agency, 'full')
  await passOn(desks.operator, PEOPLE.worker.agency)
})

test('the case worker takes over, and writes down the name and how to reach the person safely', async () => {
  const { follow, press, fill, text } = desks.worker
  await takeOver(desks.worker, PEOPLE.operator.agency)
  await follow('Name and safe contact')
  await fill('Name', 'Invented Person')
  await fill('How to make contact safely', 'Write first, never call')
  await fill('Telephone', '+999 555 0101')
  await press('Save')
  const page = await text()
  expect(page).toContain('Invented Person')
  // Whoever reads downwards meets the warning before the number.
  expect(page.indexOf('Take care: only as agreed with the person')).toBeLessThan(page.indexOf('+999 555 0101'))
  expect(page).toContain('How: Write first, never call')
})

test('the case worker keeps a free bed and refers the person to the shelter', async () => {
  const { page, open, go, follow, press, tick, heading, text } = desks.worker
  await agree(desks.worker, PEOPLE.manager.agency, 'identity')
  await open(`/shelters?caseId=${casePath.slice(7)}`)
  expect(await heading()).toBe('Free beds')
  expect(await text()).toContain(`For ${codeName}`)
  expect(await text()).not.toContain('Invented street')
  await go(page.locator(`.beds a[href*="${bedId}"]`))
  await press('Keep this bed')
  expect(await heading()).toContain('A bed is held')
  await follow('Refer to this shelter')
  expect(await page.getByRole('radio', { name: 'House Arman' }).isChecked()).toBe(true)
  await tick('Urgency', 'immediate')
  await press('Send the referral')
  expect(await text()).toContain('waits for an answer')
})

test('the shelter gives the bed that was kept; both sides see it taken', async () => {
  const { page, open, go, press, text } = desks.manager
  await open('')
  expect(await text()).toContain(codeName)
  await open('/shelters')
  expect(await page.locator('.beds .held').innerText()).toContain(codeName)
  await go(page.getByRole('row', { name: codeName }).getByRole('link', { name: 'Give a bed' }))
  expect(await text()).toContain('kept for this person')
  await press('Give this bed')
  expect(await text()).toContain('sleeps here')
  await open('/shelters')
  expect(await page.locator('.beds .taken').innerText()).toContain(codeName)
  expect(await page.locator('.beds .held').count()).toBe(0)

  const { worker } = desks
  await worker.open('/shelters')
  expect(await worker.page.locator('.beds .taken').count()).toBe(1)
  expect(await worker.text()).not.toContain(codeName)
})

test('only now the case worker learns where the shelter is, and the case tells the whole way', async () => {
  const { page, open, follow, text } = desks.worker
  await open(casePath)
  const story = await text()
  for (const told of [
    'In a shelter now',
    'Screening completed: refer now',
    'A bed was given in Umit',
    'Umit centre leads the case',
  ]) {
    expect(story).toContain(told)
  }
  await open('/referrals?box=out')
  await follow(codeName)
  await follow('Address of Umit')
  expect(await text()).toContain('1 Invented street')
  expect(await page.locator('script:not([src^="/island/leave-"])').count()).toBe(0)
})

test('the stay ends, the referral is completed, and the shelter sees the case no more', async () => {
  const { page, open, go, follow, press, tick, heading, text } = desks.manager
  await open('/shelters')
  await go(page.locator('.beds .taken a'))
  await tick('Why does the stay end?', 'moved to an own home')
  await press('End the stay')
  await page.locator('summary', { hasText: 'Complete' }).click()
  await tick('How did it end?', 'service given')
  await press('Complete')
  expect(await text()).toContain('completed')
  await open(casePath)
  expect(await heading()).toBe('Not found')
  await open('/shelters')
  expect(await page.locator('.beds .free').count()).toBe(2)

  await desks.worker.open(casePath)
  expect(await desks.worker.text()).toContain('Outcome: service given')
  await follow('What waits')
  expect(await text()).toContain('Nothing waits for you.')
})

test('the hotline, which led the case between two others, sees it no more either', async () => {
  const { t, open, heading } = desks.operator
  await open(casePath)
  expect(await heading()).toBe(t('shell.not-found'))
})
