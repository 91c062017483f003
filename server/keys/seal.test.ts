import { createDecipheriv } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newKey, seal, sealKey, sealText, unseal, unsealKey, unsealText } from './seal.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const place = fc.string({ unit: 'grapheme', maxLength: 60 })

test('what was sealed opens again, with the same key, for the same place', () => {
  const key = newKey()
  fc.assert(fc.property(bytes, place, (plain, at) => unseal(key, seal(key, plain, at), at).equals(plain)))
})

test('text of any script comes back letter for letter', () => {
  const key = newKey()
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => unsealText(key, sealText(key, text, 'x'), 'x') === text),
  )
})

test('sealed bytes that were moved to another place do not open', () => {
  const key = newKey()
  fc.assert(
    fc.property(bytes, place, place, (plain, from, to) => {
      fc.pre(from !== to)
      expect(() => unseal(key, seal(key, plain, from), to)).toThrow()
    }),
  )
})

test('another key opens nothing', () => {
  fc.assert(
    fc.property(
      bytes,
      place,
      (plain, at) => void expect(() => unseal(newKey(), seal(newKey(), plain, at), at)).toThrow(),
    ),
  )
})

test('one altered bit anywhere, a byte less or a byte more, and nothing opens', () => {
  const key = newKey()
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, where, bit) => {
      const sealed = seal(key, plain, 'here')
      const altered = Buffer.from(sealed)
      const index = where % sealed.length
      altered[index] = (altered[index] ?? 0) ^ (1 << bit)
      expect(() => unseal(key, altered, 'here')).toThrow()
      expect(() => unseal(key, sealed.subarray(0, sealed.length - 1 - (where % sealed.length)), 'here')).toThrow()
      expect(() => unseal(key, Buffer.concat([sealed, Buffer.of(bit)]), 'here')).toThrow()
    }),
  )
})

test('the form is AES-256-GCM as its description says, so that another program can read it', () => {
  const key = newKey()
  const sealed = seal(key, Buffer.from('Invented Name'), 'case_identity|sealed|1')
  expect(sealed[0]).toBe(1)
  const decipher = createDecipheriv('aes-256-gcm', key.export(), sealed.subarray(1, 13))
  decipher.setAAD(Buffer.from('case_identity|sealed|1')).setAuthTag(sealed.subarray(-16))
  expect(Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString()).toBe('Invented Name')
})

test('the same text sealed twice looks different each time', () => {
  const key = newKey()
  const all = Array.from({ length: 500 }, () => sealText(key, 'same', 'same').subarray(1, 13).toString('hex'))
  expect(new Set(all).size).toBe(500)
})

test('a key sealed in a key comes back as itself', () => {
  const [outer, inner] = [newKey(), newKey()]
  expect(unsealKey(outer, sealKey(outer, inner, 'p'), 'p').equals(inner)).toBe(true)
  expect(() => unsealKey(inner, sealKey(outer, inner, 'p'), 'p')).toThrow()
})
