import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import borderFile from '#knowledge/instruments/border-card/1.json' with { type: 'json' }
import adultFile from '#knowledge/instruments/ilo-labour-adult/1.json' with { type: 'json' }
import childFile from '#knowledge/instruments/ilo-labour-child/1.json' with { type: 'json' }
import labourFile from '#knowledge/instruments/labour-inspection-card/1.json' with { type: 'json' }
import selfFile from '#knowledge/instruments/self-check/1.json' with { type: 'json' }
import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { PublicLanguage } from '#knowledge/schema/words.ts'
import { instrumentFromXlsform } from './instrument-from-xlsform.ts'
import type { Workbook } from './workbook.ts'
import { type AnswerWords, xlsformOf } from './xlsform-of.ts'

const WORDS: AnswerWords = {
  yes: { en: 'Yes', ru: 'Да', kk: 'Иә', uz: 'Ha', ky: 'Ооба', tg: 'Ҳа' },
  no: { en: 'No', ru: 'Нет', kk: 'Жоқ', uz: 'Yoʻq', ky: 'Жок', tg: 'Не' },
  unknown: { en: 'Not known', ru: 'Неизвестно', kk: 'Белгісіз', uz: 'Nomaʼlum', ky: 'Белгисиз', tg: 'Номаълум' },
}
const instruments = [borderFile, adultFile, childFile, labourFile, selfFile] as Instrument[]

const form = (sheets: Record<string, string[][]>): Workbook => ({
  sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows })),
  others: [],
})
const read = (workbook: Workbook, unnamed: PublicLanguage | null = null) => {
  const result = instrumentFromXlsform(workbook, WORDS, unnamed)
  if (!result.ok) throw new Error(result.code)
  return result.value
}
const YES_NO = [
  ['list_name', 'name', 'label'],
  ['yn', 'yes', 'Yes'],
  ['yn', 'no', 'No'],
]
const one = (columns: Record<string, string>, type = 'select_one yn') =>
  form({
    survey: [
      ['type', 'name', ...Object.keys(columns)],
      [type, 'q', ...Object.values(columns)],
    ],
    choices: YES_NO,
  })

