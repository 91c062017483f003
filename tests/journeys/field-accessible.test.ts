import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeScreening } from '#features/identification/screening/complete-screening.ts'
import { onServer } from '#features/identification/screening/on-server.ts'
import { SaveDimension } from '#features/identification/screening/record.ts'
import { saveDimension } from '#features/identification/screening/save-dimension.ts'
import { certificatesFor } from '#tests/support/field-certificates.ts'
import { openPost, type Post } from '#tests/support/field-post.ts'
import { keyboardOf, touring } from '#tests/support/field-tour.ts'
import { addStaff } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'

const PIN = 'blue river tea 77'
const TYPED = 'Zarmutalin'
const YEARS_MS = 3 * 366 * 24 * 3_600_000

let post: Post
let tour: ReturnType<typeof touring>
let certificates: Awaited<ReturnType<typeof certificatesFor>>

beforeAll(async () => {
  post = await openPost()
  certificates = await certificatesFor(post.house)
  tour = touring(post)
}, 120_000)
afterAll(() => post?.close())

const TIME = { timeout: 60_000 }

test('before the PIN: set up, locked and hidden', TIME, async () => {
  const { page, open, press, t } = post
  await page.waitForURL(/\/enrol$/)
  await tour.examine('enrol')
  await press(t('field-app.enrol'))
  await tour.examine('enrol, with nothing filled in')
  await page.fill('[name=code]', await post.code())
  await page.fill('[name=pin]', PIN)
  await page.fill('[name=again]', PIN)
  await press(t('field-app.enrol'))
  await tour.examine('an empty list')
  await open('/hidden')
  await tour.examine('hidden')
  await open('/unlock')
  await tour.examine('unlock')
  await page.fill('[name=pin]', 'not this one')
  await press(t('field-app.unlock'))
  await tour.examine('unlock, with a wrong PIN')
  expect(tour.faults.splice(0)).toEqual([])
})

test('the keyboard alone opens it, asks a whole screening, and hides it', TIME, async () => {
  const { page, open, t } = post
  const keys = keyboardOf(page)
  await open('/unlock')
  await keys.to(t('shell.skip'))
  await keys.press('Enter')
  await keys.to('pin')
  await keys.type(PIN)
  await keys.enter()
  await keys.to(t('screening.start'))
  await keys.enter()
  await keys.to('situation')
  await keys.press('Space')
  await keys.to('ageGroup')
  await keys.press('Space')
  await keys.to('language')
  await keys.type(t.languageName('uz'))
  await keys.to(t('screening.begin'))
  await keys.enter()
  for (const section of ['seen', 'told']) {
    expect(page.url()).toMatch(new RegExp(`/${section}$`))
    await keys.to('answers')
    await keys.press('Space')
    await keys.to(t('screening.save-continue'))
    await keys.enter()
  }
  await keys.to(t('screening.complete'))
  await keys.enter()
  await page.getByRole('heading', { level: 1, name: t('screening.step-refer-now') }).waitFor()
  await keys.press('Escape')
  await keys.press('Escape')
  await page.waitForURL(/\/hidden$/)
  await keys.to(t('field-app.hidden-back'))
  await keys.enter()
  await keys.to('pin')
  await keys.type(PIN)
  await keys.enter()
  expect(keys.unseen).toEqual([])
})

test('what is asked: start, questions, check, result, referral', TIME, async () => {
  const { page, main, path, open, press, answer, t } = post
  await open('/screenings/new')
  await tour.examine('start')
  expect(await page.locator('[name=language]').innerText()).toContain(t.languageName('uz'))
  await press(t('screening.begin'))
  await tour.examine('start, with nothing filled in')
  const id = await post.begin()
  await tour.examine('questions')
  const first = path()
  await answer('yes')
  await main.locator('details:has(textarea) summary').first().click()
  await main.locator('textarea').first().fill(TYPED)
  await press(t('screening.save-continue'))
  await answer('yes')
  await press(t('screening.save-continue'))
  await tour.examine('check')
  await open(`${first}?from=check`)
  await tour.examine('answered questions')
  await open(first)
  await press(t('screening.one-by-one'))
  await tour.examine('one question')
  for (const spoken of ['kk', 'ru', 'uz', 'ky', 'tg', 'en']) {
    await open(`${first}?in=${spoken}&hand=1`)
    await tour.look(`in her hands, in ${spoken}`)
  }
  await open(`/screenings/${id}/check`)
  await press(t('screening.complete'))
  await tour.examine('result')
  await open(`/screenings/${id}/referral`)
  await press(t('field-app.refer-save'))
  await tour.examine('referral, with nothing filled in')
  await open(`/screenings/${id}/check`)
  await tour.examine('check of a finished one')
  expect(tour.faults.splice(0)).toEqual([])
})

