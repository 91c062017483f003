import { beforeAll, describe, expect, test } from 'vitest'
import type { LogEntry } from '#domain/access/access-log.ts'
import { type Language, STAFF_LANGUAGES } from '#knowledge/schema/words.ts'
import { loadWords, type Words } from '#server/words.ts'
import { DEEDS } from './deeds.ts'
import { type Grounds, sentenceOf } from './sentences.ts'

const grounds: Grounds = { laws: [], timeZone: 'Asia/Almaty' }
let words: Words
beforeAll(async () => {
  words = await loadWords(grounds.timeZone)
})

const entry = (given: Partial<LogEntry>): LogEntry => ({
  seq: 1,
  at: new Date('2026-11-25T06:00:00Z'),
  agency: 'Invented',
  role: 'officer',
  action: 'case.read',
  parts: ['facts'],
  basis: 'lead',
  agreedAt: null,
  lawfulBasis: null,
  ...given,
})
const said = (given: Partial<LogEntry>, language: Language = 'en') =>
  sentenceOf(words.in(language), grounds, { entry: entry(given), times: 1 })

const NOBODY = { agency: null, role: null, basis: null }

describe.each(STAFF_LANGUAGES)('in %s', language => {
  test('each deed has a sentence of its own', () => {
    const sentences = DEEDS.map(action => said({ action }, language))
    expect(new Set([...sentences, said({ action: 'unheard-of' }, language)]).size).toBe(DEEDS.length + 1)
    for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined/)
  })
})

describe('an emergency', () => {
  test('is told as one, and that nobody was asked first', () => {
    expect(said({ action: 'break-glass.opened', basis: 'break-glass' })).toBe(
      'Invented (officer) opened your case to one colleague for some hours, in an emergency, without asking first.',
    )
  })
  test('that is over may be looked back at by who opened it, and is told so', () => {
    expect(said({ parts: ['break-glass'], basis: null })).toBe(
      'Invented (officer) read how your case was opened in an emergency, looking back at what it had opened.',
    )
  })
  test('that opened nothing is told as well', () => {
    expect(said({ action: 'break-glass.tried', basis: null })).toBe(
      'Invented (officer) tried to open your case by its code name, but it stayed closed.',
    )
  })
})

describe('what whoever holds a number can do', () => {
  test('names no agency where nobody was signed in, and says why that could be', () => {
    expect(said({ ...NOBODY, action: 'certificate.checked' })).toBe(
      'Somebody who was not signed in checked your certificate by its number, as whoever holds the number can.',
    )
    expect(said({ ...NOBODY, action: 'consent.withdrawn-by-receipt' })).toBe(
      'Your number was used to take a consent back, as whoever holds the number can.',
    )
  })
  test('names the agency that checked a certificate', () => {
    expect(said({ action: 'certificate.checked', basis: null })).toBe(
      'Invented (officer) checked your certificate by its number, as whoever holds the number can.',
    )
  })
})
