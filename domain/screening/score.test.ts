import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import adultFile from '#knowledge/instruments/ilo-labour-adult/1.json' with { type: 'json' }
import childFile from '#knowledge/instruments/ilo-labour-child/1.json' with { type: 'json' }
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { readAnswers } from './read-answers.ts'
import { type Answer, type Answers, score, scoreDimension } from './score.ts'
import { PUBLISHED } from './weights.fixture.ts'

const adult = adultFile as Instrument
const child = childFile as Instrument
const instruments = { adult, child }
const NAME = { S: 'strong', M: 'medium', W: 'weak' } as const
type Letter = keyof typeof NAME

const countsOf = (letters: readonly Letter[]) => ({
  strong: letters.filter(each => each === 'S').length,
  medium: letters.filter(each => each === 'M').length,
  weak: letters.filter(each => each === 'W').length,
})

/**
 * The oracle: the brochure's sentences as a list of smallest sets. A dimension is positive if one of them can be
 * taken out of the signs, sign by sign. Nothing here counts or compares numbers as the rule in score.ts does.
 */
const SMALLEST: readonly Letter[][] = [
  ['S', 'S'],
  ['S', 'M'],
  ['S', 'W'],
  ['M', 'M', 'M'],
  ['M', 'M', 'W'],
]
function oracle(letters: readonly Letter[]): boolean {
  return SMALLEST.some(set => {
    const left = [...letters]
    return set.every(sign => {
      const at = left.indexOf(sign)
      if (at >= 0) left.splice(at, 1)
      return at >= 0
    })
  })
}

describe('the rule for one dimension', () => {
  test.each([
    ['S', false],
    ['S W', true],
    ['S M', true],
    ['S S', true],
    ['M M', false],
    ['M M W', true],
    ['M W W', false],
    ['M W W W', false],
    ['M M M', true],
    ['M M W W', true],
    ['W', false],
    ['W W W W W W W W', false],
    ['', false],
  ])('%s is %s', (signs, positive) => {
    const letters = signs.split(' ').filter(each => each !== '') as Letter[]
    expect(scoreDimension(countsOf(letters)).positive).toBe(positive)
    expect(oracle(letters)).toBe(positive)
  })

  test('every set of up to 7 signs of each weight agrees with the sentences of the brochure', () => {
    for (let s = 0; s <= 7; s++)
      for (let m = 0; m <= 7; m++)
        for (let w = 0; w <= 7; w++) {
          const letters: Letter[] = [...Array(s).fill('S'), ...Array(m).fill('M'), ...Array(w).fill('W')]
          expect(scoreDimension({ strong: s, medium: m, weak: w }).positive, letters.join('')).toBe(oracle(letters))
        }
  })

  test('one more sign never turns a positive dimension negative', () => {
    const sign = fc.constantFrom<Letter>('S', 'M', 'W')
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 16 }), sign, (letters, more) => {
        const before = scoreDimension(countsOf(letters)).positive
        expect(before).toBe(oracle(letters))
        if (before) expect(scoreDimension(countsOf([...letters, more])).positive).toBe(true)
      }),
    )
  })
})

describe('every published sign', () => {
  for (const age of ['adult', 'child'] as const) {
    test.each(PUBLISHED)(`${age}: $dimension.$id weighs what the list says`, sign => {
      const letter = sign[age]
      const key = `${sign.dimension}.${sign.id}`
      if (letter === '-') {
        expect(readAnswers(instruments[age], { [key]: 'yes' }).ok).toBe(false)
        return
      }
      const { reasons } = score(instruments[age], { [key]: 'yes' })
      expect(reasons).toEqual([{ dimension: sign.dimension, indicator: sign.id, weight: NAME[letter] }])
    })

    test(`${age}: any answers score as the list says, dimension by dimension`, () => {
      const signs = PUBLISHED.filter(each => each[age] !== '-')
      const answer = fc.constantFrom<Answer>('yes', 'no', 'unknown')
      fc.assert(
        fc.property(fc.array(answer, { minLength: signs.length, maxLength: signs.length }), given => {
          const answers = Object.fromEntries(
            signs.map((each, i) => [`${each.dimension}.${each.id}`, given[i]]),
          ) as Answers
          const scored = score(instruments[age], answers)
          for (const [dimension, found] of Object.entries(scored.dimensions)) {
            const letters = signs.flatMap((each, i) =>
              each.dimension === dimension && given[i] === 'yes' ? [each[age] as Letter] : [],
            )
            expect(found).toEqual({ ...countsOf(letters), positive: oracle(letters) })
          }
          expect(scored.unknown).toBe(given.filter(each => each === 'unknown').length)
        }),
      )
    })
  }
})

describe('answers', () => {
  test('a bare id answers every dimension that asks it', () => {
    const { dimensions } = score(adult, { violence_victim: 'yes' })
    expect(dimensions.coercive_recruitment?.strong).toBe(1)
    expect(dimensions.coercion_at_destination?.strong).toBe(1)
  })

  test('a qualified id wins in its own dimension, even to say that it is not known', () => {
    const answers: Answers = { violence_victim: 'yes', 'coercion_at_destination.violence_victim': 'unknown' }
    const { dimensions } = score(adult, answers)
    expect(dimensions.coercive_recruitment?.strong).toBe(1)
    expect(dimensions.coercion_at_destination?.strong).toBe(0)
  })

  test('the order in which answers were given changes nothing', () => {
    const entries: [string, Answer][] = [
      ['coercion_at_destination.violence_victim', 'no'],
      ['violence_victim', 'yes'],
      ['excessive_hours', 'yes'],
    ]
    const there = score(adult, Object.fromEntries(entries))
    expect(score(adult, Object.fromEntries(entries.reverse()))).toEqual(there)
  })

  test('nothing answered is not indicated, and says that everything is still open', () => {
    const scored = score(adult, {})
    expect(scored).toMatchObject({ finding: 'not-indicated', nextStep: 'advise', unknown: 67 })
    expect(scored.undecided).toHaveLength(6)
  })

  test('everything answered no is not indicated, and nothing is open', () => {
    const no = Object.fromEntries(PUBLISHED.map(each => [each.id, 'no'])) as Answers
    expect(score(adult, no)).toMatchObject({ finding: 'not-indicated', unknown: 0, undecided: [] })
  })

  test('names that every JavaScript object has are not answers', () => {
    for (const key of ['constructor', '__proto__', 'toString']) {
      expect(readAnswers(adult, JSON.parse(`{"${key}":"yes"}`)).ok).toBe(false)
    }
  })

  test.each([null, 'yes', 7, [], [{ violence_victim: 'yes' }]])('%j is no set of answers', value => {
    expect(readAnswers(adult, value)).toEqual({ ok: false, code: 'screening.answers-not-an-object' })
  })

  test.each(['Yes', true, null, 1, {}, ''])('%j is no answer', value => {
    expect(readAnswers(adult, { violence_victim: value })).toMatchObject({ code: 'screening.answer-not-known' })
  })
})
