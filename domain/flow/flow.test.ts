import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FEWEST_SHOWN, type FlowGroup, STAGES, withoutLeftovers } from './flow.ts'

const HOURS = { screened: null, referred: null, accepted: null, served: null }
const group = (key: string, count: number | null): FlowGroup => ({
  key,
  counts: { entered: count, screened: count, referred: count, accepted: count, served: count },
  hours: HOURS,
})
/** As the database answers: the true sum, and nothing of one to four. */
const answered = (counts: readonly number[]) => {
  const shown = (count: number) => (count > 0 && count < FEWEST_SHOWN ? null : count)
  const sum = counts.reduce((total, each) => total + each, 0)
  return { all: group('all', shown(sum)), groups: counts.map((count, at) => group(`g${at}`, shown(count))) }
}
const entered = (groups: readonly FlowGroup[]) => groups.map(each => each.counts.entered)

test('two phone calls do not follow from the sum: the next smallest channel is hidden with them', () => {
  const { all, groups } = answered([40, 2, 12])
  expect(entered(withoutLeftovers(all, groups))).toEqual([40, null, null])
})

test('nothing is hidden where no group is small', () => {
  const { all, groups } = answered([40, 0, 12])
  expect(entered(withoutLeftovers(all, groups))).toEqual([40, 0, 12])
})

test('whatever is hidden is together at least five, or the sum says no more than it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 }), counts => {
      const { all, groups } = answered(counts)
      const shown = withoutLeftovers(all, groups)
      for (const stage of STAGES) {
        const sum = all.counts[stage]
        const hidden = shown.filter(each => each.counts[stage] === null).length
        const rest = (sum ?? 0) - shown.reduce((total, each) => total + (each.counts[stage] ?? 0), 0)
        if (sum !== null && hidden > 0) expect(rest).toBeGreaterThanOrEqual(FEWEST_SHOWN)
        // What the database hid stays hidden, and nothing is shown that is not true.
        shown.forEach((each, at) => {
          const truth = groups[at]?.counts[stage]
          expect([truth, null]).toContain(each.counts[stage])
          if (truth === null) expect(each.counts[stage]).toBeNull()
        })
      }
    }),
  )
})
