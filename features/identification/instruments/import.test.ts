import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sheet } from '#domain/xlsform/workbook.ts'
import { STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { LARGEST_FILE } from '#server/workbook/unpack.ts'
import { writeWorkbook } from '#server/workbook/write-workbook.ts'
import { type App, appOf, type Call, caller, cookieFor, tokenFor } from '#tests/support/client.ts'
import { controlsOf, plain } from '#tests/support/forms.ts'
import { addAgency, addStaff, openTestHouse, type TestHouse } from '#tests/support/house.ts'
import { zipOf } from '#tests/support/zip.ts'

let house: TestHouse
let app: App
let call: Call
let cookie = ''
let token = ''

beforeAll(async () => {
  house = await openTestHouse({ demo: true })
  app = appOf(house)
  const editor = await addStaff(house, await addAgency(house, { kind: 'ministry' }), 'instrument-editor')
  token = await tokenFor(house, editor)
  call = caller(app, token)
  cookie = await cookieFor(house, editor)
})
afterAll(() => house.close())

const open = (path: string) => app.request(path, { headers: { cookie } })
const read = async (path: string) => (await open(path)).text()
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

function formWith(fields: Record<string, string>, file: Uint8Array, name = 'form.xlsx'): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([file as Uint8Array<ArrayBuffer>]), name)
  return form
}

/** Sends a file by the form of the page. */
async function upload(file: Uint8Array, fields: Record<string, string> = {}, to = '', language = 'en') {
  const path = `/${language}/instruments/import`
  const hidden = controlsOf(await read(path)).find(each => each.name === '_form')?.value ?? ''
  const body = formWith({ _form: hidden, ...fields }, file)
  const answer = await app.request(`${path}${to}`, { method: 'POST', headers: { cookie }, body })
  return { status: answer.status, html: await answer.text(), location: answer.headers.get('location') ?? '' }
}

const draftAt = async (location: string) => {
  const id = /instrument-drafts\/([\w-]+)\/report$/.exec(location)?.[1]
  return (await call('get', `/api/v1/instrument-drafts/${id}`)).body as Record<string, never>
}
const drafts = async () => (await house.owner.query('select count(*)::int as n from aman.instrument_draft')).rows[0].n
/** The lines of the error summary. */
const linesIn = (html: string) =>
  [...(/<div class="error-summary".*?<\/ul>/s.exec(html)?.[0] ?? '').matchAll(/<li>(.*?)<\/li>/gs)].map(
    ([, line = '']) => plain(line.replaceAll(/<[^>]*>/g, '')),
  )

describe('what goes out comes back as the same instrument', () => {
  test('each version that comes with the program, by the pages, as XLSForm and as JSON', async () => {
    const shipped = house.house.knowledge.instruments
    expect(shipped.length).toBeGreaterThan(7)
    for (const each of shipped) {
      for (const format of ['xlsform', 'json']) {
        const file = await open(`/en/instruments/${each.id}/${each.version}/${format}`)
        expect(file.headers.get('content-disposition')).toContain(`${each.id}-${each.version}.`)
        const made = await upload(await bytesOf(file), { instrument: each.id })
        expect([each.id, format, made.status]).toEqual([each.id, format, 303])
        const { instrument, baseVersion, body, report, problems } = await draftAt(made.location)
        expect([instrument, baseVersion]).toEqual([each.id, house.house.knowledge.latest(each.id)?.version])
        expect(body).toEqual(each)
        expect(problems).toEqual([])
        expect(report).toMatchObject({ notCarried: [], toDecide: [] })
      }
    }
  })

  test('by the interface: a version out, a draft in, the draft out', async () => {
    const authorization = `Bearer ${token}`
    const get = async (path: string) => app.request(path, { headers: { authorization } })
    const file = await get('/api/v1/instruments/self-check/file?version=1&format=xlsform')
    expect(file.headers.get('content-type')).toContain('spreadsheetml')
    const body = formWith({ name: 'copied-check' }, await bytesOf(file))
    const made = await app.request('/api/v1/instrument-drafts/import', {
      method: 'POST',
      headers: { authorization },
      body,
    })
    expect(made.status).toBe(201)
    const out = await get(`/api/v1/instrument-drafts/${((await made.json()) as { id: string }).id}/file`)
    expect(await out.json()).toEqual({ ...house.house.knowledge.instrument('self-check', 1), id: 'copied-check' })
    expect((await get('/api/v1/instruments/self-check/file?version=7')).status).toBe(404)
  })
})

