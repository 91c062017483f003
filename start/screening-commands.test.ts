import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeWorkbook } from '#server/workbook/write-workbook.ts'
import { checkInstrument, exportInstrument, importInstrument } from './instrument-commands.ts'
import { scoreScreening } from './screening-commands.ts'

const ADULT = 'knowledge/instruments/ilo-labour-adult/1.json'
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-screening-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

describe('screening score', () => {
  test('prints exactly the promised keys', async () => {
    const answers = await file('good.json', '{"excessive_hours":"yes","low_no_salary":"yes","bad_living":"unknown"}')
    const { out, err, exitCode } = await scoreScreening({ instrument: 'ilo-labour-adult', answers, json: true })
    expect([err, exitCode]).toEqual(['', 0])
    const none = { strong: 0, medium: 0, weak: 0, positive: false }
    expect(JSON.parse(out)).toEqual({
      instrument: 'ilo-labour-adult',
      version: 1,
      dimensions: {
        deceptive_recruitment: none,
        coercive_recruitment: none,
        recruitment_abuse_of_vulnerability: none,
        exploitation: { strong: 1, medium: 1, weak: 0, positive: true },
        coercion_at_destination: none,
        abuse_of_vulnerability_at_destination: none,
      },
      finding: 'exploited-migrant',
      nextStep: 'labour-rights',
    })
  })

  test('a version may be named, and the text gives the reasons and what is not known', async () => {
    const answers = await file('child.json', '{"excessive_hours":"yes","low_no_salary":"yes"}')
    const { out, exitCode } = await scoreScreening({ instrument: 'ilo-labour-child@1', answers })
    expect(exitCode).toBe(0)
    expect(out).toContain('yes  exploitation.excessive_hours (strong)')
    expect(out).toContain('not known: 63')
    expect(out).toContain('finding: trafficking-forced-labour')
  })

  test('a card for any age: a weak sign asks more of an adult, and refers a child or one whose age nobody gave', async () => {
    const answers = await file('weak.json', '{"fearful":"yes"}')
    const stepAt = async (age?: string) => {
      const { out, err } = await scoreScreening({ instrument: 'border-card', answers, json: true, ...(age && { age }) })
      return err === '' ? JSON.parse(out).nextStep : err
    }
    expect(await Promise.all(['adult', 'child', 'uncertain', undefined].map(stepAt))).toEqual([
      'ask-more',
      'refer',
      'refer',
      'refer',
    ])
    expect(await stepAt('old')).toContain('there is no age group')
    const list = await scoreScreening({ instrument: 'ilo-labour-adult', answers, age: 'child' })
    expect([list.out, list.err]).toEqual(['', expect.stringContaining('is not for this age')])
  })

  test.each<[string, string | Buffer]>([
    ['not JSON', '{"excessive_hours": yes}'],
    ['an empty file', ''],
    ['an array', '[]'],
    ['a number', '7'],
    ['a question of nobody', '{"likes_tea":"yes"}'],
    ['a question of the other dimension', '{"exploitation.violence_victim":"yes"}'],
    ['a wrong answer', '{"excessive_hours":"perhaps"}'],
    ['an answer that is true', '{"excessive_hours":true}'],
    ['a zero byte in a key', '{"excessive_hours\\u0000":"yes"}'],
    ['a sign that turns text round', '{"\u202eexcessive_hours":"yes"}'],
    ['a lone surrogate', '{"\\ud800":"yes"}'],
    ['a line break in a key', '{"a\\nb":"yes"}'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
    ['more than 1 MB', `{"excessive_hours":"${'y'.repeat(1_100_000)}"}`],
    ['brackets without end', '['.repeat(500_000)],
  ])('%s: one clear line, nothing on standard output', async (_what, content) => {
    const answers = await file('bad.json', content)
    const { out, err, exitCode } = await scoreScreening({ instrument: 'ilo-labour-adult', answers, json: true })
    expect([out, exitCode]).toEqual(['', 2])
    expect(err).toMatch(/^aman: [^\p{C}]+$/u)
    expect(err.length).toBeLessThan(400)
  })

  test.each([
    [{ instrument: 'ilo-labour-adult', answers: '/nowhere/answers.json' }],
    [{ instrument: 'ilo-labour-adult', answers: 'knowledge' }],
    [{ instrument: 'ilo-labour-adult', answers: '/dev/zero' }],
    [{ instrument: 'ilo-labour-adult', answers: 'a\0b' }],
    [{ instrument: 'nobody-knows', answers: ADULT }],
    [{ instrument: 'ilo-labour-adult@2', answers: ADULT }],
    [{ instrument: '../ilo-labour-adult', answers: ADULT }],
    [{ instrument: 'ilo-labour-adult' }],
    [{ answers: ADULT }],
    [{}],
  ])('%j is refused in one line', async flags => {
    const { out, err, exitCode } = await scoreScreening(flags)
    expect([out, exitCode]).toEqual(['', 2])
    expect(err).toMatch(/^aman: [^\p{C}]+$/u)
  })
})

describe('screening check', () => {
  test('our own instrument is valid', async () => {
    expect(await checkInstrument(ADULT, true)).toEqual({ out: '{"valid":true,"problems":[]}', err: '', exitCode: 0 })
  })

  test('each problem is listed with its place: a missing translation, a double, a wrong weight', async () => {
    const instrument = JSON.parse(await readFile(ADULT, 'utf8'))
    delete instrument.dimensions[0].indicators[3].question.kk
    instrument.dimensions[3].indicators[1].id = 'excessive_hours'
    instrument.dimensions[4].indicators[0].weight = 'S'
    const path = await file('broken.json', JSON.stringify(instrument))
    const { out, exitCode } = await checkInstrument(path, true)
    expect(exitCode).toBe(2)
    const { valid, problems } = JSON.parse(out)
    expect(valid).toBe(false)
    expect(problems.map((each: { at: string }) => each.at)).toEqual([
      'dimensions[0].indicators[3].question.kk',
      'dimensions[4].indicators[0].weight',
      'dimensions[3].indicators[1].id',
    ])
    expect(problems[0].why).toBe('is missing')
    expect((await checkInstrument(path, false)).err.split('\n')).toHaveLength(3)
  })

  test('a dimension left out is said', async () => {
    const instrument = JSON.parse(await readFile(ADULT, 'utf8'))
    instrument.dimensions.pop()
    const path = await file('five.json', JSON.stringify(instrument))
    expect((await checkInstrument(path, false)).err).toBe('dimensions: lacks abuse_of_vulnerability_at_destination')
  })

  test('a file that cannot be read is one line', async () => {
    const { out, err, exitCode } = await checkInstrument('/nowhere.json', true)
    expect([out, err, exitCode]).toEqual(['', 'aman: "/nowhere.json" is not there', 2])
  })
})

describe('an XLSForm', () => {
  test('goes out, is checked, comes back as the same instrument, and is not written over another file', async () => {
    const book = join(folder, 'card.xlsx')
    const draft = join(folder, 'card.json')
    expect(await exportInstrument('border-card', book)).toMatchObject({ err: '', exitCode: 0 })
    expect(await checkInstrument(book, false)).toMatchObject({
      out: expect.stringContaining('is a valid instrument'),
      exitCode: 0,
    })
    const { valid, xlsform } = JSON.parse((await checkInstrument(book, true)).out)
    expect([valid, xlsform]).toEqual([true, { carried: 15, notCarried: [], toDecide: [] }])
    expect(await importInstrument(book, draft)).toMatchObject({ err: '', exitCode: 0 })
    const ours = 'knowledge/instruments/border-card/1.json'
    expect(JSON.parse(await readFile(draft, 'utf8'))).toEqual(JSON.parse(await readFile(ours, 'utf8')))
    expect(await importInstrument(book, draft)).toMatchObject({ out: '', exitCode: 2 })
  })

  test('from elsewhere is told line by line: what is not carried, what to decide, what is still wrong', async () => {
    const rows = [
      ['type', 'name', 'label::English (en)'],
      ['select_one yn', 'papers', 'Are papers taken?'],
      ['geopoint', 'where', 'Where?'],
    ]
    const choices = [
      ['list_name', 'name', 'label::English (en)'],
      ['yn', 'yes', 'Yes'],
      ['yn', 'no', 'No'],
    ]
    const sheets = [
      { name: 'survey', rows },
      { name: 'choices', rows: choices },
    ]
    const book = await file('other.xlsx', await writeWorkbook({ sheets, others: [] }))
    const { out, err, exitCode } = await checkInstrument(book, false)
    expect(exitCode).toBe(2)
    expect(out).toContain(
      'not carried: survey 3, type "geopoint | where | Where?": only yes-or-no questions become signs',
    )
    expect(out).toContain('to decide: questions.papers (weight)')
    expect(err).toContain('dimensions[0].indicators[0].weight: is missing')
  })

  test('that is broken is one line with its place', async () => {
    const book = await file(
      'no-survey.xlsx',
      await writeWorkbook({ sheets: [{ name: 'Tabelle1', rows: [['type']] }], others: [] }),
    )
    const { err, exitCode } = await checkInstrument(book, false)
    expect([err, exitCode]).toEqual([
      `aman: "${book.slice(0, 80)}${book.length > 80 ? '…' : ''}" has no sheet of the name "survey"`,
      2,
    ])
  })
})

test('from the shell: a mistyped option ends with 2 and one line', () => {
  const program = `
    import { Command } from 'commander'
    import { addScreeningCommands } from './start/screening-commands.ts'
    const program = new Command('aman')
    addScreeningCommands(program)
    await program.parseAsync(['node', 'aman', 'screening', 'score', '--instument', 'x'])`
  const ran = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  expect([ran.status, ran.stdout]).toEqual([2, ''])
  expect(ran.stderr.trim().split('\n')).toHaveLength(1)
})
