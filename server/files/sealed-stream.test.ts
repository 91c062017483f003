import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newKey } from '#server/keys/seal.ts'
import { openStream, sealStream } from './sealed-stream.ts'

const PLACE = 'attachment|bytes|one'
const STORED = 65_536 + 16
const key = newKey()

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function whole(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const each of parts) all.push(each)
  return Buffer.concat(all)
}

const sealed = (bytes: Uint8Array, size = 10_000) => whole(sealStream(key, cut(bytes, size), PLACE))
const opened = (bytes: Uint8Array, size = 10_000, by = key, place = PLACE) =>
  whole(openStream(by, cut(bytes, size), place))

test('a file of any length opens as it was, however it was cut on the way', async () => {
  const lengths = fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 200_000)
  const sizes = fc.integer({ min: 1000, max: 140_000 })
  await fc.assert(
    fc.asyncProperty(lengths, sizes, sizes, async (length, inSize, outSize) => {
      const bytes = randomBytes(length)
      expect((await opened(await sealed(bytes, inSize), outSize)).equals(bytes)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

describe('what was done to the stored bytes is found', () => {
  const bytes = randomBytes(200_000)
  test('its end was cut off, exactly between two parts', async () => {
    const all = await sealed(bytes)
    for (const length of [1, 1 + STORED, 1 + 2 * STORED, all.length - 1])
      await expect(opened(all.subarray(0, length))).rejects.toThrow()
  })
  test('two parts were swapped, one was repeated, one left out', async () => {
    const all = await sealed(bytes)
    const [a, b] = [all.subarray(1, 1 + STORED), all.subarray(1 + STORED, 1 + 2 * STORED)]
    const rest = all.subarray(1 + 2 * STORED)
    const form = all.subarray(0, 1)
    await expect(opened(Buffer.concat([form, b, a, rest]))).rejects.toThrow()
    await expect(opened(Buffer.concat([form, a, a, b, rest]))).rejects.toThrow()
    await expect(opened(Buffer.concat([form, a, rest]))).rejects.toThrow()
  })
  test('any one bit was changed', async () => {
    const all = await sealed(bytes)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: all.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const changed = Buffer.from(all)
        changed[at] = (changed[at] ?? 0) ^ (1 << bit)
        await expect(opened(changed)).rejects.toThrow()
      }),
      { numRuns: 30 },
    )
  })
  test('it lies in the place of another file, or is opened with the key of another', async () => {
    const all = await sealed(bytes)
    await expect(opened(all, 10_000, key, 'attachment|bytes|two')).rejects.toThrow()
    await expect(opened(all, 10_000, newKey())).rejects.toThrow()
  })
})
