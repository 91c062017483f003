import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { code, codes, flag, id, requiredText, text, version, whole } from './fields.ts'
import { problemsOf, unstorable } from './problems.ts'

const Person = z.strictObject({
  caseId: id,
  name: requiredText(10),
  note: text(20).optional(),
  kind: code(['wish', 'note']),
  agreed: flag,
  languages: codes(z.string().regex(/^[a-z]{2}$/), 2).default([]),
  beds: whole(1, 40),
  inner: z.strictObject({ phone: text(5) }).optional(),
  answers: z.record(z.string().regex(/^[a-z]+$/), z.enum(['yes', 'no'])).optional(),
  on: z.iso.date().optional(),
})
const GOOD = { caseId: '01890000-0000-7000-8000-000000000000', name: 'Invented', kind: 'note', agreed: true, beds: 2 }

const problems = (change: object) => {
  const parsed = Person.safeParse({ ...GOOD, ...change }, { reportInput: true })
  return parsed.success ? [] : problemsOf(parsed.error)
}

describe('says where and why', () => {
  const cases: [change: object, at: string, why: string, max?: number][] = [
    [{ name: undefined }, 'name', 'required'],
    [{ name: '' }, 'name', 'required'],
    [{ name: '   ' }, 'name', 'required'],
    [{ name: 7 }, 'name', 'wrong-type'],
    [{ name: 'x'.repeat(11) }, 'name', 'too-long', 10],
    [{ name: 'a\u0000' }, 'name', 'bad-text'],
    [{ name: 'a\ud800' }, 'name', 'bad-text'],
    [{ name: 'a\u202e' }, 'name', 'bad-text'],
    [{ name: '\ufffea' }, 'name', 'bad-text'],
    [{ kind: 'other' }, 'kind', 'not-allowed'],
    [{ kind: undefined }, 'kind', 'required'],
    [{ agreed: undefined }, 'agreed', 'required'],
    [{ agreed: 'maybe' }, 'agreed', 'wrong-type'],
    [{ caseId: 'x' }, 'caseId', 'wrong-form'],
    [{ beds: undefined }, 'beds', 'required'],
    [{ beds: true }, 'beds', 'wrong-type'],
    [{ beds: 1.5 }, 'beds', 'wrong-type'],
    [{ beds: '2.0' }, 'beds', 'wrong-type'],
    [{ beds: 0 }, 'beds', 'too-small'],
    [{ beds: '41' }, 'beds', 'too-large', 40],
    [{ languages: ['uz', 'ru', 'kk'] }, 'languages', 'too-large', 2],
    [{ languages: ['uz', 'UZ'] }, 'languages.1', 'wrong-form'],
    [{ inner: { phone: '123456' } }, 'inner.phone', 'too-long', 5],
    [{ inner: { other: 1 } }, 'inner.phone', 'required'],
    [{ on: '2026-02-30' }, 'on', 'wrong-form'],
    [{ surname: 'x' }, 'surname', 'unknown-field'],
  ]
  test.each(cases)('%j', (change, at, why, max) => {
    expect(problems(change)[0]).toEqual(max === undefined ? { at, why } : { at, why, max })
  })
})

test('a number may come as digits, as forms send it', () => {
  expect(version.parse('12')).toBe(12)
  for (const value of ['', ' 1', '1 ', '0x1', '1e3', '+1', '١', true, null, [1], {}])
    expect(version.safeParse(value).success, String(value)).toBe(false)
})

test('an id in capital letters is the same id', () => {
  expect(id.parse('01890000-0000-7000-8000-00000000ABCD')).toBe('01890000-0000-7000-8000-00000000abcd')
})

test('at most 20 are told, each place in at most 120 characters', () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`${'x'.repeat(300)}${index}`, 1]))
  const told = problems(many)
  expect(told).toHaveLength(20)
  for (const { at } of told) expect(at.length).toBeLessThanOrEqual(120)
})

test('a value never comes back in a problem, whatever is wrong with it', () => {
  const mark = 'markermarker'
  const marked = fc.string({ unit: 'binary' }).map(around => around + mark + around)
  const value = fc.oneof(marked, fc.array(marked), fc.dictionary(fc.constantFrom('phone', 'a'), marked), fc.double())
  const change = fc.dictionary(fc.constantFrom(...Object.keys(Person.shape)), value)
  fc.assert(
    fc.property(change, spoiled => {
      expect(JSON.stringify(problems(spoiled))).not.toContain(mark)
    }),
  )
})

describe('text that PostgreSQL cannot hold', () => {
  test('is found wherever it stands, keys too', () => {
    expect(unstorable({ a: ['x', { b: '\u0000' }], c: 1, d: null })).toEqual([{ at: 'a.1.b', why: 'bad-text' }])
    expect(unstorable({ 'k\u0000': 1 })).toMatchObject([{ why: 'bad-text' }])
    expect(unstorable({ a: '\udc00\ud800' })).toEqual([{ at: 'a', why: 'bad-text' }])
  })
  test('and honest text in any script is not touched', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        honest => unstorable({ honest }).length === (honest.includes('\0') ? 1 : 0),
      ),
    )
  })
})
