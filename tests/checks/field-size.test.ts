import { expect, test } from 'vitest'
import { fieldWeight } from '#tests/support/field-weight.ts'

/** What a telephone on a thin line at a border loads before its first question. */
const MOST = 60_000

test('worker, six cards in six languages and what to do next fit into 60,000 bytes as they are served', async () => {
  const { worker, cards, spoken } = await fieldWeight()
  expect([...spoken.values()]).toEqual([6, 6, 6, 6, 6, 6])
  expect(worker.bytes + cards.bytes).toBeLessThanOrEqual(MOST)
})
