import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countOf, membersText, stretchesIn } from './members.ts'

const seqs = fc
  .uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 60 })
  .map(list => list.toSorted((a, b) => a - b))

describe('the members of a block', () => {
  test('are written as ranges and read back as the same places', () => {
    fc.assert(
      fc.property(seqs, given => {
        const stretches = stretchesIn(membersText(given)) ?? []
        const read = stretches.flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, n) => first + n),
        )
        expect(read).toEqual(given)
        expect(countOf(stretches)).toBe(given.length)
      }),
    )
  })
  test('that are open at an end, or no ranges, are none', () => {
    for (const text of ['{(,)}', '{[1,)}', '[1,2)', '{[1,2]}', '', '{[a,b)}'])
      expect(stretchesIn(text), text).toBeNull()
  })
})
