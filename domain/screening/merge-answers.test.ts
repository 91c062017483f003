import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerTo, choose, clashes, lay, type Told } from './merge-answers.ts'

const ANSWER = fc.constantFrom('yes', 'no', 'unknown' as const)
const question = fc.constantFrom('a.one', 'a.two', 'a.three', 'b.one')
const told = fc.record({
  answers: fc.dictionary(question, ANSWER),
  notes: fc.dictionary(question, fc.constantFrom('seen', 'heard')),
}) as fc.Arbitrary<Told>
const ofDimensionA = told.map(({ answers, notes }): Told => {
  const mine = <V>(all: Record<string, V>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith('a.')))
  return { answers: mine(answers), notes: mine(notes) }
})

describe('two people at one screening', () => {
  test('a stale form without a clash loses nothing of either', () => {
    fc.assert(
      fc.property(ofDimensionA, told, (yours, theirs) => {
        fc.pre(clashes(yours, theirs).length === 0)
        const saved = lay(yours, theirs, 'a', false)
        expect(saved.answers).toMatchObject({ ...yours.answers, ...theirs.answers })
        expect(saved.notes).toMatchObject({ ...yours.notes, ...theirs.notes })
      }),
    )
  })

  test('"theirs" everywhere leaves no clash, "yours" changes nothing', () => {
    fc.assert(
      fc.property(ofDimensionA, told, (yours, theirs) => {
        const all = clashes(yours, theirs)
        const kept = (side: 'yours' | 'theirs') => Object.fromEntries(all.map(field => [field, side]))
        expect(clashes(choose(yours, theirs, kept('theirs')), theirs)).toEqual([])
        expect(choose(yours, theirs, kept('yours'))).toEqual(yours)
      }),
    )
  })

  test('a note that was emptied is gone, a note of another dimension stays', () => {
    const stored: Told = { answers: {}, notes: { 'a.one': 'seen', 'b.one': 'heard' } }
    expect(lay({ answers: {}, notes: {} }, stored, 'a', true).notes).toEqual({ 'b.one': 'heard' })
    expect(lay({ answers: {}, notes: {} }, stored, 'a', false).notes).toEqual(stored.notes)
  })

  test("an answer given to the sign everywhere counts where the question's own is missing", () => {
    expect(answerTo({ one: 'yes' }, 'a.one')).toBe('yes')
    expect(answerTo({ one: 'yes', 'a.one': 'no' }, 'a.one')).toBe('no')
    expect(answerTo({}, 'a.one')).toBeUndefined()
  })
})
