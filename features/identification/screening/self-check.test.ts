import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PUBLIC_LANGUAGES, type PublicLanguage } from '#knowledge/schema/words.ts'
import { buildApp } from '#server/http/app.ts'
import { parts } from '#start/parts.ts'
import { ask } from '#tests/support/browser-public.ts'
import type { App } from '#tests/support/client.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { questionsOf, readSelfCheck, selfCheckIn, situationsOf } from './self-check.ts'

let test_: TestHouse
let app: App
const down = new Proxy(
  {},
  {
    get: () => {
      throw new Error('the database is down')
    },
  },
)

beforeAll(async () => {
  test_ = await openTestHouse()
  // Whatever these pages ask of the database fails.
  app = buildApp({ ...test_.house, pool: down as TestHouse['house']['pool'] }, parts)
})
afterAll(() => test_.close())

const instrument = () => {
  const found = selfCheckIn(test_.house.knowledge)
  if (!found) throw new Error('no self-check')
  return found
}
const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
const send = async (form: Record<string, string>, language: PublicLanguage = 'en') => {
  const { response, text } = await ask(app, { path: `/${language}/check`, form })
  return { status: response.status, headers: response.headers, html: text, text: textOf(text) }
}
const yes = (...ids: string[]) => Object.fromEntries(ids.map(id => [`answers[${id}]`, 'yes']))
const all = (answer: string) =>
  Object.fromEntries(questionsOf(instrument()).map(({ key }) => [`answers[${key}]`, answer]))

