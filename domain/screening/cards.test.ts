import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import borderFile from '#knowledge/instruments/border-card/1.json' with { type: 'json' }
import childFile from '#knowledge/instruments/child-card/1.json' with { type: 'json' }
import labourFile from '#knowledge/instruments/labour-inspection-card/1.json' with { type: 'json' }
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { pickInstrument } from './choose.ts'
import { NEXT_STEPS, type NextStep } from './finding.ts'
import { ANSWERS, type Answer, type Answers, score, weightMatters } from './score.ts'

const border = borderFile as Instrument
const labour = labourFile as Instrument
const child = childFile as Instrument
const cards = [border, labour, child]

/** The most urgent first. */
const URGENCY: readonly NextStep[] = ['refer-now', 'refer', 'ask-more', 'advise']
const urgencyOf = (step: NextStep) => URGENCY.indexOf(step)
const keysOf = (card: Instrument) =>
  card.dimensions.flatMap(({ key, indicators }) => indicators.map(({ id }) => `${key}.${id}`))
const answersTo = (card: Instrument): fc.Arbitrary<Answers> =>
  fc
    .array(fc.constantFrom<Answer | null>(...ANSWERS, null), { minLength: 14, maxLength: 14 })
    .map(given => Object.fromEntries(keysOf(card).flatMap((key, at) => (given[at] ? [[key, given[at]] as const] : []))))
const stepOf = (card: Instrument, answers: Answers, side: 'adult' | 'child' = 'adult') =>
  score(card, answers, side).nextStep

describe('the border card', () => {
  test('one strong sign means refer, violence at once, a weak one asks for more', () => {
    expect(stepOf(border, { documents_held: 'yes' })).toBe('refer')
    expect(stepOf(border, { injuries: 'yes' })).toBe('refer-now')
    expect(stepOf(border, { fearful: 'yes', belongings: 'yes' })).toBe('ask-more')
    expect(stepOf(border, {})).toBe('advise')
  })

  test('a child, or one whose age is not sure, is referred on any sign', () => {
    expect(stepOf(border, { fearful: 'yes' }, 'child')).toBe('refer')
    expect(stepOf(child, { child_afraid: 'yes' })).toBe('refer')
  })

  test('nothing seen and nothing known are told apart', () => {
    const silent = score(border, {})
    expect([silent.finding, silent.unknown, silent.undecided]).toEqual([
      'not-indicated',
      keysOf(border).length,
      ['seen', 'told'],
    ])
    const no = Object.fromEntries(keysOf(border).map(key => [key, 'no' as const]))
    expect(score(border, no)).toMatchObject({ finding: 'not-indicated', unknown: 0, undecided: [] })
  })
})

test('the labour card counts: two signs mean refer, five refer now', () => {
  const signs = ['living', 'hazardous', 'wages_withheld', 'hours', 'no_contract']
  const steps = signs.map((_, count) => {
    const answers = Object.fromEntries(signs.slice(0, count + 1).map(each => [each, 'yes' as const]))
    return stepOf(labour, answers)
  })
  expect(steps).toEqual(['ask-more', 'refer', 'refer', 'refer', 'refer-now'])
})

describe.each(cards.map(card => [card.id, card] as const))('%s', (_, card) => {
  test('one more yes never makes the step less urgent, and an unknown counts as nothing', () => {
    fc.assert(
      fc.property(answersTo(card), fc.constantFrom(...keysOf(card)), fc.boolean(), (answers, key, young) => {
        const side = young ? 'child' : 'adult'
        const before = urgencyOf(stepOf(card, answers, side))
        expect(urgencyOf(stepOf(card, { ...answers, [key]: 'yes' }, side))).toBeLessThanOrEqual(before)
        const without = Object.fromEntries(Object.entries(answers).filter(([other]) => other !== key))
        expect(stepOf(card, { ...without, [key]: 'unknown' }, side)).toBe(stepOf(card, without, side))
      }),
    )
  })

  test('the order of the answers and of the groups changes nothing', () => {
    fc.assert(
      fc.property(answersTo(card), answers => {
        const turned = Object.fromEntries(Object.entries(answers).toReversed())
        const other = { ...card, dimensions: card.dimensions.toReversed() }
        expect(stepOf(other, turned)).toBe(stepOf(card, answers))
      }),
    )
  })

  test('a weight that does not matter can be any other that does not, and no result changes', () => {
    const weights = (['strong', 'medium', 'weak'] as const).filter(each => !weightMatters(card.scoring, each))
    fc.assert(
      fc.property(answersTo(card), fc.constantFrom(...weights), (answers, weight) => {
        const dimensions = card.dimensions.map(each => ({
          ...each,
          indicators: each.indicators.map(sign => (weights.includes(sign.weight) ? { ...sign, weight } : sign)),
        }))
        expect(stepOf({ ...card, dimensions }, answers)).toBe(stepOf(card, answers))
      }),
    )
  })

  test('every step is one that the program knows', () => {
    fc.assert(fc.property(answersTo(card), answers => NEXT_STEPS.includes(stepOf(card, answers))))
  })
})

describe('which instrument', () => {
  const all = [border, child, labour, { ...child, id: 'ilo', scoring: { kind: 'ilo-delphi' } } as Instrument]
  const idAt = (where: Parameters<typeof pickInstrument>[1]) => {
    const picked = pickInstrument(all, where)
    return picked.ok ? picked.value.id : picked.code
  }

  test('the card where time is short, and for a child the one that is made for children', () => {
    expect(idAt({ situation: 'border', ageGroup: 'adult', length: 'card' })).toBe('border-card')
    expect(idAt({ situation: 'border', ageGroup: 'child', length: 'card' })).toBe('child-card')
  })

  test('the whole list where nobody asked for a card, a card where there is no list, nothing where there is nothing', () => {
    expect(idAt({ situation: 'border', ageGroup: 'child' })).toBe('ilo')
    expect(idAt({ situation: 'workplace', ageGroup: 'adult' })).toBe('labour-inspection-card')
    expect(idAt({ situation: 'phone', ageGroup: 'adult', length: 'card' })).toBe('screening.no-instrument')
  })
})
