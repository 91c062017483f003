import { expect, test } from 'vitest'
import { harmed, killRounds } from '../../bench/kill-rounds.ts'

test('kill -9 of Aman, and of PostgreSQL, in the middle of many creates loses and doubles none', async () => {
  const tallies = await killRounds(['Aman', 'PostgreSQL'], 60)
  expect(tallies.map(each => each.target)).toEqual(['Aman', 'PostgreSQL'])
  for (const each of tallies) {
    expect(each).toMatchObject({ creates: 60, stored: 60, lost: 0, doubled: 0, changed: 0, half: 0 })
    expect(harmed(each)).toBe(false)
    expect(each.acknowledged).toBeGreaterThanOrEqual(20)
  }
}, 90_000)
