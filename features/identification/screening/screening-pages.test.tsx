import { renderToString } from 'preact-render-to-string'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicRoutes } from '#features/partnership/sign-in/routes.ts'
import { openCase } from '#features/protection/cases/open-case.ts'
import { OpenCase } from '#features/protection/cases/record.ts'
import { DIMENSIONS } from '#knowledge/schema/instrument.ts'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { type Actor, transact } from '#server/db/transact.ts'
import { buildApp } from '#server/http/app.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { type App, cookieFor } from '#tests/support/client.ts'
import { addActor, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { beginScreening } from './begin-screening.ts'
import { checkPage } from './check-page.tsx'
import { completeScreening } from './complete-screening.ts'
import { dimensionPage } from './dimension-page.tsx'
import { screeningsPage } from './list-page.tsx'
import { resultPage } from './result-page.tsx'
import { screeningActions, screeningPages } from './routes.ts'
import { SaveDimension, saveDimension } from './save-dimension.ts'
import { startPage } from './start-page.tsx'

const MARKER = 'Zhalgyzqaragai-marker'
const NEVER = /victim|жертв|құрбан|жәбірленуш/i

let house1: TestHouse
let app: App
let officer: Actor
let stranger: Actor
let cookie: string
let strangerCookie: string

beforeAll(async () => {
  house1 = await openTestHouse({ demo: true })
  app = buildApp(house1.house, { endpoints: [], pages: screeningPages, actions: screeningActions, publicRoutes })
  officer = await addActor(house1, 'officer')
  stranger = await addActor(house1, 'officer')
  cookie = await cookieFor(house1, officer)
  strangerCookie = await cookieFor(house1, stranger)
})
afterAll(() => house1.close())

async function open(path: string, as = cookie) {
  const response = await app.request(path, { headers: { cookie: as } })
  return { status: response.status, html: await response.text() }
}

const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html.slice(html.indexOf('<main')))?.[1] ?? ''

