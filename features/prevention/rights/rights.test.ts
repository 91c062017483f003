import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAPPENINGS } from '#knowledge/schema/rights.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { stylesheet } from '#server/http/assets.ts'
import { type App, appOf } from '#tests/support/client.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { rightsIn } from './asked.ts'

let test1: TestHouse
let app: App

beforeAll(async () => {
  test1 = await openTestHouse({ demo: true })
  app = appOf(test1)
}, 60_000)
afterAll(() => test1.close())

type Fields = Record<string, string | readonly string[]>

async function post(language: PublicLanguage, path: string, fields: Fields) {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const response = await app.request(`/${language}${path}`, { method: 'POST', headers, body: body.toString() })
  return { response, text: plain(await response.text()) }
}

const plain = (html: string) => html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')

const INJURED = {
  where: 'KZ',
  citizenship: 'UZ',
  'happened[]': 'injury',
  contract: 'yes',
  permit: 'yes',
  age: 'adult',
  profession: 'other',
  recognised: 'no',
}
const onDay = (day: string, month: string, year: string) => ({ 'on-day': day, 'on-month': month, 'on-year': year })
const BEFORE = onDay('1', '3', '2020')
const AFTER = onDay('1', '6', '2020')

const rights = () => {
  const found = rightsIn(test1.house, 'KZ')
  if (!found) throw new Error('no rights for KZ')
  return found
}
const titleOf = (id: string, language: PublicLanguage) =>
  rights().rights.find(each => each.id === id)?.title[language] ?? id

describe.each(PUBLIC_LANGUAGES)('in %s', language => {
  test('the questions are there, and nothing of the desk', async () => {
    const response = await app.request(`/${language}/rights`)
    const text = plain(await response.text())
    const t = test1.house.words.in(language)
    expect(response.status).toBe(200)
    expect(text).toContain(t('rights.title'))
    expect(text).toContain(`<title>${t('rights.tab')}</title>`)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test('free treatment of a work injury stands below “not yet” on 1 March 2020, and among hers on 1 June', async () => {
    const t = test1.house.words.in(language)
    const title = titleOf('uz-medical-care', language)
    const before = (await post(language, '/rights', { ...INJURED, ...BEFORE })).text
    expect(before.indexOf(title)).toBeGreaterThan(before.indexOf(t('rights.not-yet')))
    expect(before.indexOf(t('rights.not-yet'))).toBeGreaterThan(0)
    const after = (await post(language, '/rights', { ...INJURED, ...AFTER })).text
    expect(after.indexOf(title)).toBeGreaterThan(after.indexOf(t('rights.applies')))
    expect(after.indexOf(title)).toBeLessThan(after.indexOf(t('rights.who')))
    expect(after).toContain(t('rights.caution-start'))
    expect(after).toContain(t('rights.happened-injury'))
  })

  test('a letter stands in two languages and rests on the rules of that day', async () => {
    const office = language === 'ru' ? 'kk' : 'ru'
    const fields = { ...INJURED, ...AFTER, letter: 'injury', office }
    const { response, text } = await post(language, '/rights/letter', fields)
    const letter = rights().letters.find(each => each.id === 'injury')
    expect(response.status).toBe(200)
    expect(text).toContain(letter?.subject[language])
    expect(text).toContain(letter?.subject[office])
    expect(text.match(/class="paper"/g)).toHaveLength(2)
    expect(text).toContain(rights().acts.find(each => each.id === 'labour')?.title[language])
    expect(text).toContain('186(5), 187(2), 189(2), 122')
  })

  test('even when everything happened at once, the page and its stylesheet fit into 14,000 bytes', async () => {
    const t = test1.house.words.in(language)
    const everything = { where: 'KZ', 'happened[]': HAPPENINGS }
    const worst = {
      ...INJURED,
      ...everything,
      age: 'child',
      contract: 'no',
      permit: 'no',
      recognised: 'yes',
      profession: 'teacher',
    }
    for (const fields of [everything, worst, { where: 'KZ', 'happened[]': 'unsure' }]) {
      const { text } = await post(language, '/rights', fields)
      const ways = [
        (body: string) => gzipSync(body, { level: 6 }).length,
        (body: string) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length,
      ]
      for (const weigh of ways) expect(weigh(text) + weigh(stylesheet.body)).toBeLessThanOrEqual(14_000)
      expect(text.includes(t('rights.by-name'))).toBe(fields !== undefined && fields['happened[]'] === HAPPENINGS)
    }
  })
})

describe('what a person is told', () => {
  test('every right that applies says why, whom to ask, and which act it stands in', async () => {
    const t = test1.house.words.in('en')
    const { text } = await post('en', '/rights', { ...INJURED, ...AFTER })
    const boxes = text.split('<section class="notice success">').slice(1)
    expect(boxes.length).toBeGreaterThan(5)
    for (const box of boxes) {
      expect(box).toContain('Because you said:')
      expect(box).toContain('Whom to ask:')
      expect(box).toMatch(/class="caution"[\s\S]*In force since/)
    }
    expect(text).toContain(t('rights.note'))
  })

  test('what she does not know keeps a right as “may be yours”, with what it hangs on', async () => {
    const { text } = await post('en', '/rights', { where: 'KZ', 'happened[]': 'unpaid' })
    expect(text).toContain('What may also be yours')
    expect(text).toContain('Yours if: there is no work permit.')
    expect(text).toContain(
      'Yours if: recognised as a person who suffered from trafficking; citizen of another country.',
    )
  })

  test('a country whose rules nobody has read is told as such', async () => {
    const { text } = await post('en', '/rights', { where: 'other', 'happened[]': 'unpaid' })
    expect(text).toContain('We have not read the rules of that country')
    expect(text).not.toContain('notice success')
  })

  test('once the rules are due to be read again, each says of which day it is', async () => {
    const other = await openTestHouse({ demo: true })
    other.setTime(new Date('2028-01-15T10:00:00Z'))
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ where: 'KZ', 'happened[]': 'unpaid' }).toString()
    const response = await appOf(other).request('/en/rights', { method: 'POST', headers, body })
    expect(await response.text()).toMatch(/Rule as read on .*2026, being checked\./)
    await other.close()
  })
})

