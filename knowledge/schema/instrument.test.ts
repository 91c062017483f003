import { describe, expect, test } from 'vitest'
import borderFile from '#knowledge/instruments/border-card/1.json' with { type: 'json' }
import adultFile from '#knowledge/instruments/ilo-labour-adult/1.json' with { type: 'json' }
import { instrumentProblems } from './instrument.ts'

// biome-ignore lint/suspicious/noExplicitAny: the test breaks the file on purpose
const broken = (file: object, by: (value: any) => void) => {
  const value = structuredClone(file)
  by(value)
  return instrumentProblems(value).map(({ at, why }) => `${at}: ${why}`)
}
const first = 'dimensions[0].indicators[0]'

describe('what is well formed and still cannot be meant is said with its place', () => {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  test.each<[string, (value: any) => void, string]>([
    [
      'a language that a question lacks',
      file => delete file.dimensions[0].indicators[0].question.tg,
      `${first}.question.tg: is missing`,
    ],
    [
      'a language that the card does not name',
      file => void file.languages.pop(),
      'title.tg: is in a language that the instrument does not name',
    ],
    [
      'a card without a language of the desk',
      file => Object.assign(file, { languages: file.languages.filter((each: string) => each !== 'kk') }),
      'languages: lacks kk',
    ],
    [
      'danger on a sign that is not strong',
      file => Object.assign(file.dimensions[0].indicators[0], { weight: 'weak' }),
      `${first}.urgent: is set on a sign that is not strong`,
    ],
    [
      'thresholds above the number of questions',
      file => Object.assign(file, { scoring: { kind: 'count', refer: 40, referNow: 50 } }),
      'scoring.refer: is more than there are questions',
    ],
    [
      'thresholds the wrong way round',
      file => Object.assign(file, { scoring: { kind: 'count', refer: 3, referNow: 3 } }),
      'scoring.referNow: is not more than scoring.refer',
    ],
    ['a way of scoring that nobody knows', file => Object.assign(file, { scoring: { kind: 'guess' } }), 'scoring.kind'],
    [
      'groups of its own under the scoring of the list',
      file => delete file.scoring,
      'dimensions: has seen, which this scoring does not know',
    ],
    [
      'an id that is no id',
      file => Object.assign(file.dimensions[0], { key: '__proto__' }),
      'dimensions[0].key: is not small letters',
    ],
    ['a field from elsewhere', file => Object.assign(file.dimensions[0], { colour: 'red' }), 'dimensions[0]'],
  ])('%s', (_, by, problem) => {
    expect(broken(borderFile, by).join('\n')).toContain(problem)
  })

  test('a card on which no sign is strong, and so none could mean refer', () => {
    const problems = broken(borderFile, file => {
      for (const { indicators } of file.dimensions)
        for (const each of indicators) Object.assign(each, { weight: 'medium', urgent: undefined })
    })
    expect(problems).toContain('scoring: needs a strong sign, and there is none')
  })

  test('the list for any age: its rule knows adults and children', () => {
    const problems = broken(adultFile, file => Object.assign(file, { age: 'any' }))
    expect(problems).toEqual(['age: is adult or child for this scoring'])
  })

  test.each([null, 'text', [], {}, { dimensions: [null] }, { dimensions: [{ key: 'a', indicators: 'b' }] }])(
    '%j is told to be no instrument, and nothing breaks',
    value => {
      expect(instrumentProblems(value).length).toBeGreaterThan(0)
    },
  )
})
