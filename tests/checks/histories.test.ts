import { afterAll, beforeAll, expect, test } from 'vitest'
import { AREAS } from '#tests/support/histories/all.ts'
import type { Area } from '#tests/support/histories/area.ts'
import { CORE } from '#tests/support/histories/core.ts'
import { playStories } from '#tests/support/histories/play.ts'
import { type Cast, castOf } from '#tests/support/histories/world.ts'
import { openTestHouse, type TestHouse } from '#tests/support/house.ts'

const HISTORIES = Number(process.env.AMAN_HISTORIES ?? 10_000)

let house: TestHouse
let cast: Cast

beforeAll(async () => {
  house = await openTestHouse()
  cast = await castOf(house)
}, 60_000)
afterAll(() => house.close())

async function histories(areas: readonly Area[], count: number, steps: number): Promise<number> {
  let played = 0
  for (let seed = 1; played < count; seed++) played += await playStories({ cast, areas, seed, steps })
  return played
}

test('through any history of answers, withdrawals, referrals and time each agency sees what the person agreed to', async () => {
  expect(await histories([CORE], HISTORIES, 9)).toBeGreaterThanOrEqual(HISTORIES)
}, 1_200_000)

test.each(AREAS.filter(each => each !== CORE))(
  'and so through any history of $tables.0 and what belongs to it',
  async area => {
    expect(await histories([area], HISTORIES / 50, 14)).toBeGreaterThanOrEqual(HISTORIES / 50)
  },
  1_200_000,
)

test('and so where everything happens in one story', async () => {
  expect(await histories(AREAS, HISTORIES / 25, 20)).toBeGreaterThanOrEqual(HISTORIES / 25)
}, 1_200_000)
