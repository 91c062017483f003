import { expect, test } from 'vitest'
import { watchHands } from './idle.ts'

test('five minutes without a hand are too long, and so is a clock that was set back', () => {
  let now = 1_000_000
  const page = new EventTarget()
  const idle = watchHands(page, () => now)
  now += 299_999
  expect(idle.tooLong()).toBe(false)
  page.dispatchEvent(new Event('pointerdown'))
  now += 299_999
  expect(idle.tooLong()).toBe(false)
  now += 1
  expect(idle.tooLong()).toBe(true)
  page.dispatchEvent(new Event('scroll'))
  now -= 60_000
  expect(idle.tooLong()).toBe(true)
})