async function send(path: string, fields: Record<string, string>, as = cookie) {
  const body = new URLSearchParams(fields).toString()
  const headers = { cookie: as, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  const response = await app.request(path, { method: 'POST', headers, body })
  return { status: response.status, to: response.headers.get('location') ?? '', html: await response.text() }
}

/** Opens a page and sends its form, as a person would. */
async function fill(path: string, fields: Record<string, string>) {
  const { html } = await open(path)
  const version = hidden(html, 'version')
  return send(path, { _form: hidden(html, '_form'), ...(version && { version }), ...fields })
}

async function begun(given: Partial<{ ageGroup: string; language: string; situation: string }> = {}): Promise<string> {
  const fields = { situation: 'border', ageGroup: 'adult', language: 'kk', place: 'cn-khorgos', ...given }
  const { to } = await fill('/en/screenings/new', fields)
  return /screenings\/([0-9a-f-]{36})\//.exec(to)?.[1] ?? ''
}

async function save(screeningId: string, dimension: string, answers: Record<string, string>, version: number) {
  const input = SaveDimension.parse({ screeningId, dimension, version, answers })
  return run(house1, officer, saveDimension, input)
}

const answer = (question: string) => `answers[${question}]`
const note = (question: string) => `notes[${question}]`
const checked = (html: string, question: string, value: string) =>
  new RegExp(`name="answers\\[${question}\\]" value="${value}" checked`).test(html.replaceAll(/ id="[^"]*"/g, ''))

describe('starting', () => {
  test('what is missing is said, and what was typed is kept', async () => {
    const { status, html } = await fill('/ru/screenings/new', { situation: 'phone' })
    expect(status).toBe(422)
    expect(html).toContain('error-summary')
    expect(html.replaceAll(/ id="[^"]*"/g, '')).toContain('name="situation" value="phone" checked')
  })

  test('a person of uncertain age is asked the questions for children, and the page says so', async () => {
    const { html } = await open('/en/screenings/new')
    expect(html).toContain('protected as a child')
    const id = await begun({ ageGroup: 'uncertain' })
    expect((await open(`/en/screenings/${id}/exploitation`)).html).toContain('Does the child work very long hours')
  })

  test('an unverified border crossing is marked', async () => {
    expect((await open('/en/screenings/new')).html).toMatch(/<option[^>]*>[^<]*\(not confirmed\)/)
  })

  test('a border crossing that is on no list is refused', async () => {
    const { status } = await fill('/en/screenings/new', {
      situation: 'border',
      ageGroup: 'adult',
      language: 'kk',
      place: 'nowhere',
    })
    expect(status).toBe(422)
  })
})

describe('asking', () => {
  test('a screening left half-way goes on with every answer and note where it was', async () => {
    const id = await begun()
    const first = await fill(`/en/screenings/${id}/deceptive_recruitment`, {
      [answer('deceptive_recruitment.deceived_wages')]: 'yes',
      [note('deceptive_recruitment.deceived_wages')]: 'shown a letter',
      after: 'continue',
    })
    expect(first.to).toBe(`/en/screenings/${id}/coercive_recruitment`)
    const fourth = await fill(`/en/screenings/${id}/exploitation`, {
      [answer('exploitation.low_no_salary')]: 'no',
      after: 'stop',
    })
    expect(fourth.to).toBe(`/en/screenings/${id}/check`)
    const again = await open(`/en/screenings/${id}/deceptive_recruitment`)
    expect(checked(again.html, 'deceptive_recruitment.deceived_wages', 'yes')).toBe(true)
    expect(again.html).toContain('shown a letter')
    expect(checked((await open(`/en/screenings/${id}/exploitation`)).html, 'exploitation.low_no_salary', 'no')).toBe(
      true,
    )
    const { html } = await open(`/en/screenings/${id}`)
    expect(html).toContain('Are you paid less than you were promised')
    expect(html).toContain('65 answers are not known')
    expect(html).toContain('9 answers not known')
  })

  test('the question stands in the language of the page and in that of the conversation', async () => {
    const id = await begun({ language: 'kk' })
    const { html } = await open(`/ru/screenings/${id}/exploitation`)
    expect(html).toContain('Вам платят очень мало')
    expect(html).toContain('<span lang="kk">Сізге өте аз төлей ме')
    expect(html).toContain('Раздел 4 из 6')
    expect(html).toContain('tel:11616')
  })

  test('two colleagues answer one question differently: both answers are shown, the choice is kept and so is the rest', async () => {
    const id = await begun()
    const path = `/en/screenings/${id}/exploitation`
    const mine = await open(path)
    await fill(path, {
      [answer('exploitation.excessive_hours')]: 'yes',
      [note('exploitation.bad_living')]: 'theirs alone',
    })
    const stale = await send(path, {
      _form: hidden(mine.html, '_form'),
      version: hidden(mine.html, 'version'),
      [answer('exploitation.excessive_hours')]: 'no',
      [answer('exploitation.hazardous_work')]: 'yes',
    })
    expect(stale.status).toBe(409)
    expect(stale.html).toMatch(/id="keep\.answers\.exploitation\.excessive_hours\.yours-value"[^>]*>No</)
    expect(stale.html).toMatch(/id="keep\.answers\.exploitation\.excessive_hours\.theirs-value"[^>]*>Yes</)
    const chosen = await send(path, {
      _form: hidden(stale.html, '_form'),
      version: hidden(stale.html, 'version'),
      [answer('exploitation.excessive_hours')]: 'no',
      [answer('exploitation.hazardous_work')]: hidden(stale.html, 'answers\\[exploitation.hazardous_work\\]'),
      'keep.answers.exploitation.excessive_hours': 'theirs',
    })
    expect(chosen.status).toBe(303)
    const { html } = await open(path)
    expect(checked(html, 'exploitation.excessive_hours', 'yes')).toBe(true)
    expect(checked(html, 'exploitation.hazardous_work', 'yes')).toBe(true)
    expect(html).toContain('theirs alone')
  })

  test('a stale form that touches other questions is simply saved', async () => {
    const id = await begun()
    const path = `/en/screenings/${id}/exploitation`
    const mine = await open(path)
    await fill(`/en/screenings/${id}/coercive_recruitment`, { [answer('coercive_recruitment.debt_bondage')]: 'yes' })
    const fields = { _form: hidden(mine.html, '_form'), version: hidden(mine.html, 'version') }
    expect((await send(path, { ...fields, [answer('exploitation.bad_living')]: 'yes' })).status).toBe(303)
    const other = await open(`/en/screenings/${id}/coercive_recruitment`)
    expect(checked(other.html, 'coercive_recruitment.debt_bondage', 'yes')).toBe(true)
  })

  test('a note that is too long brings the form back with everything typed', async () => {
    const id = await begun()
    const { status, html } = await fill(`/kk/screenings/${id}/exploitation`, {
      [answer('exploitation.bad_living')]: 'yes',
      [note('exploitation.bad_living')]: 'x'.repeat(501),
    })
    expect(status).toBe(422)
    expect(html).toContain('href="#notes.exploitation.bad_living"')
    expect(checked(html, 'exploitation.bad_living', 'yes')).toBe(true)
    expect(html).toContain('x'.repeat(501))
  })

  test('strange fields, questions of another dimension and unknown addresses are no way in', async () => {
    const id = await begun()
    const path = `/en/screenings/${id}/exploitation`
    expect((await fill(path, { finding: 'not-indicated' })).status).toBe(422)
    expect((await fill(path, { [answer('coercive_recruitment.debt_bondage')]: 'yes' })).status).toBe(422)
    expect((await open('/en/screenings/not-an-id')).status).toBe(404)
    expect((await open(`/en/screenings/${id}/no_such_dimension`)).status).toBe(404)
  })

  test('an officer of another agency finds nothing', async () => {
    const id = await begun()
    for (const rest of ['', '/check', '/exploitation']) {
      expect((await open(`/en/screenings/${id}${rest}`, strangerCookie)).status).toBe(404)
    }
    const { html } = await open('/en/screenings/new', strangerCookie)
    const form = { _form: hidden(html, '_form'), version: '1' }
    expect((await send(`/en/screenings/${id}/exploitation`, form, strangerCookie)).status).toBe(404)
    expect((await send(`/en/screenings/${id}/check`, form, strangerCookie)).status).toBe(404)
    expect((await open('/en/screenings', strangerCookie)).html).not.toContain(id)
  })

  test('what was heard lies in the database as ciphertext only', async () => {
    const id = await begun()
    const question = 'coercion_at_destination.debt_bondage'
    await fill(`/en/screenings/${id}/coercion_at_destination`, { [answer(question)]: 'yes', [note(question)]: MARKER })
    expect((await open(`/en/screenings/${id}/check`)).html).toContain(MARKER)
    const { rows: tables } = await house1.owner.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('aman', 'auth')",
    )
    for (const { name } of tables) {
      const { rows } = await house1.owner.query(
        `select count(*)::int as n from ${name} x where position($1::bytea in convert_to(x::text, 'UTF8')) > 0
           or position(encode($1::bytea, 'hex') in x::text) > 0`,
        [Buffer.from(MARKER)],
      )
      expect([name, rows[0].n]).toEqual([name, 0])
    }
  })
})

describe('completing', () => {
  test('violence alone means refer now, with the reason in words and whom to call', async () => {
    const id = await begun()
    const question = 'coercion_at_destination.violence_victim'
    const saved = await fill(`/en/screenings/${id}/coercion_at_destination`, { [answer(question)]: 'yes' })
    expect((await open(saved.to)).html).toContain('There is a sign of immediate danger')
    expect((await fill(`/en/screenings/${id}/check`, {})).to).toBe(`/en/screenings/${id}`)
    const { html } = await open(`/en/screenings/${id}`)
    expect(html).toMatch(/<h1><bdi>Refer this person for protection now/)
    expect(html).toContain('At work or where you live, has anyone hit or hurt you?')
    expect(html).toContain('has not been confirmed by its operator')
    expect(html).toContain(`/en/cases/new?screeningId=${id}`)
    expect(html).toContain('Not known is not no')
  })

  test('a completed screening can no longer be changed', async () => {
    const id = await begun()
    const before = await open(`/en/screenings/${id}/exploitation`)
    await fill(`/en/screenings/${id}/check`, {})
    const late = await send(`/en/screenings/${id}/exploitation`, {
      _form: hidden(before.html, '_form'),
      version: hidden(before.html, 'version'),
      [answer('exploitation.bad_living')]: 'yes',
    })
    expect(late.status).toBe(422)
    expect(late.html).toContain('This screening is completed')
    expect((await open(`/en/screenings/${id}`)).html).toContain('No question was answered with yes')
  })

  test('answers that changed while they were checked are checked again', async () => {
    const id = await begun()
    const { html } = await open(`/en/screenings/${id}/check`)
    await fill(`/en/screenings/${id}/exploitation`, { [answer('exploitation.bad_living')]: 'yes' })
    const fields = { _form: hidden(html, '_form'), version: hidden(html, 'version') }
    const { status, html: again } = await send(`/en/screenings/${id}/check`, fields)
    expect(status).toBe(409)
    expect(again).toContain('error-summary')
    expect(again).toContain('Do you live in crowded')
  })

  test('once a case is open the result leads to it', async () => {
    const id = await begun()
    await fill(`/en/screenings/${id}/check`, {})
    const whole = { ageGroup: 'adult', personGroup: 'men', openedFrom: 'screening', screeningId: id }
    const opened = must(await run(house1, officer, openCase, OpenCase.parse(whole)))
    const { html } = await open(`/en/screenings/${id}`)
    expect(html).toContain(`/en/cases/${opened.id}`)
    expect(html).not.toContain('/cases/new')
  })
})

/** A page by its function alone, as one language shows it. */
async function shown(page: Page, language: Language, params: Record<string, string>): Promise<string> {
  const visit: Visit = {
    t: house1.house.words.in(language),
    url: new URL('http://127.0.0.1/'),
    params,
    query: {},
    typed: {},
    problems: [],
    refusal: null,
    token: 'token',
    href: path => `/${language}${path}`,
  }
  const result = await transact(house1.house, officer, ctx => page.show(ctx, visit))
  const screen = must(result)
  return `${screen.title}\n${renderToString(screen.body)}`
}

describe('what is shown', () => {
  test('a whole result in each language: next step first, reasons, sections, never the forbidden word', async () => {
    const begin = { situation: 'workplace', ageGroup: 'adult', language: 'uz' } as const
    const { id } = must(await run(house1, officer, beginScreening, begin))
    const instrument = house1.house.knowledge.latest('ilo-labour-adult')
    let version = 1
    for (const dimension of instrument?.dimensions ?? []) {
      const answers = Object.fromEntries(dimension.indicators.map(each => [`${dimension.key}.${each.id}`, 'yes']))
      version = must(await save(id, dimension.key, answers, version)).version
    }
    must(await run(house1, officer, completeScreening, { screeningId: id, version }))
    for (const language of STAFF_LANGUAGES) {
      const html = await shown(resultPage, language, { screeningId: id })
      expect(html).not.toMatch(NEVER)
      for (const dimension of instrument?.dimensions ?? []) {
        expect(html).toContain(dimension.title[language])
        for (const each of dimension.indicators) expect(html).toContain(each.question[language])
      }
      expect(html.indexOf('<h1>')).toBeLessThan(html.indexOf('116 16'))
      expect(html.indexOf('116 16')).toBeLessThan(html.indexOf('class="dimensions"'))
    }
    expect(await shown(resultPage, 'en', { screeningId: id })).toContain(
      'Signs of trafficking in persons for forced labour',
    )
  })

  test('a child of uncertain age: exploitation is enough, and the rule is cited', async () => {
    const begin = { situation: 'street', ageGroup: 'uncertain', language: 'ru' } as const
    const { id } = must(await run(house1, officer, beginScreening, begin))
    const answers = { 'exploitation.excessive_hours': 'yes', 'exploitation.low_no_salary': 'yes' }
    const { version } = must(await save(id, 'exploitation', answers, 1))
    must(await run(house1, officer, completeScreening, { screeningId: id, version }))
    const html = await shown(resultPage, 'en', { screeningId: id })
    expect(html).toContain('Signs of trafficking of a child for labour')
    expect(html).toContain('signs of exploitation are enough')
    expect(html).toContain('art. 21(2)')
    expect(await shown(resultPage, 'kk', { screeningId: id })).not.toMatch(NEVER)
  })

  test('no page shows the forbidden word to a reader', async () => {
    const id = await begun({ language: 'ru' })
    const text = (html: string) => html.replaceAll(/<[^>]*>/g, ' ')
    for (const language of STAFF_LANGUAGES) {
      for (const page of [screeningsPage, startPage, checkPage]) {
        expect(text(await shown(page, language, { screeningId: id }))).not.toMatch(NEVER)
      }
      for (const dimension of DIMENSIONS) {
        expect(text(await shown(dimensionPage, language, { screeningId: id, dimension }))).not.toMatch(NEVER)
      }
    }
  })

  test('the list is paged, tells drafts from results and belongs to the agency', async () => {
    const colleague = await addStaff(house1, officer.agencyId, 'case-worker')
    const begin = { situation: 'phone', ageGroup: 'adult', language: 'ru' } as const
    for (let count = 0; count < 3; count++) must(await run(house1, colleague, beginScreening, begin))
    const first = await open('/en/screenings?limit=2')
    expect(first.html.match(/<tr>/g)).toHaveLength(3)
    expect(first.html).toContain('rel="next"')
    expect(first.html).toContain('Continue')
    expect((await open('/en/screenings?status=completed')).html).toContain('refer now')
    expect((await open('/en/screenings?status=completed')).html).not.toContain('Continue')
    expect((await open('/en/screenings?cursor=nonsense')).status).toBe(404)
  })
})
