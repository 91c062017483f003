import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOf } from './keyring.ts'
import { newKey } from './seal.ts'
import { joinShares, sharesIn, splitRoot } from './shares.ts'
import { typeable, typed } from './typed-bytes.ts'

const texts = async (root = newKey(), shares = 5, threshold = 3, version = 1) =>
  (await splitRoot(root, version, shares, threshold)).map(each => each.text)

const pick = (all: readonly string[], ...at: number[]) => at.map(each => all[each] ?? '')

test('any three of five bring the key back, whichever they are and in whatever order', async () => {
  const root = newKey()
  const all = await texts(root, 5, 3, 7)
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(all, { minLength: 3 }), async chosen => {
      const joined = await joinShares(chosen)
      expect(textOf(joined.root)).toBe(textOf(root))
      expect(joined.version).toBe(7)
    }),
    { numRuns: 30 },
  )
})

test('a share can be typed: small letters, spaces for dashes, O for nought, I for one', async () => {
  const root = newKey()
  const all = await texts(root)
  const sloppy = pick(all, 0, 2, 4).map(each =>
    each.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'i'),
  )
  expect(textOf((await joinShares(sloppy)).root)).toBe(textOf(root))
})

test('too few, twice the same, of two keys, of two splits: each is told apart', async () => {
  const root = newKey()
  const all = await texts(root)
  const again = await texts(root)
  const other = await texts()
  await expect(joinShares([])).rejects.toThrow('No share was given.')
  await expect(joinShares(pick(all, 0, 1))).rejects.toThrow('3 shares are needed, and 2 of them given.')
  await expect(joinShares(pick(all, 0, 1, 1))).rejects.toThrow('The same share was given twice.')
  await expect(joinShares([...pick(all, 0, 1), ...pick(other, 2)])).rejects.toThrow('different root keys')
  await expect(joinShares([...pick(all, 0, 1), ...pick(again, 2)])).rejects.toThrow('different sets')
})

test('one letter mistyped anywhere is noticed, and which share it is', async () => {
  const all = await texts()
  const letters = all[1]?.length ?? 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: letters - 1 }), async at => {
      const before = all[1] ?? ''
      const was = before[at] ?? ''
      fc.pre(/[0-9A-Z]/.test(was) && at < letters - 1)
      const wrong = before.slice(0, at) + (was === 'A' ? 'B' : 'A') + before.slice(at + 1)
      await expect(joinShares([all[0] ?? '', wrong, all[2] ?? ''])).rejects.toThrow('Share number 2 is damaged')
    }),
  )
  await expect(joinShares(['hello', ...all])).rejects.toThrow('Share number 1 is damaged')
})

test('bytes that were written as letters are read back as they were', () => {
  const same = fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
    expect(typed(typeable(bytes))).toEqual(Buffer.from(bytes))
  })
  fc.assert(same)
  expect(typed('ABCU')).toBe(null)
})

test('shares are found between what is written for people', () => {
  expect(sharesIn('# one\nAB-CD\nEF\n\n\n# two\nGH\n# three\nJK\n')).toEqual(['AB-CD\nEF', 'GH', 'JK'])
  expect(sharesIn('# nothing\r\n\r\n')).toEqual([])
})
