import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Guide, GuideRule, Topic } from '#knowledge/schema/guide.ts'
import { addDays } from '../shared/dates.ts'
import { corridorsOf } from './corridors.ts'
import { rulesOn, unknownOf } from './rules-on.ts'
import { isStage, STAGES, TOPICS_AT } from './stages.ts'

const COUNTRIES = ['AAA', 'BBB', 'CCC']
const day = fc.integer({ min: 0, max: 3000 }).map(count => addDays('2020-01-01', count))
const country = fc.constantFrom(...COUNTRIES)
const status = fc.constantFrom('verified' as const, 'unverified' as const)
const text = { en: 'x', ru: 'x', kk: 'x', uz: 'x', ky: 'x', tg: 'x' }

const rule: fc.Arbitrary<GuideRule> = fc
  .record({
    from: day,
    length: fc.option(fc.integer({ min: 1, max: 2000 })),
    reviewBy: day,
    citizens: fc.option(fc.uniqueArray(country, { minLength: 1 })),
    status,
    fromStatus: status,
    topic: fc.constantFrom<Topic>('stay', 'registration', 'permit'),
  })
  .map(({ length, citizens, ...made }) => ({
    ...made,
    ...(citizens && { citizens }),
    until: length === null ? null : addDays(made.from, length),
    id: 'invented',
    fromSource: 'invented',
    text,
    value: { kind: 'holds' },
    cite: { of: 'invented' },
    source: 'invented',
  }))

const guide: fc.Arbitrary<Guide> = fc.record({
  destination: fc.option(country),
  origins: fc.constant(COUNTRIES),
  sources: fc.constant([{ id: 'invented', kind: 'act' as const, name: text }]),
  rules: fc.array(rule, { minLength: 1, maxLength: 6 }),
})
const guides = fc.array(guide, { maxLength: 4 })
const journey = fc.record({ citizen: country, destination: fc.option(country) })

const always = (
  check: (stated: ReturnType<typeof rulesOn>, at: { on: string; guides: Guide[]; citizen: string }) => void,
) =>
  fc.assert(
    fc.property(guides, journey, day, (made, road, on) =>
      check(rulesOn(made, road, on), { on, guides: made, citizen: road.citizen }),
    ),
  )

describe('the rules of a day', () => {
  test('are never out of their time', () => {
    always((stated, { on }) => {
      for (const { rule: each } of stated) {
        expect(each.from <= on).toBe(true)
        expect(each.until === null || on < each.until).toBe(true)
      }
    })
  })

  test('a lapsed one is never shown as current, and one in review time is not said to be checked', () => {
    always((stated, { on }) => {
      for (const { rule: each, cautions } of stated) expect(cautions.includes('being-checked')).toBe(each.reviewBy < on)
    })
  })

  test('what nobody has confirmed says so on every day', () => {
    always(stated => {
      for (const { rule: each, cautions } of stated)
        expect(cautions.includes('unverified')).toBe(each.status === 'unverified')
    })
  })

  test('an uncertain beginning matters while it is not long ago, and a certain one never', () => {
    always((stated, { on }) => {
      for (const { rule: each, cautions } of stated) {
        if (each.fromStatus === 'verified') expect(cautions).not.toContain('start-uncertain')
        else expect(cautions.includes('start-uncertain')).toBe(on < addDays(each.from, 366))
      }
    })
  })

  test('are for this citizen, and none that is for her is left out', () => {
    fc.assert(
      fc.property(guides, journey, day, (made, road, on) => {
        const shown = rulesOn(made, road, on).map(each => each.rule)
        const hers = made
          .filter(each => each.destination === null || each.destination === road.destination)
          .flatMap(each => each.rules)
          .filter(each => each.from <= on && (each.until === null || on < each.until))
          .filter(each => !each.citizens || each.citizens.includes(road.citizen))
        expect(new Set(shown)).toEqual(new Set(hers))
      }),
    )
  })

  test('where the law of a country is not written down, only what holds everywhere is left', () => {
    fc.assert(
      fc.property(guides, country, day, (made, citizen, on) => {
        const everywhere = made.filter(each => each.destination === null).flatMap(each => each.rules)
        for (const each of rulesOn(made, { citizen, destination: null }, on)) expect(everywhere).toContain(each.rule)
      }),
    )
  })

  test('a topic is known or not known, never both', () => {
    always(stated => {
      const unknown = unknownOf(['stay', 'permit'], stated)
      for (const topic of ['stay', 'permit'] as const)
        expect(unknown.includes(topic)).toBe(!stated.some(each => each.rule.topic === topic))
    })
  })
})

test('every road has one address, leads from its origin to another country, and known countries come first', () => {
  const file = (destination: string | null, origins: string[]) => ({ destination, origins, sources: [], rules: [] })
  const corridors = corridorsOf([file(null, ['AAA', 'BBB']), file('BBB', ['AAA']), file('CCC', ['AAA', 'BBB'])])
  expect(corridors.map(each => each.slug)).toEqual(['aaa-bbb', 'aaa-ccc', 'aaa-other', 'bbb-ccc', 'bbb-other'])
  expect(corridors[2]).toEqual({ citizen: 'AAA', destination: null, slug: 'aaa-other' })
})

test('a step is one of six, and none of them is without anything to know', () => {
  expect(STAGES.filter(each => TOPICS_AT[each].length === 0)).toEqual([])
  expect(STAGES.every(isStage)).toBe(true)
  for (const other of ['', 'Before', 'constructor', undefined]) expect(isStage(other)).toBe(false)
})
