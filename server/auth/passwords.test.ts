import { expect, test } from 'vitest'
import { weaknessOf } from './passwords.ts'

const EMAIL = 'aigul.serik@agency.example'

test('length is what counts: twelve characters, in any alphabet', () => {
  expect(weaknessOf('eleven char', EMAIL)).toBe('too-short')
  expect(weaknessOf('тоғыз ақ құс', EMAIL)).toBeNull()
  expect(weaknessOf('correct horse battery staple', EMAIL)).toBeNull()
  expect(weaknessOf('x9'.repeat(65), EMAIL)).toBe('too-long')
})

test.each([
  '123456789012',
  'passwordpassword',
  'Password2026!',
  'qwertyuiop123',
  'QWERTY-qwerty-1',
  'aaaaaaaaaaaaaa',
  'пароль пароль',
  'Kazakhstan2026',
  '1q2w3e4r5t6y',
])('everybody tries %s first', password => {
  expect(weaknessOf(password, EMAIL)).toBe('too-common')
})

test('the e-mail is no password, nor the name in it with a year', () => {
  expect(weaknessOf('Aigul.Serik@agency.example', EMAIL)).toBe('like-email')
  expect(weaknessOf('aigulserik2026', EMAIL)).toBe('like-email')
})