const FOREIGN: Sheet[] = [
  {
    name: 'survey',
    rows: [
      ['type', 'name', 'label::English (en)', 'label::Deutsch (de)', 'relevant', 'hint', 'required', 'audio'],
      ['note', 'hello', 'Good day'],
      ['begin_group', 'Work', 'Work'],
      [
        'select_one yn',
        'passport',
        'Does somebody keep your passport?',
        'Pass?',
        "selected(.., 'yes')",
        'Ask gently',
        'yes',
        'a.mp3',
      ],
      ['select_one yn', 'debt', '=HYPERLINK("https://example.org")'],
      ['text', 'story', 'Tell me <b>more</b>'],
      ['end_group'],
    ],
  },
  {
    name: 'choices',
    rows: [
      ['list_name', 'name', 'label'],
      ['yn', 'yes', 'Yes'],
      ['yn', 'no', 'No'],
      ['countries', 'kz', 'Kazakhstan'],
    ],
  },
  {
    name: 'settings',
    rows: [
      ['form_title', 'form_id', 'style'],
      ['Invented form', 'invented_form', 'pages'],
    ],
  },
  { name: 'notes', rows: [['of ours']] },
]

describe('a form from elsewhere', () => {
  const bytes = () => writeWorkbook({ sheets: FOREIGN, others: [] })
  const WHY = [
    'note',
    'language',
    'condition',
    'hint',
    'required',
    'media',
    'question-type',
    'choice',
    'setting',
    'sheet',
  ] as const

  test.each(STAFF_LANGUAGES)('is told before anything is made, and after it, in %s', async language => {
    const t = house.house.words.in(language)
    const name = `invented-${language}`
    const before = await drafts()
    const looked = await upload(await bytes(), { name }, '-check', language)
    expect(looked.status).toBe(200)
    expect(await drafts()).toBe(before)
    const made = await upload(await bytes(), { name }, '', language)
    expect(await drafts()).toBe(before + 1)
    const { body, report } = await draftAt(made.location)
    expect(body).toMatchObject({ id: name, title: { en: 'Invented form' }, dimensions: [{ key: 'work' }] })
    expect(report).toMatchObject({ carried: 2 })
    for (const html of [looked.html, await read(made.location)]) {
      const text = plain(html)
      for (const why of WHY) expect(text, why).toContain(t(`instrument-import.why-${why}`))
      for (const what of ['age', 'scoring', 'weight'] as const)
        expect(text).toContain(t(`instrument-import.decide-${what}`))
      expect(text).toContain('story | Tell me <b>more</b>')
      expect(html).not.toContain('<b>more')
      expect(text).toContain('work.passport')
      expect(text).toContain(t('instruments.problems'))
    }
  })

  test('its draft shows its questions, goes out as far as it is written, and what was filled in there comes back', async () => {
    const { location } = await upload(await bytes(), { name: 'invented-tour' })
    const draft = location.replace(/\/report$/, '')
    expect(await read(draft)).toContain('Does somebody keep your passport?')
    const out = await upload(await bytesOf(await open(`${draft}/xlsform`)), { name: 'invented-again' })
    const [one, again] = [await draftAt(location), await draftAt(out.location)]
    expect(again.body).toEqual({ ...Object(one.body), id: 'invented-again' })
  })

  test('a name that is taken, none at all, and an instrument that nobody has', async () => {
    const before = await drafts()
    const t = house.house.words.in('en')
    const nameless = await writeWorkbook({ sheets: FOREIGN.slice(0, 2), others: [] })
    expect(linesIn((await upload(nameless)).html)).toEqual([t('refusals.instrument-no-name')])
    expect(linesIn((await upload(nameless, { name: 'border-card' })).html)).toEqual([
      t('refusals.instrument-name-taken'),
    ])
    expect((await upload(nameless, { instrument: 'nobody-has-it' })).status).toBe(404)
    expect((await upload(nameless, { name: '../etc' })).status).toBe(422)
    expect(await drafts()).toBe(before)
  })
})

