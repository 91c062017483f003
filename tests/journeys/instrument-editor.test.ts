import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { writeWorkbook } from '#server/workbook/write-workbook.ts'
import { openBrowser } from '#tests/support/browser.ts'
import { DESKTOP, type Desk, openDesk, PHONE, signIn } from '#tests/support/browser-desk.ts'
import { addColleague, type Served, serveTestHouse } from '#tests/support/browser-house.ts'
import { addAgency } from '#tests/support/house.ts'

/*
 * Two editors, without script: one rewords a question, adds one and sends the draft; the other returns it, reads what changed, and
 * publishes. An officer is then asked by the new version.
 */

const CARD = { en: 'child-card', ru: 'border-card', kk: 'consular-card' } as const
let served: Served
let browser: Browser

beforeAll(async () => {
  served = await serveTestHouse({ demo: true })
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

describe.each(STAFF_LANGUAGES)('in %s', language => {
  const card = CARD[language]
  let author: Desk
  let reviewer: Desk
  let draft = ''

  beforeAll(async () => {
    const t = served.test.house.words.in(language)
    const agency = await addAgency(served.test, { kind: 'ministry' })
    author = await openDesk(browser, served, { t, viewport: DESKTOP })
    reviewer = await openDesk(browser, served, { t, viewport: PHONE })
    await signIn(author, await addColleague(served.test, 'instrument-editor', agency, 'Invented Author'))
    await signIn(reviewer, await addColleague(served.test, 'instrument-editor', agency, 'Invented Reviewer'))
  }, 60_000)
  afterAll(async () => {
    await author.leave()
    await reviewer.leave()
  })

  test('the author rewords a question, adds another and hands the draft over', async () => {
    const { page, t, open, press, follow, fill, tick, text } = author
    await open(`/instruments/${card}/1`)
    await press(t('instruments.begin'))
    draft = new URL(page.url()).pathname.slice(3)
    await page.locator('main table a').first().click()
    await fill(t.languageName(language), 'Invented question of the author?')
    await press(t('instruments.save'))
    expect(await text()).toContain('Invented question of the author?')
    await follow(t('instruments.add'))
    await fill(t('instruments.id'), 'invented_sign')
    for (const each of ['en', 'ru', 'kk', 'uz', 'ky', 'tg']) await fill(t.languageName(each), `Invented ${each}?`)
    await tick(t('instruments.weight'), t('instruments.weight-medium'))
    await press(t('instruments.add'))
    expect(await text()).toContain('Invented tg?')
    await press(t('instruments.send'))
    expect(await text()).toContain(t('instruments.own'))
  })

  test('the reviewer sees what changed, returns it once with a reason, and then publishes', async () => {
    await reviewer.open(draft)
    const { t } = reviewer
    expect(await reviewer.text()).toContain('Invented question of the author?')
    expect(await reviewer.text()).toContain(t('instruments.change-added'))
    await reviewer.fill(t('instruments.note'), 'Invented reason')
    await reviewer.press(t('instruments.return'))
    await author.open(draft)
    expect(await author.text()).toContain('Invented reason')
    await author.press(t('instruments.send'))
    await reviewer.open(draft)
    expect(await reviewer.page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width)
    await reviewer.press(t('instruments.publish'))
    expect(await reviewer.text()).toContain(t('instruments.state-published'))
    const { rows } = await served.test.owner.query(
      'select version, body from aman.instrument_version where instrument = $1',
      [card],
    )
    expect(rows.map(each => each.version)).toEqual([1001])
    expect(JSON.stringify(rows[0]?.body)).toContain('Invented question of the author?')
  })
})

test('a form from elsewhere is looked at, becomes a draft, and goes out and in again', async () => {
  const t = served.test.house.words.in('ru')
  const desk = await openDesk(browser, served, { t, viewport: PHONE })
  const agency = await addAgency(served.test, { kind: 'ministry' })
  await signIn(desk, await addColleague(served.test, 'instrument-editor', agency, 'Invented Editor'))
  const { page, open, follow, press, fill, text } = desk
  const rows = [
    ['type', 'name', 'label'],
    ['note', 'hello', 'Invented greeting'],
    ['select_one yn', 'passport', 'Invented question?'],
  ]
  const choices = [
    ['list_name', 'name'],
    ['yn', 'yes'],
    ['yn', 'no'],
  ]
  const sheets = [
    { name: 'survey', rows },
    { name: 'choices', rows: choices },
  ]
  const file = { name: 'form.xlsx', mimeType: '', buffer: await writeWorkbook({ sheets, others: [] }) }
  const choose = (chosen: Parameters<Locator['setInputFiles']>[0]) =>
    page.getByLabel(t('instrument-import.file'), { exact: true }).setInputFiles(chosen)
  await open('/instruments')
  await follow(t('instrument-import.link'))
  await fill(t('instrument-import.name'), 'invented-form')
  await page.getByLabel(t('instrument-import.language'), { exact: true }).selectOption('ru')
  await choose(file)
  await press(t('instrument-import.check'))
  expect(await text()).toContain(t('instrument-import.why-note'))
  await choose(file)
  await press(t('instrument-import.make'))
  expect(await text()).toContain('Invented greeting')
  await follow(t('instrument-import.to-draft'))
  expect(await text()).toContain('Invented question?')
  const link = page.getByRole('link', { name: t('instrument-import.as-xlsform'), exact: true })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  await open('/instruments/import')
  await fill(t('instrument-import.name'), 'invented-again')
  await choose(await download.path())
  await press(t('instrument-import.make'))
  expect(await text()).toContain(t('instrument-import.nothing-left'))
  await desk.leave()
}, 60_000)
