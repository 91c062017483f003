import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leafOf, rootOf } from './merkle.ts'

/** The leaves that implementations of RFC 6962 check each other with. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  hex => leafOf(Buffer.from(hex, 'hex').toString()),
)

/** The tree as RFC 6962 defines it: split at the largest power of two below the count. */
function defined(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves
  if (!first) return hash('sha256', '', 'buffer')
  if (leaves.length === 1) return first
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return hash(
    'sha256',
    Buffer.concat([Buffer.from([1]), defined(leaves.slice(0, split)), defined(leaves.slice(split))]),
    'buffer',
  )
}

const leaves = fc.array(fc.string().map(leafOf), { maxLength: 70 })

describe('the tree over a block', () => {
  test('has the roots that others have', () => {
    expect(rootOf(LEAVES.slice(0, 1)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
    expect(rootOf(LEAVES).toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })
  test('is the one of the definition, at any size', () => {
    fc.assert(fc.property(leaves, given => rootOf(given).equals(defined(given))))
  })
  test('has another root when any leaf is another, is gone, or stands elsewhere', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 40 }), fc.nat(), (texts, at) => {
        const given = texts.map(leafOf)
        const place = at % given.length
        const root = rootOf(given)
        expect(rootOf(given.toSpliced(place, 1)).equals(root)).toBe(false)
        expect(rootOf(given.toSpliced(place, 1, leafOf(`${texts[place]}x`))).equals(root)).toBe(false)
        expect(rootOf(given.toReversed()).equals(root)).toBe(false)
      }),
    )
  })
  test('never takes two nodes for one leaf', () => {
    const [one, other] = [leafOf('a'), leafOf('b')]
    expect(rootOf([one, other]).equals(leafOf(Buffer.concat([one, other]).toString('latin1')))).toBe(false)
  })
})
