import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from '#tests/checks/source-files.ts'
import { writeCard } from './card-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'aman-card-'))
afterAll(() => rmSync(folder, { recursive: true }))
const out = join(folder, 'card.pdf')

const given = { languages: 'kk,ru', format: 'a6', out, origin: 'https://aman.example' }

test('writes a card in two languages', async () => {
  expect(await writeCard('border-card@1', given, {})).toBe(out)
  expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-')
})

test.each([
  ['no such instrument', 'nothing', {}, 'There is no such instrument'],
  ['a name that is none', '../x', {}, 'Name the instrument'],
  ['a language it lacks', 'ilo-labour-adult', { languages: 'uz' }, 'does not speak'],
  ['a language of no card', 'border-card', { languages: 'de' }, '--languages takes'],
  ['three languages', 'border-card', { languages: 'kk,ru,en' }, 'one language or two'],
  ['another paper', 'border-card', { format: 'a5' }, '--format takes'],
  ['no folder', 'border-card', { out: join(folder, 'no/x.pdf') }, 'cannot be written'],
  ['no address for the code', 'border-card', { origin: undefined }, '--origin'],
  ['an address that is none', 'border-card', { origin: 'somewhere' }, 'is not an address'],
])('says in one line why it cannot: %s', async (_, id, other, why) => {
  const flags = { ...given, ...other }
  await expect(writeCard(id, flags, {})).rejects.toThrow(why)
})

test('the command ends with 2 and that line', () => {
  const command = ['card', 'nothing', '--languages', 'kk', '--out', out, '--origin', 'https://aman.example']
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/aman.js'), ...command], {
    encoding: 'utf8',
  })
  expect([status, stdout, stderr]).toEqual([2, '', 'aman: There is no such instrument or version.\n'])
}, 60_000)
