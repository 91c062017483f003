import { expect, test } from 'vitest'
import { loadWords } from './words.ts'

const words = await loadWords('Asia/Almaty')
const at = new Date('2026-11-25T06:00:00Z')

test.each(['ru', 'kk', 'en'] as const)('no sentence in %s ends in two stops after a date', language => {
  const t = words.in(language)
  const told = t('notification.was-told', { day: t.day(at), language: t.languageName('uz'), how: 'x' })
  expect(told).toContain(t.day(at).replace(/\.$/, ''))
  expect(told).not.toContain('..')
  expect(t('notification.acknowledged-at', { at: t.instant(at) })).not.toContain('..')
})
