import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#domain/shared/dates.ts'
import { isTarget, progressOf, TARGET_STEP } from './indicators.ts'
import { DUE_DAYS, isOpen, SECTORS, STATES, stateOn, whyNotProvable } from './measure.ts'
import { scoreboardOn } from './scoreboard.ts'

const FIRST = '2026-01-01'
const day = fc.integer({ min: 0, max: 1500 }).map(count => addDays(FIRST, count))
const end = fc.option(day, { nil: null })
const dated = fc
  .record({ dueOn: day, on: end, proved: fc.boolean() })
  .map(({ dueOn, on, proved }) => ({ dueOn, provedOn: proved ? on : null, withdrawnOn: proved ? null : on }))

describe('the state of a measure', () => {
  const promise = { dueOn: '2026-12-31', provedOn: null, withdrawnOn: null }
  test.each([
    ['promised', '2026-11-30', {}],
    ['due', '2026-12-01', {}],
    ['due', '2026-12-31', {}],
    ['late', '2027-01-01', {}],
    ['late', '2027-01-01', { provedOn: '2027-02-01' }],
    ['proved', '2027-02-01', { provedOn: '2027-02-01' }],
    ['withdrawn', '2027-02-02', { withdrawnOn: '2027-02-01' }],
  ])('is %s on %s', (state, on, change) => {
    expect(stateOn({ ...promise, ...change }, on)).toBe(state)
  })

  test('with time alone it only goes on: promised, due, late; and it is late on the day after the deadline, not before', () => {
    fc.assert(
      fc.property(day, day, day, (dueOn, one, other) => {
        const [early = '', later = ''] = [one, other].sort()
        const order = (on: string) => STATES.indexOf(stateOn({ dueOn, provedOn: null, withdrawnOn: null }, on))
        expect(order(early)).toBeLessThanOrEqual(order(later))
        expect(stateOn({ dueOn, provedOn: null, withdrawnOn: null }, one) === 'late').toBe(one > dueOn)
        expect(stateOn({ dueOn, provedOn: null, withdrawnOn: null }, addDays(dueOn, -DUE_DAYS - 1))).toBe('promised')
      }),
    )
  })

  test('what is proved or withdrawn stays so, and what comes later changes nothing of the days before', () => {
    fc.assert(
      fc.property(dated, day, (measure, on) => {
        const state = stateOn(measure, on)
        const ended = measure.provedOn ?? measure.withdrawnOn
        expect(isOpen(state)).toBe(ended === null || on < ended)
        if (isOpen(state)) expect(state).toBe(stateOn({ ...measure, provedOn: null, withdrawnOn: null }, on))
      }),
    )
  })
})

describe('whoever calls a measure proved', () => {
  const measure = { state: 'late' as const, enteredBy: 'aigul', evidenceBy: ['bolat'] }
  test('is somebody else than who entered it or its evidence', () => {
    expect(whyNotProvable(measure, 'aigul')).toBe('own')
    expect(whyNotProvable(measure, 'bolat')).toBe('own')
    expect(whyNotProvable(measure, 'dana')).toBe(null)
  })
  test('has evidence to look at, and a measure that is open', () => {
    expect(whyNotProvable({ ...measure, evidenceBy: [] }, 'dana')).toBe('no-evidence')
    expect(whyNotProvable({ ...measure, state: 'withdrawn' }, 'dana')).toBe('not-open')
    expect(whyNotProvable({ ...measure, state: 'proved' }, 'dana')).toBe('not-open')
  })
})

test('a target is reached by what is shown of a count exactly where the count reaches it, whoever looks', () => {
  const targets = fc.integer({ min: 1, max: 1000 }).map(fives => fives * TARGET_STEP)
  fc.assert(
    fc.property(fc.nat(5000), targets, (count, target) => {
      expect(isTarget(target)).toBe(true)
      const hidden = count > 0 && count < 5
      for (const shown of [count, Math.floor(count / 5) * 5])
        expect(progressOf(hidden ? null : shown, target).reached).toBe(count >= target)
    }),
  )
  expect([0, 4, 7, -5].some(isTarget)).toBe(false)
})

test('on the scoreboard every measure stands once: by sector, by state and together', () => {
  const promised = fc.record({ sector: fc.constantFrom(...SECTORS), count: fc.integer({ min: 1, max: 50 }), dated })
  fc.assert(
    fc.property(fc.array(promised, { maxLength: 30 }), day, (list, on) => {
      const rows = list.map(({ sector, count, dated: days }) => ({ sector, count, ...days }))
      const { sectors, all } = scoreboardOn(rows, on)
      expect(all.total).toBe(rows.reduce((sum, each) => sum + each.count, 0))
      for (const state of STATES) {
        expect(sectors.reduce((sum, each) => sum + each.counts[state], 0)).toBe(all.counts[state])
        const of = rows.filter(each => stateOn(each, on) === state)
        expect(all.counts[state]).toBe(of.reduce((sum, each) => sum + each.count, 0))
      }
      expect(sectors.map(each => each.sector)).toEqual(SECTORS)
      expect(scoreboardOn(rows.toReversed(), on)).toEqual({ sectors, all })
    }),
  )
})