test('the list with a screening in each state, and two that a person has to decide between', TIME, async () => {
  const { house, officer, page, main, path, open, press, answer, t } = post
  await post.stands('sent')
  const torn = await post.begin()
  const dimension = path().split('/').at(-1)
  const name = (await main.locator('input[type=radio]').first().getAttribute('name')) ?? ''
  await answer('no')
  await press(t('screening.save-stop'))
  await open('/screenings')
  await press(t('field-app.release'))
  const answers = { [name.slice('answers['.length, -1)]: 'yes' }
  const saved = SaveDimension.parse({ screeningId: torn, dimension, version: 1, answers })
  const colleague = await addStaff(house, officer.agencyId, 'officer')
  must(await run(house, colleague, onServer(saveDimension), saved))
  await open(`/screenings/${torn}/${dimension}`)
  await answer('unknown')
  await press(t('screening.save-stop'))
  await open('/screenings')
  await press(t('field-app.release'))
  await post.stands('conflict')
  await page.getByRole('link', { name: t('field-app.see-conflict') }).click()
  await tour.examine('conflict')
  must(await run(house, colleague, onServer(completeScreening), { screeningId: torn, version: 2 }))
  await press(t('screening.conflict-save'))
  await post.stands('conflict')
  await page.getByRole('link', { name: t('field-app.see-conflict') }).click()
  await main.getByRole('button', { name: t('field-app.conflict-beside') }).waitFor()
  await tour.examine('conflict with a finished one')

  await post.begin()
  // The server's clock was set wrong, and the telephone's screenings seem to come from years ahead.
  house.setTime(new Date(Date.now() - YEARS_MS))
  await post.finish()
  await post.stands('refused')
  house.setTime(new Date())
  post.meets('cut-before')
  await post.finish()
  await post.stands('failed')
  post.meets('silence-before')
  await post.finish()
  await post.stands('waiting')
  await tour.examine('list')
  post.meets('none')
  expect(await main.innerText()).toContain(t('refusals.screening-id-implausible'))
  expect(await main.innerText()).toContain(t('field-app.error-offline'))
  await page
    .getByRole('status')
    .getByText(t('field-app.unsent', { count: 5 }))
    .waitFor()
  expect(tour.faults.splice(0)).toEqual([])
})

test('certificates with each answer, the device, and an address where nothing is', TIME, async () => {
  const { page, main, open, press, t } = post
  for (const [verdict, text] of Object.entries(certificates)) {
    await open('/certificate')
    await page.getByLabel(t('field-app.certificate-text')).fill(text)
    await press(t('field-app.certificate-check'))
    expect(await main.innerText()).toContain(t.coded('field-app.certificate', verdict))
    await tour.examine(`certificate, ${verdict}`)
  }
  await open('/device')
  await press(t('field-app.change-pin'))
  await tour.examine('device, with nothing filled in')
  await open('/nowhere')
  await tour.examine('nowhere')
  expect(tour.faults.splice(0)).toEqual([])
})

test('the page that installs the app, and what it says where it cannot', TIME, async () => {
  const { page, origin } = post
  await page.evaluate(async () => {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister()
  })
  await page.route('**/*.js', route => route.abort())
  for (const language of ['en', 'ru', 'kk']) {
    await page.goto(`${origin}/field/${language}`)
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('[hidden]')) each.removeAttribute('hidden')
    })
    await tour.look(`installing in ${language}`)
  }
  expect(tour.faults.splice(0)).toEqual([])
})

test('no title and no address says anything of a person, and no page has a title of its own', () => {
  const { house, origin } = post
  const plain = new RegExp(
    `^${origin}/field(/(en|ru|kk))?/?(enrol|unlock|hidden|device|certificate|nowhere|` +
      `screenings(/new|/ID(/(check|conflict|referral|seen|told))?)?)?([?](again|of)=ID|[?]from=check|[?]in=[a-z]{2}&hand=1|[?]one=[0-9]+)?(#main)?$`,
  )
  const words = [...tour.addresses].map(each => each.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, 'ID'))
  expect(words.filter(each => !plain.test(each))).toEqual([])
  const names = (['en', 'ru', 'kk'] as const).map(each => house.house.words.in(each)('field-app.name'))
  expect([...tour.titles].toSorted()).toEqual(names.toSorted())
})
