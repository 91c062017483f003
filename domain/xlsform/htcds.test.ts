import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { readWorkbook } from '#server/workbook/read-workbook.ts'
import { writeWorkbook } from '#server/workbook/write-workbook.ts'
import { walkXml } from '#server/workbook/xml.ts'
import { instrumentFromXlsform, XLSFORM_SHEETS } from './instrument-from-xlsform.ts'
import type { NotCarried, XlsformReport } from './report.ts'
import type { Workbook } from './workbook.ts'

/*
 * The survey form of the Human Trafficking Case Data Standard, put back into the workbook that it was made from: one row a question,
 * one list of choices for each question that has them.
 */

const WORDS = { yes: { en: 'Yes' }, no: { en: 'No' }, unknown: { en: 'Not known' } } as never
let questions: { type: string; name: string; label: string }[] = []
let choices: string[][] = []
let report: XlsformReport

beforeAll(async () => {
  const xml = await readFile('tests/fixtures/htcds_xlsform.xml', 'utf8')
  ;({ questions, choices } = formIn(xml))
  const workbook: Workbook = {
    sheets: [
      {
        name: 'survey',
        rows: [
          ['type', 'name', 'label'],
          ['start', 'start'],
          ['end', 'end'],
          ...questions.map(each => [each.type, each.name, each.label]),
        ],
      },
      { name: 'choices', rows: [['list_name', 'name', 'label'], ...choices] },
      {
        name: 'settings',
        rows: [
          ['form_title', 'style'],
          ['htcds_xlsform', 'theme-grid'],
        ],
      },
    ],
    others: [],
  }
  const read = await readWorkbook(await writeWorkbook(workbook), XLSFORM_SHEETS)
  const made = read.ok ? instrumentFromXlsform(read.value, WORDS) : read
  if (!made.ok) throw new Error(made.code)
  report = made.value.report
})

/** Reads the body of an XForm: inputs are texts and dates, selects have their choices inside. */
function formIn(xml: string) {
  const found: { type: string; name: string; label: string }[] = []
  const items: string[][] = []
  let text = ''
  let item: { label: string; value: string } | null = null
  walkXml(xml, {
    open: (name, { ref = '' }) => {
      if (['input', 'select1', 'select', 'upload'].includes(name)) {
        const field = ref.split('/').at(-1) ?? ''
        const type = { select1: `select_one ${field}`, select: `select_multiple ${field}` }[name] ?? 'text'
        found.push({ type, name: field, label: '' })
      }
      if (name === 'item') item = { label: '', value: '' }
      text = ''
    },
    text: part => {
      text += part
    },
    close: name => {
      const last = found.at(-1)
      if (name === 'label' && item) item.label = text
      else if (name === 'label' && last && !last.label) last.label = text
      if (name === 'value' && item) item.value = text
      if (name === 'item' && item && last) {
        items.push([last.name, item.value, item.label])
        item = null
      }
    },
  })
  return { questions: found, choices: items }
}

const rowsOf = (sheet: string) => report.notCarried.filter((each: NotCarried) => each.sheet === sheet)

describe('the survey form of the Human Trafficking Case Data Standard', () => {
  test('is read whole: every question is carried or listed, and so is every choice', () => {
    expect(questions.length).toBeGreaterThan(25)
    expect(choices.length).toBeGreaterThan(250)
    const listed = new Set(rowsOf('survey').flatMap(each => (each.column === 'type' ? [each.row] : [])))
    for (const [at, { type, name }] of questions.entries()) {
      const carried = !listed.has(at + 4)
      expect([name, carried], name).toEqual([name, type.startsWith('select_one') && yesNo(name)])
    }
    expect(new Set(rowsOf('choices').map(each => each.row)).size).toBe(choices.length)
    expect(rowsOf('settings')).toEqual([
      { sheet: 'settings', row: 2, column: 'style', value: 'theme-grid', why: 'setting' },
    ])
  })

  test('names, numbers and places do not become signs, and each says why not', () => {
    const why = (name: string) =>
      rowsOf('survey').find(each => each.value.includes(`| ${name} `) || each.value.includes(`| ${name}`))?.why
    expect(why('prs_First_Name')).toBe('question-type')
    expect(why('start')).toBe('question-type')
    expect(why('prs_Citizenship')).toBe('other-choices')
  })
})

const yesNo = (name: string) => {
  const labels = choices.filter(([list]) => list === name).map(([, , label]) => label?.toLowerCase())
  return labels.length > 0 && labels.every(each => ['yes', 'no', 'unknown', 'not known'].includes(each ?? ''))
}