const RELS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
const BOOK = '<workbook xmlns:r="r"><sheets><sheet name="survey" sheetId="1" r:id="r1"/></sheets></workbook>'
const book = (sheet: string, more: Record<string, string | Buffer> = {}) =>
  zipOf({
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': RELS,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  })
const row = (at: number, cells: readonly string[]) =>
  `<row r="${at}">${cells.map((text, c) => `<c r="${String.fromCharCode(65 + c)}${at}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
const honest = row(1, ['type', 'name', 'label'])
const nested = `{"dimensions":${'['.repeat(50_000)}${']'.repeat(50_000)}}`

test.each<[string, () => Buffer | Promise<Buffer>, string]>([
  [
    'a wrong sheet',
    () => writeWorkbook({ sheets: [{ name: 'people', rows: [['a']] }], others: [] }),
    'no sheet named “survey”',
  ],
  [
    'a formula',
    () => book('<row r="1"><c r="B1"><f>1+1</f><v>2</v></c></row>'),
    'Cell B1 of the sheet “survey” holds a formula.',
  ],
  ['100,000 rows', () => book(`${honest}<row r="100000"><c r="A100000"><v>1</v></c></row>`), 'at most 5,000'],
  [
    'a zip bomb',
    () => book('', { 'xl/worksheets/sheet1.xml': Buffer.alloc(60_000_000, 0x20) }),
    'larger than any form',
  ],
  ['macros', () => book(honest, { 'xl/vbaProject.bin': 'x' }), 'macros'],
  ['a file that is cut off', () => book(honest).subarray(0, 300), 'damaged'],
  ['a column that is missing', () => book(row(1, ['type', 'title'])), 'The sheet “survey” has no column “name”'],
  [
    'a line for every cell',
    () => book(honest + Array.from({ length: 4000 }, (_, at) => row(at + 2, ['text', 'x'])).join('')),
    'no place for most of this form',
  ],
  ['no text behind an entity', () => book(honest + row(2, ['note', 'a', '&#0;'])), 'damaged'],
  ['letters that turn a line of the report', () => book(honest + row(2, ['note', 'a', 'x\u202ey'])), 'characters'],
  [
    'letters that turn the line',
    () => Buffer.from(JSON.stringify({ id: 'turned', licence: 'a\u202eb' })),
    'characters',
  ],
  ['lists in lists without end', () => Buffer.from(nested), 'deeper'],
  [
    'a list of a hundred thousand',
    () => Buffer.from(`{"dimensions":[${'1,'.repeat(100_000)}1]}`),
    'longer than any instrument',
  ],
  ['a list', () => Buffer.from('[]'), 'neither an Excel workbook'],
  ['a picture', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'neither an Excel workbook'],
  ['nothing', () => Buffer.alloc(0), 'empty'],
  [
    'more JSON than any instrument',
    () => Buffer.from(JSON.stringify({ id: 'x', much: 'x'.repeat(1_000_000) })),
    'longer than any instrument',
  ],
  ['more than a form may have', () => Buffer.alloc(LARGEST_FILE + 1), 'too large'],
])('%s is refused with one line, and nothing is made', async (_, file, line) => {
  const before = await drafts()
  for (const to of ['', '-check']) {
    const answer = await upload(await file(), { name: 'hostile' }, to)
    expect(answer.status).toBe(422)
    const lines = linesIn(answer.html)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(line)
    expect(controlsOf(answer.html).find(each => each.name === 'name')?.value).toBe('hostile')
  }
  expect(await drafts()).toBe(before)
})

test('nobody waits while the worst file is read, and of many at once each gets its answer', async () => {
  const worst = book('<a/>'.repeat(1_990_000))
  let answered = 0
  let longest = 0
  let before = performance.now()
  const others = setInterval(() => {
    answered += 1
    longest = Math.max(longest, performance.now() - before)
    before = performance.now()
  }, 5)
  const read = await Promise.all(Array.from({ length: 3 }, () => upload(worst, { name: 'worst' })))
  clearInterval(others)
  expect(read.map(each => each.status)).toEqual([422, 422, 422])
  expect(answered).toBeGreaterThan(20)
  expect(longest).toBeLessThan(300)
})
