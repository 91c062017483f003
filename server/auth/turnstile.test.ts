import { expect, test } from 'vitest'
import { openTurnstile } from './turnstile.ts'

test('one network is slowed down after its share, another one and another door are not', async () => {
  const turnstile = openTurnstile()
  const tries = await Promise.all(Array.from({ length: 31 }, () => turnstile.pass('tip', '203.0.113.77')))
  expect(tries.filter(each => each === null).length).toBe(30)
  expect(tries.find(each => each !== null)).toBeGreaterThan(800)
  expect(await turnstile.pass('tip', '203.0.113.78')).toBe(null)
  expect(await turnstile.pass('receipt', '203.0.113.77')).toBe(null)
})

test('one subscriber with a whole network of addresses is one; a new process remembers nobody', async () => {
  const turnstile = openTurnstile()
  const from = (turn: typeof turnstile, last: number) => turn.pass('tip', `2001:db8:1:2::${last.toString(16)}`)
  const tries = await Promise.all(Array.from({ length: 31 }, (_, last) => from(turnstile, last)))
  expect(tries.filter(each => each === null).length).toBe(30)
  expect(await from(openTurnstile(), 1)).toBe(null)
})
