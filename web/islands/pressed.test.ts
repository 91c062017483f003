import { expect, test } from 'vitest'
import { pressed } from './pressed.ts'

test('Escape hides when it is pressed twice in a row and soon', () => {
  let now = 0
  const hides = pressed('Escape', 2, 1500, () => now)
  expect([hides('Escape'), hides('a'), hides('Escape')]).toEqual([false, false, false])
  now = 1000
  expect(hides('Escape')).toBe(true)
  expect(hides('Escape')).toBe(false)
  now = 5000
  expect(hides('Escape')).toBe(false)
})

test('Shift leaves at its third time within two seconds, and not where a letter came between', () => {
  let now = 0
  const leaves = pressed('Shift', 3, 2000, () => now)
  expect([leaves('Shift'), leaves('Shift'), leaves('A'), leaves('Shift'), leaves('Shift')]).not.toContain(true)
  now = 1900
  expect(leaves('Shift')).toBe(true)
  expect([leaves('Shift'), leaves('Shift')]).toEqual([false, false])
  now = 4000
  expect(leaves('Shift')).toBe(false)
})