describe.each(PUBLIC_LANGUAGES)('with the database down, in %s', language => {
  test('each question is asked in that language, under a title that tells a stranger nothing', async () => {
    const { response, text } = await ask(app, { path: `/${language}/check` })
    expect(response.status).toBe(200)
    const t = test_.house.words.in(language)
    expect(text).toContain(`<title>${t('self-check.tab')}</title>`)
    for (const { indicator } of questionsOf(instrument())) expect(textOf(text)).toContain(indicator.question[language])
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test('an urgent yes leads with the number to call now, keeps her words, and never calls her by what was done to her', async () => {
    const { status, text, html } = await send(yes('danger.own_violence', 'freedom.own_documents'), language)
    expect(status).toBe(200)
    const t = test_.house.words.in(language)
    expect(text).toContain(t('self-check.step-refer-now'))
    expect(html.indexOf('tel:112')).toBeLessThan(html.indexOf('tel:11616'))
    for (const id of ['own_violence', 'own_documents'])
      expect(text).toContain(
        questionsOf(instrument()).find(each => each.indicator.id === id)?.indicator.question[language],
      )
    expect(text).toContain(t('shell.unverified'))
    expect(html).toContain(`href="/${language}/help/papers-taken"`)
    expect(html).toContain(`href="/${language}/rights"`)
    expect(text).not.toMatch(/victim|жертв|құрбан|qurbon|курман|қурбон/iu)
  })
})

describe('what follows from her answers', () => {
  test('one strong sign that is no danger of this hour leads to help and not to 112', async () => {
    const { text, html } = await send({ ...yes('freedom.own_documents'), age: 'adult' })
    expect(text).toContain('Nobody may treat you like this, and there is help')
    expect(html).not.toContain('tel:112')
  })

  test('no danger is named only where every question has an answer', async () => {
    expect((await send({ ...all('no'), age: 'adult' })).text).toContain('Your answers name no danger')
    const { text } = await send({ ...all('no'), 'answers[work.own_hours]': 'unknown', age: 'adult' })
    expect(text).not.toContain('Your answers name no danger')
    expect(text).toContain('One question is open. Open does not mean no')
    expect((await send({ ...all('unknown'), age: 'adult' })).text).toContain('Talk to somebody about this')
  })

  test('a weaker sign sends an adult to talk, and somebody whose age is not sure to help', async () => {
    const pay = { ...all('no'), ...yes('work.own_pay') }
    expect((await send({ ...pay, age: 'adult' })).text).toContain('Talk to somebody about this')
    for (const age of [{ age: 'child' }, { age: 'uncertain' }, {}])
      expect((await send({ ...pay, ...age })).text).toContain('there is help')
  })

  test('a child reads the rule that protects her, with where it stands', async () => {
    const child = await send({ ...yes('work.own_pay'), age: 'child' })
    expect(child.text).toMatch(/does not look at whether you agreed.*226-V.*art\. 135, note/)
    const { text } = await send({ ...yes('work.own_pay'), age: 'uncertain' })
    expect(text).toMatch(/counts you as a child until this is settled.*110-VIII.*art\. 21\(2\)/)
    expect((await send({ ...yes('work.own_pay'), age: 'adult' })).text).not.toContain('art. 21(2)')
  })

  test('each sign leads to a page of help', () => {
    const asked = questionsOf(instrument())
    for (const { dimension, indicator } of asked) {
      const reasons = [{ dimension: dimension.key, indicator: indicator.id, weight: indicator.weight }]
      const scored = { dimensions: {}, finding: 'needs-assessment', nextStep: 'refer', reasons, urgent: [] } as const
      expect(
        situationsOf({ ...scored, reasons, urgent: [], unknown: 0, undecided: [] }, 'adult'),
        indicator.id,
      ).toHaveLength(1)
    }
  })

  test('she goes back to her answers and finds them as they were', async () => {
    const { status, html } = await send({ ...yes('work.own_pay'), age: 'child', again: 'yes' })
    expect(status).toBe(200)
    expect(html).toMatch(/name="answers\[work\.own_pay\]" value="yes" checked/)
    expect(html).toMatch(/name="age" value="child" checked/)
    expect(html.match(/ checked/g)).toHaveLength(2)
  })
})

describe('a form that says nothing, or what no form of ours says', () => {
  test('no answer at all is told in one sentence, above the questions', async () => {
    for (const form of [{}, { age: 'adult' }, { again: 'no' }]) {
      const { status, html } = await send(form)
      expect(status).toBe(422)
      expect(html).toContain('role="alert"')
      expect(html).toContain('name="answers[danger.own_violence]"')
    }
    expect((await send({})).text).toContain('No question has been answered yet')
  })

  test.each<[string, Record<string, string>]>([
    ['an unknown question', { 'answers[danger.nothing]': 'yes' }],
    ['an unknown answer', { 'answers[danger.own_violence]': 'perhaps' }],
    ['a list', { 'answers[]': 'yes' }],
    ['one word', { answers: 'yes' }],
    ['an age of another kind', { ...yes('work.own_pay'), age: '17' }],
    ['a field of no form', { ...yes('work.own_pay'), strange: 'yes' }],
    ['a name that every object has', { 'answers[__proto__]': 'yes' }],
    ['markup', { 'answers[danger.own_violence]': '"><script>alert(1)</script>' }],
  ])('%s is refused in words, with the questions beside it', async (_, form) => {
    const { status, text, html } = await send(form)
    expect(status).toBe(422)
    expect(text).toContain('What arrived cannot be read as answers')
    expect(html).not.toContain('<script>')
  })

  test('too many fields, and too long ones, are too much', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`answers[danger.a${at}]`, 'yes']))
    expect((await send(many)).status).toBe(413)
    expect((await send({ age: 'x'.repeat(1_100_000) })).status).toBe(413)
    expect((await send({ age: 'x'.repeat(200_000) })).status).toBe(422)
  })

  test('what could be read stays, so that she does not begin anew', () => {
    const given = readSelfCheck(instrument(), { answers: { 'danger.own_violence': 'yes', strange: 'yes' } })
    expect(given).toMatchObject({ bad: true, answers: { 'danger.own_violence': 'yes' } })
  })
})

test('what she may send says her answers and nothing that she left out', async () => {
  const { html } = await send({ ...yes('work.own_pay'), 'answers[danger.own_threat]': 'no', age: 'child' })
  const [, words = ''] = /name="words" value="([^"]*)"/.exec(html) ?? []
  expect(words).toContain('– Are you not paid, or does somebody keep your pay?')
  expect(words).toContain('I am under 18.')
  expect(words).not.toContain('threatened')
})

test('with the database down her message is shown all the same, and nothing is taken yet', async () => {
  const { html } = await send(yes('work.own_pay'))
  const [, words = ''] = /name="words" value="([^"]*)"/.exec(html) ?? []
  const { response, text } = await ask(app, { path: '/en/tip', form: { draft: 'yes', about: 'self', words } })
  expect(response.status).toBe(200)
  expect(text).toMatch(/<textarea[^>]*name="words"[^>]*>I read the questions/)
  expect(text).not.toContain('role="alert"')
})
