import { expect, test } from 'vitest'
import { voiceFor } from './voice.ts'

const voice = (lang: string, localService = true, isDefault = false) => ({ lang, localService, default: isDefault })

test('a language is read by a voice of its own, whatever the region or script', () => {
  const voices = [voice('ru-RU', true, true), voice('uz_UZ'), voice('kk-KZ')]
  expect(voiceFor('uz-Latn', voices)?.lang).toBe('uz_UZ')
  expect(voiceFor('kk', voices)?.lang).toBe('kk-KZ')
})

test('no Russian voice reads Kyrgyz, and no voice that sends the sentence away reads anything', () => {
  expect(voiceFor('ky', [voice('ru-RU', true, true), voice('kk-KZ')])).toBeNull()
  expect(voiceFor('tg', [voice('tg-TJ', false)])).toBeNull()
  expect(voiceFor('', [voice('ru-RU', true, true)])).toBeNull()
})

test("of several voices the device's own choice reads", () => {
  expect(voiceFor('ru', [voice('ru-RU'), voice('ru-KZ', true, true)])?.lang).toBe('ru-KZ')
})
