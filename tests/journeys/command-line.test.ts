import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aman, type Ended } from '#tests/support/browser-command.ts'

// Every command runs from "/", as an operator's may from anywhere.
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aman-command-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Bad input: exit code 2, one clear line, nothing on standard output, no stack. */
function isRefused({ code, out, err }: Ended): void {
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^[^\n]+\n$/)
  expect(err).not.toMatch(/\bat .*:\d+:\d+|undefined|\[object/)
}

describe('help', () => {
  test.each([
    [['--help'], ['start', 'migrate', 'screening', 'seed', 'retention']],
    [
      ['start', '--help'],
      ['--demo', '--port', '--data'],
    ],
    [
      ['screening', 'score', '--help'],
      ['--instrument', '--answers', '--json'],
    ],
  ])('%j says what there is, and starts nothing', async (args, words) => {
    const { code, out, err } = await aman(args)
    expect([code, err]).toEqual([0, ''])
    for (const word of words) expect(out).toContain(word)
  })

  test.each([[['begin']], [['start', '--prot', '8020']], [['start', 'now']]])(
    '%j is not a command: one line',
    async args => isRefused(await aman(args)),
  )
})

describe('screening score', () => {
  const scored = async (content: string, instrument = 'ilo-labour-adult') => {
    const answers = join(folder, 'answers.json')
    await writeFile(answers, content)
    return aman(['screening', 'score', '--instrument', instrument, '--answers', answers, '--json'])
  }

  test('prints the promised keys and nothing else', async () => {
    const answers = {
      confiscation_documents: 'yes',
      isolation_confinement: 'yes',
      low_no_salary: 'yes',
      excessive_hours: 'yes',
    }
    const { code, out, err } = await scored(JSON.stringify(answers))
    expect([code, err]).toEqual([0, ''])
    const { dimensions, ...rest } = JSON.parse(out)
    expect(rest).toEqual({
      instrument: 'ilo-labour-adult',
      version: 1,
      finding: 'needs-assessment',
      nextStep: 'refer-now',
    })
    expect(Object.keys(dimensions)).toHaveLength(6)
    expect(dimensions.exploitation).toEqual({ strong: 1, medium: 1, weak: 0, positive: true })
  })

  test.each([['{"likes_tea":"yes"}'], ['{'], ['{"a\\u0000b":"yes"}']])(
    'answers that are none are refused: %s',
    async content => isRefused(await scored(content)),
  )

  test('so are an instrument that nobody has, and a file that is not there', async () => {
    isRefused(await scored('{}', 'no-such-instrument'))
    isRefused(
      await aman(['screening', 'score', '--instrument', 'ilo-labour-adult', '--answers', join(folder, 'none.json')]),
    )
    isRefused(await aman(['screening', 'score']))
  })

  test('a file is found from the folder where the command was given', async () => {
    await writeFile(join(folder, 'near.json'), '{"excessive_hours":"yes"}')
    const { code } = await aman(['screening', 'score', '--instrument', 'ilo-labour-adult', '--answers', 'near.json'], {
      cwd: folder,
    })
    expect(code).toBe(0)
  })
})

describe('settings', () => {
  test.each([['65536'], ['eighty'], ['']])('a port "%s" is refused before anything is made', async port => {
    const data = join(folder, 'never')
    isRefused(await aman(['start', '--port', port, '--data', data]))
    expect(await readdir(folder)).not.toContain('never')
  })

  test('so are an origin and a country that are none', async () => {
    isRefused(await aman(['start', '--data', join(folder, 'never')], { env: { AMAN_ORIGIN: 'aman' } }))
    // Of the second something is known, and not enough to run there.
    for (const AMAN_COUNTRY of ['XYZ', 'UZB'])
      isRefused(await aman(['start', '--data', join(folder, 'never')], { env: { AMAN_COUNTRY } }))
    isRefused(await aman(['migrate', '--data', join(folder, 'never')], { env: { DATABASE_URL: 'a database' } }))
  }, 60_000)

  test('so is a mail server without a sender', async () => {
    isRefused(await aman(['start', '--data', join(folder, 'never')], { env: { AMAN_MAIL_URL: 'smtp://mail.example' } }))
  }, 60_000)

  test.each([['0'], ['1e3'], ['3000000']])('seeding "%s" cases is refused', async cases =>
    isRefused(await aman(['seed', '--cases', cases, '--data', join(folder, 'never')])),
  )
})

test('migrate makes the database, does nothing a second time, and there is no demonstration in it to seed', async () => {
  const data = join(folder, 'data')
  expect(await aman(['migrate', '--data', data, '--json'])).toMatchObject({ code: 0, out: '{"migrated":true}\n' })
  expect(await aman(['migrate', '--data', data])).toMatchObject({ code: 0, out: 'The database is up to date.\n' })
  const seeded = await aman(['seed', '--cases', '10', '--data', data])
  expect([seeded.code, seeded.out]).toEqual([2, ''])
  expect(seeded.err.trim().split('\n').at(-1)).toContain('There is no demonstration in this folder yet')
}, 60_000)

test('retention says what will go as JSON with the promised keys, and takes a day for looking ahead', async () => {
  const data = join(folder, 'kept')
  const report = await aman(['retention', 'report', '--json', '--data', data])
  expect([report.code, Object.keys(JSON.parse(report.out))]).toEqual([0, ['asOf', 'announces', 'leaving', 'routine']])
  expect(JSON.parse(report.out).leaving['closed-case']).toEqual([])
  const ahead = await aman(['retention', 'report', '--as-of', '2031-01-31', '--data', data])
  expect(ahead.out).toMatch(/^What a report on 2031-01-31 would list; nothing was announced:\nclosed-case: 0\n/)
  const run = await aman(['retention', 'run', '--json', '--data', data])
  expect([run.code, Object.keys(JSON.parse(run.out))]).toEqual([0, ['day', 'fates', 'wishes', 'tips', 'routine']])
}, 60_000)

test.each([['2031-02-30'], ['tomorrow'], ['']])('"%s" is no day to look ahead to', async day =>
  isRefused(await aman(['retention', 'report', '--as-of', day, '--data', join(folder, 'never')])),
)

test('a folder that cannot be written is said in one line', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  isRefused(await aman(['migrate', '--data', join(file, 'data')]))
})