describe('an instrument that goes out as an XLSForm and comes back', () => {
  test.each(instruments.map(each => [each.id, each] as const))(
    '%s is the same, with nothing left to say',
    (_, each) => {
      const { draft, report } = read(xlsformOf(each, languagesOf(each), WORDS))
      expect(draft).toEqual(each)
      expect(instrumentProblems(draft)).toEqual([])
      const asked = each.dimensions.reduce((sum, { indicators }) => sum + indicators.length, 0)
      expect(report).toEqual({ carried: asked, notCarried: [], toDecide: [] })
    },
  )

  test('keeps the names of its recordings, and says that their files are not in it', () => {
    const [first, ...rest] = labourFile.dimensions
    const [sign, ...others] = first?.indicators ?? []
    const audio = { ru: 'papers-ru.mp3', kk: 'papers-kk.ogg' }
    const spoken = { ...labourFile, dimensions: [{ ...first, indicators: [{ ...sign, audio }, ...others] }, ...rest] }
    const { draft, report } = read(xlsformOf(spoken as Instrument, languagesOf(spoken as Instrument), WORDS))
    expect(draft).toEqual(spoken)
    expect(report.notCarried.map(each => [each.column, each.value, each.why])).toEqual([
      ['audio::Русский (ru)', 'papers-ru.mp3', 'recording'],
      ['audio::Қазақша (kk)', 'papers-kk.ogg', 'recording'],
    ])
  })

  test('is the same whatever its questions, weights, thresholds and languages are', () => {
    const line = fc.stringMatching(/^[A-Za-zА-Яа-яʻ][A-Za-zА-Яа-яʻ ,.?:()"'&<>-]{0,40}[A-Za-zА-Яа-я?]$/)
    const text = fc.record({ en: line, ru: line, kk: line, tg: line })
    const id = fc.stringMatching(/^[a-z]{1,8}(_[a-z0-9]{1,4})?$/)
    const indicator = fc.record(
      {
        id,
        weight: fc.constantFrom('strong', 'medium', 'weak'),
        question: text,
        urgent: fc.constant(true),
        source: line,
      },
      { requiredKeys: ['id', 'weight', 'question'] },
    )
    const indicators = fc.uniqueArray(indicator, { minLength: 1, maxLength: 5, selector: each => each.id })
    const dimensions = fc.uniqueArray(fc.record({ key: id, title: text, indicators }), {
      minLength: 1,
      maxLength: 4,
      selector: each => each.key,
    })
    fc.assert(
      fc.property(dimensions, text, fc.integer({ min: 1, max: 9 }), (groups, title, refer) => {
        const languages = ['en', 'ru', 'kk', 'tg'] as const
        const made = {
          ...borderFile,
          scoring: { kind: 'count', refer, referNow: refer + 1 },
          languages: [...languages],
          review: { en: 'unreviewed', ru: 'unreviewed', kk: 'reviewed', tg: 'unreviewed' },
          title,
          description: title,
          dimensions: groups,
        } as unknown as Instrument
        expect(read(xlsformOf(made, languages, WORDS)).draft).toEqual(made)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a form from elsewhere', () => {
  test('its yes and no questions become signs, in the languages that it names, and no weight is guessed', () => {
    const { draft, report } = read(
      form({
        survey: [
          ['type', 'name', 'label::English (en)', 'label::Русский (ru)', 'label::Français (fr)'],
          ['begin_group', 'Control', 'Control', 'Контроль', ''],
          ['select_one yn', 'papers', 'Are papers taken?', 'Документы забрали?', 'Papiers ?'],
          ['end_group', '', '', '', ''],
        ],
        choices: YES_NO,
        settings: [
          ['form_title', 'form_id'],
          ['A form', 'a_form'],
        ],
      }),
    )
    expect(draft).toMatchObject({
      id: 'a-form',
      title: { en: 'A form' },
      dimensions: [
        {
          key: 'control',
          title: { en: 'Control', ru: 'Контроль' },
          indicators: [{ id: 'papers', question: { en: 'Are papers taken?', ru: 'Документы забрали?' } }],
        },
      ],
    })
    expect(report.toDecide.map(each => each.what)).toEqual(
      expect.arrayContaining(['weight', 'age', 'scoring', 'situations', 'source', 'status', 'licence', 'description']),
    )
    expect(report.notCarried.map(each => [each.sheet, each.row, each.column, each.why])).toEqual([
      ['survey', 2, 'name', 'name'],
      ['survey', 3, 'label::Français (fr)', 'language'],
      ['choices', 2, 'label', 'choice-words'],
      ['choices', 3, 'label', 'choice-words'],
      ['settings', 2, 'form_id', 'name'],
    ])
  })

  test('labels that name no language are listed, or stand in the one that whoever brings the form names', () => {
    const sheets = form({
      survey: [
        ['type', 'name', 'label'],
        ['select_one yn', 'papers', 'Invented?'],
      ],
      choices: YES_NO,
    })
    const listed = read(sheets)
    expect(listed.draft).toMatchObject({ dimensions: [{ indicators: [{ question: {} }] }] })
    expect(listed.report.notCarried).toContainEqual(expect.objectContaining({ column: 'label', why: 'no-language' }))
    const named = read(sheets, 'uz')
    expect(named.draft).toMatchObject({
      languages: ['en', 'ru', 'kk', 'uz'],
      review: { en: 'unreviewed', uz: 'unreviewed' },
      dimensions: [{ indicators: [{ question: { uz: 'Invented?' } }] }],
    })
    expect(named.report.notCarried).not.toContainEqual(expect.objectContaining({ sheet: 'survey' }))
  })

  test.each(['said.mp3', 'a-1_b.c.ogg', 'Said.mp3', '../said.mp3', `${'a'.repeat(80)}.mp3`, 'said.html', ''])(
    'a recording named %s is carried where an instrument may name it so',
    name => {
      const { draft } = read(one({ 'label::English (en)': 'Is it so?', 'audio::English (en)': name }))
      const problems = instrumentProblems({ dimensions: [{ key: 'a', indicators: [{ audio: { en: name } }] }] })
      const carried = JSON.stringify(draft).includes('"audio"')
      expect(carried).toBe(!problems.some(each => each.at.endsWith('audio.en')))
    },
  )

  test.each([
    ['relevant', 'condition'],
    ['constraint', 'constraint'],
    ['required', 'required'],
    ['hint::English (en)', 'hint'],
    ['audio::English (en)', 'media'],
    ['media::audio::English (en)', 'media'],
    ['audio::Deutsch (de)', 'media'],
    ['appearance', 'column'],
  ])('a question keeps no %s, and the report says so', (column, why) => {
    const { report } = read(one({ 'label::English (en)': 'Is it so?', [column]: 'yes' }))
    expect(report.carried).toBe(1)
    expect(report.notCarried).toContainEqual({ sheet: 'survey', row: 2, column, value: 'yes', why })
  })

  test.each([
    ['text', 'question-type'],
    ['geopoint', 'question-type'],
    ['select_multiple yn', 'question-type'],
    ['select_one countries', 'other-choices'],
    ['calculate', 'calculation'],
    ['note', 'note'],
    ['begin_repeat', 'repeat'],
  ])('a row of type %s is listed and becomes nothing', (type, why) => {
    const { report } = read(one({ 'label::English (en)': 'Is it so?' }, type))
    expect(report.carried).toBe(0)
    expect(report.notCarried).toContainEqual(expect.objectContaining({ sheet: 'survey', row: 2, why }))
  })

  test('every cell is carried or listed, whatever the form holds', () => {
    const word = fc.constantFrom('', 'a', 'yes', 'Who?', '0', 'true()')
    const type = fc.constantFrom(
      'text',
      'select_one yn',
      'select_one x',
      'begin_group',
      'end_group',
      'begin_repeat',
      'end_repeat',
      'note',
      '',
    )
    const columns = ['type', 'name', 'label::en', 'label::fr', 'hint', 'relevant', 'odd']
    const row = fc.tuple(type, fc.constantFrom('a', 'b', 'c_d'), word, word, word, word, word)
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), rows => {
        const { draft, report } = read(form({ survey: [columns, ...rows], choices: YES_NO }))
        const signs = (draft.dimensions as { indicators: unknown[] }[]).flatMap(each => each.indicators)
        expect(signs).toHaveLength(report.carried)
        const asked = rows.filter(
          ([kind]) => !['', 'begin_group', 'end_group', 'begin_repeat', 'end_repeat'].includes(kind),
        )
        const left = new Set(report.notCarried.filter(each => each.column === 'type').map(each => each.row))
        const listed = rows.filter((_, at) => left.has(at + 2)).filter(each => asked.includes(each))
        const untyped = rows.filter(([kind, ...rest]) => kind === '' && rest.some(each => each !== ''))
        expect(report.carried + listed.length).toBe(asked.length)
        expect(left.size).toBeGreaterThanOrEqual(untyped.length === 0 ? 0 : 1)
      }),
    )
  })

  test.each([
    ['no sheet of that name', form({ Survey1: [['type', 'name']] }), 'xlsform.no-sheet'],
    ['no column "type"', form({ survey: [['name', 'label']] }), 'xlsform.no-column'],
    ['one column twice', form({ survey: [['type', 'name', 'label', 'Label']] }), 'xlsform.column-twice'],
  ])('with %s is no XLSForm', (_, workbook, code) => {
    expect(instrumentFromXlsform(workbook, WORDS)).toMatchObject({ ok: false, code })
  })
})
