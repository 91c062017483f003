import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '#tests/checks/source-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'aman-card-'))
afterAll(() => rmSync(folder, { recursive: true }))
const out = join(folder, 'card.pdf')

function card(...words: string[]) {
  const { AMAN_ORIGIN: _, ...env } = process.env
  const all = [join(ROOT, 'bin/aman.js'), 'card', ...words]
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', env, timeout: 60_000 })
  return { status, stdout, stderr }
}
const origin = ['--origin', 'https://aman.example']

test('writes a card in two languages', () => {
  const made = card('border-card@1', '--languages', 'kk,ru', '--format', 'a6', '--out', out, ...origin)
  expect(made).toEqual({ status: 0, stdout: `${out}\n`, stderr: '' })
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-')
})

test.each([
  ['no such instrument', ['nothing', '--languages', 'kk', '--out', out, ...origin], 'There is no such instrument'],
  ['a name that is none', ['../x', '--languages', 'kk', '--out', out, ...origin], 'Name the instrument'],
  ['a language it lacks', ['ilo-labour-adult', '--languages', 'uz', '--out', out, ...origin], 'does not speak'],
  ['a language of no card', ['border-card', '--languages', 'de', '--out', out, ...origin], '--languages takes'],
  ['three languages', ['border-card', '--languages', 'kk,ru,en', '--out', out, ...origin], 'one language or two'],
  ['another paper', ['border-card', '--languages', 'kk', '--format', 'a5', '--out', out, ...origin], '--format takes'],
  [
    'no folder',
    ['border-card', '--languages', 'kk', '--out', join(folder, 'no/x.pdf'), ...origin],
    'cannot be written',
  ],
  ['no address for the code', ['border-card', '--languages', 'kk', '--out', out], '--origin'],
])('ends with 2 and one line for %s', (_, words, why) => {
  const { status, stdout, stderr } = card(...words)
  expect([status, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1])
  expect(stderr).toContain(why)
})
