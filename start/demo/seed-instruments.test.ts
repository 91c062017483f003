import { expect, test, vi } from 'vitest'
import { changesBetween } from '#domain/instruments/changes.ts'
import { mayStep } from '#domain/instruments/states.ts'
import { ok } from '#domain/shared/result.ts'
import { instrumentIn, listDrafts } from '#features/identification/instruments/queries.ts'
import { addAgency, addStaff, openTestHouse } from '#tests/support/house.ts'
import { must, run } from '#tests/support/thread.ts'
import { seedInstruments } from './seed-instruments.ts'

test('the first editor finds a changed card published, and another that waits for her', async () => {
  const test = await openTestHouse()
  const agencies = [await addAgency(test, { kind: 'ministry' }), await addAgency(test, { kind: 'ministry' })].sort()
  const first = await addStaff(test, agencies[0] ?? '', 'instrument-editor')
  await addStaff(test, agencies[1] ?? '', 'instrument-editor')
  await seedInstruments(test.house, test.owner)
  const { knowledge } = test.house
  await vi.waitFor(() => expect(knowledge.latest('labour-inspection-card')?.version).toBe(1001))
  const [before, after] = [1, 1001].map(each => knowledge.instrument('labour-inspection-card', each))
  const told = before && after && changesBetween(before, after)
  expect(told?.map(each => each.language ?? each.kind)).toEqual(['en', 'ru', 'kk', 'weight'])

  const waiting = must(await run(test, first, async ctx => ok(await listDrafts(ctx)), null))
  expect(waiting.map(each => [each.instrument, mayStep(each, 'publish', first.userId)])).toEqual([
    ['border-card', 'yes'],
  ])
  const base = knowledge.instrument('border-card', 1)
  const now = waiting[0] && instrumentIn(waiting[0])
  expect(base && now && changesBetween(base, now).length).toBe(4)
  await test.close()
})
