import { expect, test } from 'vitest'
import kaz from '#knowledge/guides/kaz.json' with { type: 'json' }
import { type Guide, guideProblems } from './guide.ts'

function broken(by: (guide: Guide) => void): string[] {
  const guide = structuredClone(kaz) as Guide
  by(guide)
  return guideProblems(guide).map(({ at, why }) => `${at} ${why}`)
}

const first = ({ rules }: Guide) => {
  const [rule] = rules
  if (!rule) throw new Error('the file has no rule')
  return rule
}

test('the file as it is may be used', () => {
  expect(broken(() => {})).toEqual([])
})

test('a rule in five languages is not shown in the sixth', () => {
  expect(broken(guide => Reflect.deleteProperty(first(guide).text, 'tg'))).toEqual(['rules[0].text.tg is missing'])
})

test('a number that one language says otherwise is found', () => {
  expect(
    broken(guide => {
      const { text } = first(guide)
      text.uz = text.uz.replace('30', '31')
    }),
  ).toEqual(['rules[0].text.uz holds other numbers than the English text'])
})

test('a number that programs read and people do not is found', () => {
  expect(
    broken(guide => {
      first(guide).value = { kind: 'within', amount: 14, unit: 'calendar-days' }
    }),
  ).toEqual(['rules[0].text does not say the number 14 of its value'])
})

test('a rule cites a source of its file, and a source is cited', () => {
  expect(
    broken(guide => {
      first(guide).cite.of = 'hearsay'
      guide.sources.push({ id: 'unread', kind: 'notice', name: 'Invented', on: null, url: 'https://example.org/' })
    }),
  ).toEqual(['sources[10] is cited by no rule', 'rules[0].cite.of is no source of this file'])
})

test('of one rule two wordings never hold on one day, and none ends before it begins', () => {
  expect(broken(guide => guide.rules.push(first(guide))).at(-1)).toMatch(/overlaps in time with another visit$/)
  expect(
    broken(guide => {
      first(guide).until = '2019-01-01'
    }),
  ).toEqual(['rules[0].until is not after from'])
})

test('a topic that no page knows is refused', () => {
  expect(broken(guide => Object.assign(first(guide), { topic: 'weather' }))[0]).toMatch(/^rules\[0\]\.topic /)
})
