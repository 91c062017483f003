import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { loadWords } from '#server/words.ts'
import { zipOf } from '#tests/support/zip.ts'
import { answerWords } from './answer-words.ts'
import { readWorkbook } from './read-workbook.ts'
import { readXlsform } from './read-xlsform.ts'
import { LARGEST_FILE } from './unpack.ts'
import { writeWorkbook } from './write-workbook.ts'

const WANTED = ['survey', 'choices', 'settings']
const codeOf = async (bytes: Buffer) => {
  const read = await readWorkbook(bytes, WANTED)
  return read.ok ? 'ok' : read.detail === undefined ? read.code : `${read.code} ${JSON.stringify(read.detail)}`
}

const RELS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
const BOOK = '<workbook xmlns:r="r"><sheets><sheet name="survey" sheetId="1" r:id="r1"/></sheets></workbook>'
/** A workbook by hand, as no honest program writes it. */
const book = (sheet: string, more: Record<string, string | Buffer> = {}) =>
  zipOf({
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': RELS,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  })
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

test('what was written is read again, letter by letter, and other sheets by their name only', async () => {
  const rows = [
    ['type', 'name', '', 'label::Oʻzbekcha (uz)'],
    ['text', 'a & b < c', '', 'Ғ Қ Ҳ Ҷ ₸ "so"'],
    [],
    ['last'],
  ]
  const bytes = await writeWorkbook({
    sheets: [
      { name: 'survey', rows },
      { name: 'notes of ours', rows: [['x']] },
    ],
    others: [],
  })
  const read = await readWorkbook(bytes, WANTED)
  expect(read).toEqual({ ok: true, value: { sheets: [{ name: 'survey', rows }], others: ['notes of ours'] } })
})

test('numbers, truths and rich text are read as what people see', async () => {
  const sheet = '<row r="1"><c r="A1"><v>12</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row>'
  const strings = '<sst><si><r><t>Ye</t></r><r><t>s</t></r><rPh><t>no</t></rPh></si></sst>'
  const read = await readWorkbook(book(sheet, { 'xl/sharedStrings.xml': strings }), WANTED)
  expect(read.ok && read.value.sheets[0]?.rows).toEqual([['12', 'true', 'Yes']])
})

describe('a broken or hostile workbook is refused, and the line says where', () => {
  test('a formula, by its cell', async () => {
    const data = [[{ value: 'type' }, { value: '=1+1', type: 'Formula' as const }]]
    const bytes = await writeXlsxFile([{ sheet: 'survey', data }]).toBuffer()
    expect(await codeOf(bytes)).toBe('workbook.formula {"sheet":"survey","cell":"B1"}')
  })

  test('100,000 rows, without reading them all', async () => {
    const data = Array.from({ length: 100_000 }, (_, at) => [{ value: `row ${at}`, type: String }])
    const bytes = await writeXlsxFile([{ sheet: 'survey', data }]).toBuffer()
    expect(await codeOf(bytes)).toBe('workbook.too-many-rows {"sheet":"survey","most":5000}')
  })

  test('a zip bomb: 1,000 to 1, and one that lies about its size', async () => {
    const much = Buffer.alloc(60_000_000, 0x20)
    expect(await codeOf(book('', { 'xl/worksheets/sheet1.xml': much }))).toBe('workbook.too-large')
    const lying = zipOf({ 'xl/workbook.xml': BOOK, 'xl/worksheets/sheet1.xml': much }, { claimed: 100 })
    expect(await codeOf(lying)).toBe('workbook.not-a-workbook')
  })

  test.each<[string, Buffer, string]>([
    ['a file that is too large', Buffer.alloc(LARGEST_FILE + 1), 'workbook.too-large'],
    [
      'a part just over its bound',
      book('', { 'xl/sharedStrings.xml': Buffer.alloc(8_000_001, 0x20) }),
      'workbook.too-large',
    ],
    ['no zip', Buffer.from('type,name\ntext,a'), 'workbook.not-a-workbook'],
    ['nothing', Buffer.alloc(0), 'workbook.not-a-workbook'],
    ['a zip that ends in the middle', book(cell('A1', 'type')).subarray(0, 300), 'workbook.not-a-workbook'],
    ['a zip of something else', zipOf({ 'word/document.xml': '<w/>' }), 'workbook.not-a-workbook'],
    ['macros', book('', { 'xl/vbaProject.bin': 'x' }), 'workbook.macros'],
    ['another file behind it', book('', { 'xl/externalLinks/externalLink1.xml': '<x/>' }), 'workbook.outside'],
    [
      'too many parts',
      book('', Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`xl/media/${at}.png`, '']))),
      'workbook.too-large',
    ],
    ['a way out of the folder', book('', { '../../etc/passwd': 'x' }), 'workbook.not-a-workbook'],
    ['tags in tags without end', book('<a>'.repeat(1_000_000)), 'workbook.not-a-workbook'],
    [
      'a tag with attributes without end',
      book(`<row ${Array.from({ length: 101 }, (_, at) => `a${at}=""`).join(' ')}/>`),
      'workbook.not-a-workbook',
    ],
    ['XML that is cut off', book('<row r="1"><c r="A1"'), 'workbook.not-a-workbook'],
    [
      'a wrong reference',
      book('<row r="1"><c r="A0"><v>1</v></c></row>'),
      'workbook.broken-cell {"sheet":"survey","cell":"A0"}',
    ],
    [
      'a cell with an error',
      book('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'),
      'workbook.broken-cell {"sheet":"survey","cell":"A1"}',
    ],
    [
      'a string that is not there',
      book('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
      'workbook.broken-cell {"sheet":"survey","cell":"A1"}',
    ],
    [
      'the last column that a program can have',
      book(`<row r="1">${cell('XFD1', 'x')}</row>`),
      'workbook.too-many-columns {"sheet":"survey","most":200}',
    ],
    [
      'a cell like a book',
      book(`<row r="1">${cell('A1', 'x'.repeat(10_001))}</row>`),
      'workbook.cell-too-long {"sheet":"survey","cell":"A1"}',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  test('one long string that many cells name: the cell is said, and many shorter ones are too much together', async () => {
    const naming = (rows: number) =>
      Array.from({ length: rows }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c></row>`).join('')
    const saying = (length: number) => ({ 'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(length)}</t></si></sst>` })
    expect(await codeOf(book(naming(1), saying(10_000)))).toBe('ok')
    expect(await codeOf(book(naming(1), saying(10_001)))).toBe('workbook.cell-too-long {"sheet":"survey","cell":"A1"}')
    expect(await codeOf(book(naming(500), saying(10_000)))).toBe('ok')
    expect(await codeOf(book(naming(501), saying(10_000)))).toBe('workbook.too-large')
  })

  test('a sheet that stands twice, and more sheets than any form has', async () => {
    const sheets = (names: readonly string[]) =>
      book('', {
        'xl/workbook.xml': `<workbook xmlns:r="r">${names.map(name => `<sheet name="${name}" r:id="r1"/>`).join('')}</workbook>`,
      })
    expect(await codeOf(sheets(['survey', 'survey']))).toBe('workbook.not-a-workbook')
    expect(await codeOf(sheets(Array.from({ length: 201 }, (_, at) => `sheet${at}`)))).toBe('workbook.too-large')
  })

  test('entities that grow, and a file that is read through one', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    expect(await codeOf(book('', { 'xl/worksheets/sheet1.xml': laughs }))).toBe('workbook.not-a-workbook')
    const file = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><workbook>&f;</workbook>'
    expect(await codeOf(book('', { 'xl/workbook.xml': file }))).toBe('workbook.not-a-workbook')
  })

  test('none of it takes more memory than the bound', async () => {
    const packed = deflateRawSync(Buffer.alloc(60_000_000, 0x20))
    expect(packed.length).toBeLessThan(100_000)
    const before = process.memoryUsage().rss
    for (let time = 0; time < 5; time++)
      await codeOf(book('', { 'xl/worksheets/sheet1.xml': Buffer.alloc(60_000_000, 0x20) }))
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000)
  })
})

test('of twelve forms at once eight are read one after the other, four are asked to come again, and then it is free', async () => {
  const form = book(`<row r="1">${cell('A1', 'type')}${cell('B1', 'name')}</row>`)
  const words = answerWords(await loadWords('UTC'))
  const codes = async (many: number) => {
    const read = await Promise.all(Array.from({ length: many }, () => readXlsform(form, words)))
    return read.map(each => (each.ok ? 'ok' : each.code))
  }
  expect(await codes(12)).toEqual([...Array(8).fill('ok'), ...Array(4).fill('workbook.busy')])
  expect(await codes(1)).toEqual(['ok'])
})
