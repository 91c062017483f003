import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('through any history of answers, withdrawals, referrals and time each agency sees what the person agreed to', async () => {
  let played = 0
  for (let seed = 1; played < HISTORIES; seed++) played += await playStories(cast, seed)
  expect(played).toBeGreaterThanOrEqual(HISTORIES)
}, 1_200_000)
