import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/shared/dates.ts'
import kazFile from '#knowledge/law/kaz.json' with { type: 'json' }
import crimesFile from '#knowledge/law/kaz-crimes.json' with { type: 'json' }
import palermoFile from '#knowledge/law/palermo.json' with { type: 'json' }
import recommendedFile from '#knowledge/recommendations/kaz.json' with { type: 'json' }
import { WHERE, type Where } from '#knowledge/schema/crime.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'
import type { Recommendations } from '#knowledge/schema/recommendations.ts'
import { askOn } from './asks.ts'
import { rulesOf } from './crime.ts'
import { gapsOn } from './gaps.ts'

const [palermo, kaz, crimes] = [palermoFile as Law, kazFile as Law, crimesFile as Law]
const laws = [kaz, crimes]

const resultsOn = (article: string, day: Day, of: readonly Law[] = laws) => {
  const found = gapsOn(palermo, of, day).find(each => each.offence.article === article)
  return Object.fromEntries(found?.gaps.map(each => [each.element, each.result]) ?? [])
}

const changed = (id: string, where: Where): Law => ({
  ...crimes,
  rules: crimes.rules.map((rule): Rule => {
    const { value } = rule
    return rule.id === id && value.kind === 'standing' ? { ...rule, value: { ...value, where } } : rule
  }),
})

describe('the Protocol beside the Criminal Code', () => {
  const same = {
    act: 'met',
    'means-force': 'partly',
    'means-abduction': 'partly',
    'means-deception': 'partly',
    'means-power': 'partly',
    'means-vulnerability': 'partly',
    'means-payment': 'met',
    'purpose-sexual': 'met',
    'purpose-labour': 'met',
    'purpose-slavery': 'met',
    'purpose-organs': 'partly',
  }
  test.each([
    ['2015-01-01', 'not-met'],
    ['2020-01-11', 'not-met'],
    ['2024-09-04', 'not-met'],
    ['2024-09-05', 'met'],
    ['2026-11-26', 'met'],
  ])('article 128 on %s: consent under pressure %s', (day, consent) => {
    expect(resultsOn('128', day)).toEqual({ ...same, 'consent-irrelevant-where-means': consent })
  })

  test('of a child no means is asked, and article 135 needs none', () => {
    for (const day of ['2015-01-01', '2024-09-04', '2024-09-05'])
      expect(resultsOn('135', day)).toEqual({
        act: 'met',
        'purpose-sexual': 'met',
        'purpose-labour': 'met',
        'purpose-slavery': 'met',
        'purpose-organs': 'partly',
        'child-age-limit': 'met',
        'child-means-not-required': 'met',
      })
  })

  test('before the Code nothing is concluded, and of a country that nobody looked up nothing is said', () => {
    expect(new Set(Object.values(resultsOn('128', '2014-12-31')))).toEqual(new Set(['unknown']))
    expect(gapsOn(palermo, [], '2026-11-26')).toEqual([])
  })

  test('every result names the rule that it follows from, with its article', () => {
    for (const { gaps } of gapsOn(palermo, laws, '2026-11-26'))
      for (const { standing, element } of gaps) expect(standing?.cite.article, element).toMatch(/^art\. \d/)
  })

  test('every standing speaks of an element that the Protocol asks for', () => {
    const asked = palermo.rules.filter(each => each.required).map(each => each.id)
    expect(rulesOf(laws, 'standing').filter(({ value }) => !asked.includes(value.element))).toEqual([])
  })

  test('whoever changes where an element stands changes the answer', () => {
    const rank = ['not-met', 'partly', 'met']
    const means = fc.constantFrom('act', 'means-force', 'means-deception', 'purpose-organs')
    fc.assert(
      fc.property(means, fc.constantFrom(...WHERE), (element, where) => {
        const result = resultsOn('128', '2026-11-26', [changed(`128-${element}`, where)])[element] ?? ''
        expect(result === 'met').toBe(where === 'element')
        expect(result === 'not-met').toBe(where === 'absent')
        expect(rank).toContain(result)
      }),
    )
  })
})

describe('what the consul asked for in 2020', () => {
  const metBy = (id: string) => {
    const found = (recommendedFile as Recommendations).recommendations.find(each => each.id === id)?.metBy
    if (!found) throw new Error(`${id} says nothing of the law`)
    return found
  }
  test.each([
    ['kaz-2020-consul-services-law', '2020-09-17', 'not-met', null],
    ['kaz-2020-consul-services-law', '2023-03-31', 'not-met', null],
    ['kaz-2020-consul-services-law', '2023-04-01', 'met', '2023-04-01'],
    ['kaz-2020-consul-services-law', '2026-11-26', 'met', '2023-04-01'],
    ['kaz-2020-consul-reflection', '2024-09-04', 'not-met', null],
    ['kaz-2020-consul-reflection', '2024-09-05', 'met', '2024-09-05'],
    ['kaz-2020-consul-definition', '2014-12-31', 'unknown', null],
    ['kaz-2020-consul-definition', '2020-09-17', 'not-met', null],
    ['kaz-2020-consul-definition', '2026-11-26', 'not-met', null],
  ])('%s on %s: %s', (id, day, result, since) => {
    expect(askOn(metBy(id), laws, day)).toMatchObject({ result, since })
  })

  test('were deceit an element of one article, the third would be met in part', () => {
    const definition = metBy('kaz-2020-consul-definition')
    expect(askOn(definition, [changed('128-means-deception', 'element')], '2026-11-26').result).toBe('partly')
  })

  test('were a rule lifted and given again, it counts from the second time', () => {
    const reflection = kaz.rules.find(each => each.id === 'reflection-minimum') as Rule
    const law = {
      ...kaz,
      rules: [
        { ...reflection, until: '2025-01-01' },
        { ...reflection, from: '2026-01-01' },
      ],
    }
    const asked = { kind: 'rule', rule: 'reflection-minimum' } as const
    expect(askOn(asked, [law], '2025-06-01')).toMatchObject({ result: 'not-met', since: null })
    expect(askOn(asked, [law], '2026-06-01')).toMatchObject({ result: 'met', since: '2026-01-01' })
  })

  test('once met, it is met since a day on which it is met, and not on the day before', () => {
    const days = fc.integer({ min: 0, max: 4500 }).map(count => addDays('2015-01-01', count))
    const asks = fc.constantFrom('services-law', 'reflection', 'definition')
    fc.assert(
      fc.property(days, asks, (day, name) => {
        const asked = metBy(`kaz-2020-consul-${name}`)
        const { result, since } = askOn(asked, laws, day)
        expect(result === 'met').toBe(since !== null)
        if (since === null) return
        expect(since <= day).toBe(true)
        expect(askOn(asked, laws, since).result).toBe('met')
        expect(askOn(asked, laws, addDays(since, -1)).result).not.toBe('met')
      }),
    )
  })
})
