import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeName } from './code-name.ts'

const chance = fc.uint8Array({ minLength: 4, maxLength: 12 })

test('is a plant and six figures, easy to say on a bad line', () => {
  fc.assert(
    fc.property(chance, bytes => {
      expect(codeName(bytes)).toMatch(/^[A-Z][a-z]{2,9}-[1-9]\d{5}$/)
    }),
  )
})

test('the same chance gives the same name, and only four bytes of it are used', () => {
  fc.assert(fc.property(chance, bytes => codeName(bytes) === codeName(bytes.slice(0, 4))))
})

test('every plant comes about equally often, and each number can come', () => {
  const plants = new Map<string, number>()
  for (let first = 0; first < 256; first++) {
    const plant = codeName(Uint8Array.of(first, 0, 0, 0)).split('-')[0] ?? ''
    plants.set(plant, (plants.get(plant) ?? 0) + 1)
  }
  expect(plants.size).toBe(57)
  expect(Math.min(...plants.values())).toBeGreaterThanOrEqual(4)
  expect(Math.max(...plants.values())).toBeLessThanOrEqual(5)
  const numberOf = (value: number) =>
    codeName(Uint8Array.of(0, value >> 16, (value >> 8) & 255, value & 255)).split('-')[1]
  expect([numberOf(0), numberOf(1), numberOf(899_999), numberOf(900_000)]).toEqual([
    '100000',
    '100001',
    '999999',
    '100000',
  ])
})
