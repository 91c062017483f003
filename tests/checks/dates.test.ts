import { describe, expect, test } from 'vitest'
import { sourcesUnder } from './source-files.ts'

/** A day that is cut out of an instant is the day in Greenwich, and is written as no reader writes it. */
const CUT = /toISOString\(\)\s*\.(?:slice|substring|split)|\.slice\(0, 10\)/
/** Days and instants are written by t.day and t.instant, in the reader's language and the country's time zone. */
const OWN_FORMAT = /\bDateTimeFormat\(|toLocale(?:Date|Time)?String\(/

/** A certificate prints its days long, and the copy of a consent in digits, each in the language of its paper. */
const PAPERS = ['features/protection/certificates/print-certificate.ts', 'features/protection/consent/paper-days.ts']
const WRITERS = ['web/words/translate.ts', ...PAPERS]

const shown = sourcesUnder(['features', 'server/http', 'web']).filter(
  ({ path }) => !/\.(test|examples)\.tsx?$/.test(path),
)
const found = (pattern: RegExp, sources: readonly { path: string; text: string }[]) =>
  sources.filter(({ text }) => pattern.test(text)).map(each => each.path)

describe('days that people read', () => {
  test('are cut out of no instant', () => expect(found(CUT, shown)).toEqual([]))

  test('are written in one place', () => {
    expect(found(OWN_FORMAT, shown).toSorted()).toEqual(WRITERS.toSorted())
  })

  test.each([
    ['a cut day', CUT, 'const day = at.toISOString().slice(0, 10)'],
    ['a split one', CUT, "at.toISOString()\n  .split('T')"],
    ['a format of one’s own', OWN_FORMAT, "new Intl.DateTimeFormat('ru')"],
    ['the device’s own', OWN_FORMAT, 'at.toLocaleDateString()'],
  ])('%s would be found', (_, pattern, text) => {
    expect(found(pattern, [{ path: 'invented', text }])).toEqual(['invented'])
    expect(found(pattern, [{ path: 'invented', text: 't.day(at)' }])).toEqual([])
  })
})
