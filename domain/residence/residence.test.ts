import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths } from '#domain/shared/dates.ts'
import { endOfStay, grantedDays, latestEnd, mayAsk, RESIDENCE_KINDS, type ResidenceStep } from './residence.ts'

const day = fc.integer({ min: 0, max: 4000 }).map(count => addDays('2024-09-05', count))
const granted = (kind: ResidenceStep['kind'], fromOn: string, untilOn: string): ResidenceStep => ({
  kind,
  petitionedOn: fromOn,
  outcome: 'granted',
  fromOn,
  untilOn,
})

describe('months', () => {
  test('six months from 1 January end on 30 June; a month without such a day ends with its last', () => {
    expect(latestEnd('2026-01-01', 6)).toBe('2026-06-30')
    expect(addMonths('2026-08-31', 6)).toBe('2027-02-28')
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29')
  })

  test('adding months never skips one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 36 }), (from, months) => {
        const [year = 0, month = 0] = from.split('-').map(Number)
        const [toYear = 0, toMonth = 0] = addMonths(from, months).split('-').map(Number)
        expect(toYear * 12 + toMonth).toBe(year * 12 + month + months)
      }),
    )
  })
})

test('no grant is noted for longer than the rule allows, nor backwards', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -10, max: 400 }), (fromOn, length) => {
      const answer = grantedDays({ kind: 'residence', fromOn, untilOn: addDays(fromOn, length), months: 6 })
      expect(answer.ok).toBe(length >= 0 && addDays(fromOn, length) <= latestEnd(fromOn, 6))
    }),
  )
  expect(grantedDays({ kind: 'residence', fromOn: undefined, untilOn: undefined, months: 6 }).ok).toBe(false)
  expect(grantedDays({ kind: 'exit-visa', fromOn: undefined, untilOn: undefined, months: null }).ok).toBe(true)
})

describe('what may be asked next', () => {
  const first = granted('residence', '2026-01-01', '2026-06-30')

  test('residence first; an extension only while it runs, and once', () => {
    expect(mayAsk([], '2026-01-01')).toEqual(['residence', 'work', 'exit-visa'])
    expect(mayAsk([first], '2026-06-01')).toEqual(['extension', 'work', 'exit-visa'])
    const second = granted('extension', '2026-07-01', '2026-09-30')
    expect(mayAsk([first, second], '2026-08-01')).toEqual(['work', 'exit-visa'])
    expect(endOfStay([first, second])).toBe('2026-09-30')
    expect(mayAsk([first], '2026-07-01')).toContain('residence')
  })

  test('nothing is asked for twice while its answer is awaited', () => {
    for (const kind of RESIDENCE_KINDS) {
      const waiting = { kind, petitionedOn: '2026-01-01', outcome: null, fromOn: null, untilOn: null }
      expect(mayAsk([waiting], '2026-01-02')).not.toContain(kind)
    }
  })

  test('an appeal answers a refusal, once', () => {
    const refused = { ...first, outcome: 'refused' as const, fromOn: null, untilOn: null }
    expect(mayAsk([refused], '2026-02-01')).toContain('appeal')
    const appeal = { ...refused, kind: 'appeal' as const, petitionedOn: '2026-01-15' }
    expect(mayAsk([refused, appeal], '2026-02-01')).not.toContain('appeal')
  })
})
