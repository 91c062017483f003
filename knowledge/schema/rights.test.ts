import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rightsProblems } from './rights.ts'

const file = () => JSON.parse(readFileSync('knowledge/rights/kaz.json', 'utf8'))
type Loose = Record<string, unknown>

/** Letters of another alphabet in a word look right and are read aloud wrong. Roman numerals stand in the numbers of acts. */
const ALPHABETS: Record<string, RegExp> = {
  ru: /^([А-Яа-яЁё]+|[IVX]+)$/,
  kk: /^([А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]+|[IVX]+)$/,
  uz: /^[A-Za-zʻʼ]+$/,
  ky: /^([А-Яа-яЁёҢңӨөҮү]+|[IVX]+)$/,
  tg: /^([А-Яа-яЁёҒғӢӣҚқӮӯҲҳҶҷ]+|[IVX]+)$/,
}

function texts(value: unknown): Record<string, string>[] {
  if (typeof value !== 'object' || value === null) return []
  return 'en' in value && 'tg' in value ? [value as Record<string, string>] : Object.values(value).flatMap(texts)
}

test('each text is in six languages, in their letters, and calls nobody by what was done to her', () => {
  const all = texts(file())
  expect(all.length).toBeGreaterThan(150)
  const strange = all.flatMap(text =>
    Object.entries(ALPHABETS).flatMap(([language, letters]) =>
      (text[language]?.match(/[\p{L}ʻʼ]+/gu) ?? []).filter(word => !letters.test(word)),
    ),
  )
  expect(strange).toEqual([])
  const words = all.flatMap(text => Object.values(text)).join(' ')
  expect(words).not.toMatch(/victim|жертв|құрбан|qurbon|курман|қурбон/i)
  // One word, such as "Полиция", may be alike in languages that share an alphabet.
  const alike = all.filter(text => new Set(Object.values(text)).size < 5)
  expect(alike.filter(text => text.en?.includes(' '))).toEqual([])
})

test('what nobody has confirmed says so: the agreements, what rests on news, and our own readings', () => {
  const { rights }: { rights: Loose[] } = file()
  const act = (right: Loose) => (right.cite as { act: string }).act
  const read = ['labour', 'trafficking-law', 'criminal', 'criminal-procedure']
  for (const right of rights.filter(each => !('rule' in each) && !read.includes(act(each)) && each.cite))
    if (!String(right.id).startsWith('eaeu-no-permit'))
      expect([right.id, right.status]).toEqual([right.id, 'unverified'])
  expect(rights.find(each => each.id === 'pay-without-permit')?.status).toBe('unverified')
  for (const right of rights.filter(each => act(each) === 'kz-uz')) expect(right.fromStatus).toBe('unverified')
})

describe('a file that is wrong is refused, and says where', () => {
  const cases: readonly (readonly [string, (rights: Loose[], file: Loose) => void, string])[] = [
    ['a right without a source', ([first]) => delete first?.source, 'rights[0]'],
    ['an office that is not there', ([first]) => Object.assign(first ?? {}, { ask: ['nobody'] }), 'rights[0].ask'],
    ['a kind that nobody knows', ([first]) => Object.assign(first ?? {}, { kind: 'luck' }), 'rights[0]'],
    [
      'a condition that nobody asks',
      ([first]) => Object.assign(first ?? {}, { when: { religion: ['any'] } }),
      'rights[0].when',
    ],
    ['a right for everybody', ([first]) => Object.assign(first ?? {}, { when: {} }), 'rights[0].when'],
    [
      'a letter that nobody has written',
      ([first]) => Object.assign(first ?? {}, { letter: 'none' }),
      'rights[0].letter',
    ],
    ['no day for the next reading', (_, all) => delete all.checkBy, 'checkBy'],
  ]
  test.each(cases)('%s', (_, spoil, at) => {
    const value = file()
    spoil(value.rights, value)
    expect(rightsProblems(value).map(each => each.at)).toContain(at)
  })
})
