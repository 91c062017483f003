import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bed, GROUPS, misfits, type Need, sharesLanguage } from './match.ts'

const shelterId = fc.constantFrom('s1', 's2', 's3')
const languages = fc.subarray(['ru', 'kk', 'uz', 'ky'])
const group = fc.constantFrom(...GROUPS)
const bed: fc.Arbitrary<Bed> = fc.record({
  shelterId,
  group,
  stepFree: fc.boolean(),
  inService: fc.boolean(),
  languages,
})
const need: fc.Arbitrary<Need> = fc.record({
  group,
  stepFree: fc.boolean(),
  languages,
  avoidShelters: fc.subarray(['s1', 's2', 's3']),
})

describe('a bed and a person', () => {
  test('it fits when it takes her group, can be reached, is in use, and no danger waits there', () => {
    fc.assert(
      fc.property(bed, need, (one, asked) => {
        const fits =
          one.group === asked.group &&
          (one.stepFree || !asked.stepFree) &&
          one.inService &&
          !asked.avoidShelters.includes(one.shelterId)
        expect(misfits(one, asked).length === 0).toBe(fits)
      }),
    )
  })

  test('each reason is told once, when it holds, and only then', () => {
    fc.assert(
      fc.property(bed, need, (one, asked) => {
        const told = misfits(one, asked)
        expect(new Set(told).size).toBe(told.length)
        expect(told.includes('group')).toBe(one.group !== asked.group)
        expect(told.includes('step-free')).toBe(asked.stepFree && !one.stepFree)
        expect(told.includes('danger')).toBe(asked.avoidShelters.some(each => each === one.shelterId))
        expect(told.includes('out-of-service')).toBe(!one.inService)
      }),
    )
  })

  test('a language in common is told and never decides', () => {
    fc.assert(
      fc.property(bed, need, languages, (one, asked, others) => {
        expect(misfits({ ...one, languages: others }, asked)).toEqual(misfits(one, asked))
        expect(misfits(one, { ...asked, languages: others })).toEqual(misfits(one, asked))
      }),
    )
  })

  test('asking for more never makes a bed fit', () => {
    fc.assert(
      fc.property(bed, need, shelterId, (one, asked, avoided) => {
        const more = { ...asked, stepFree: true, avoidShelters: [...asked.avoidShelters, avoided] }
        for (const reason of misfits(one, asked)) expect(misfits(one, more)).toContain(reason)
      }),
    )
  })
})

test('they share a language when one is on both lists, or when nobody said which she speaks', () => {
  fc.assert(
    fc.property(bed, need, (one, asked) => {
      const common =
        new Set([...one.languages, ...asked.languages]).size < one.languages.length + asked.languages.length
      expect(sharesLanguage(one, asked)).toBe(asked.languages.length === 0 || common)
    }),
  )
})