describe('what is wrong is said, and what was answered stays', () => {
  const wrong: readonly (readonly [string, Fields, string])[] = [
    ['a day that is none', { ...INJURED, ...onDay('31', '2', '2020') }, 'There is no such day'],
    ['letters for a day', { ...INJURED, ...onDay('x', '2', '2020') }, 'There is no such day'],
    ['half a day', { ...INJURED, 'on-day': '1' }, 'There is no such day'],
    ['a day to come', { ...INJURED, ...onDay('1', '1', '2999') }, 'This day has not come yet'],
    ['nothing ticked', { where: 'KZ', citizenship: 'UZ' }, 'Tick what happened'],
    ['a citizenship that is not offered', { ...INJURED, citizenship: 'XX' }, 'Choose one of the answers offered'],
  ]
  test.each(wrong)('%s', async (_, fields, sentence) => {
    const { response, text } = await post('en', '/rights', fields)
    expect(response.status).toBe(422)
    expect(text).toContain('error-summary')
    expect(text).toContain(sentence)
    if (fields['happened[]']) expect(text).toMatch(/value="injury" checked/)
  })

  test('a letter that nobody has written leads back to those that are', async () => {
    const { response, text } = await post('en', '/rights/letter', { ...INJURED, letter: 'no-such', office: 'ru' })
    expect(response.status).toBe(422)
    expect(text).toContain('Which letter?')
  })

  test('whoever changes the answers finds them as they were', async () => {
    const { response, text } = await post('en', '/rights', { ...INJURED, ...BEFORE, again: 'on' })
    expect(response.status).toBe(200)
    expect(text).toMatch(/value="injury" checked/)
    expect(text).toMatch(/name="on-year"[^>]*value="2020"/)
  })
})
