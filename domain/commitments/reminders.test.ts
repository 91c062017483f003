import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, daysBetween, noonOf } from '#domain/shared/dates.ts'
import { nextReminderOn, REMINDERS, type Remindable, type Reminder, reminderOn } from './reminders.ts'

const FIRST = '2026-01-01'
const SPAN = 200
const open: Remindable = { promisedOn: '2026-06-01', dueOn: '2026-12-31', provedOn: null, withdrawnOn: null }

const isMonday = (day: Day) => noonOf(day).getUTCDay() === 1
const daysFrom = (from: Day, count: number) => Array.from({ length: count }, (_, at) => addDays(from, at))

/** The days on which a measure has something new to say, read off the calendar one by one. */
function turns({ promisedOn, dueOn }: Remindable): Day[] {
  const said = daysFrom(addDays(FIRST, -60), SPAN + 400).filter(day => {
    const left = daysBetween(day, dueOn)
    return left === 30 || left === 7 || left === -1 || (left <= -8 && isMonday(day))
  })
  const afterPromise = addDays(promisedOn, 1)
  const late = said.some(each => each <= afterPromise)
  return [...(late ? [afterPromise] : []), ...said.filter(each => each > afterPromise)]
}

const measure = fc
  .record({
    promised: fc.nat(100),
    forDays: fc.nat(90),
    ended: fc.option(fc.nat(150), { nil: null }),
    proved: fc.boolean(),
  })
  .map(({ promised, forDays, ended, proved }): Remindable => {
    const promisedOn = addDays(FIRST, promised)
    const on = ended === null ? null : addDays(promisedOn, ended)
    return {
      promisedOn,
      dueOn: addDays(promisedOn, forDays),
      provedOn: proved ? on : null,
      withdrawnOn: proved ? null : on,
    }
  })
/** What the program lived through: on which days it ran, and on which of them another measure had her written to. */
const history = fc.array(fc.record({ ran: fc.boolean(), other: fc.boolean() }), { minLength: SPAN, maxLength: SPAN })

type Said = { day: Day; what: Reminder }

function lived(of: Remindable, days: readonly { ran: boolean; other: boolean }[]): Said[] {
  const said: Said[] = []
  let mailedOn: Day | null = null
  days.forEach(({ ran, other }, at) => {
    const day = addDays(FIRST, at)
    if (!ran || day < of.promisedOn) return
    const what = reminderOn(of, day, mailedOn)
    if (what) said.push({ day, what })
    if (what || other) mailedOn = day
  })
  return said
}

const endOf = ({ provedOn, withdrawnOn }: Remindable): Day => provedOn ?? withdrawnOn ?? '9999-12-31'

describe('a reminder', () => {
  test.each([
    ['2026-11-30', null, null],
    ['2026-12-01', null, 'month'],
    ['2026-12-02', '2026-12-01', null],
    ['2026-12-20', null, 'month'],
    ['2026-12-24', '2026-12-01', 'week'],
    ['2026-12-31', '2026-12-24', null],
    ['2027-01-01', '2026-12-24', 'late'],
    // A Monday, but only three days after it was first said.
    ['2027-01-04', '2027-01-01', null],
    ['2027-01-11', '2027-01-01', 'late'],
    ['2027-01-12', '2027-01-11', null],
    ['2027-01-18', '2027-01-11', 'late'],
  ])('on %s, after a mail of %s, is %s', (day, mailedOn, what) => {
    expect(reminderOn(open, day, mailedOn)).toBe(what)
  })

  test('comes once for each turn on which the program ran before the next one: none is lost, and none comes twice', () => {
    fc.assert(
      fc.property(measure, history, (of, days) => {
        const said = lived(of, days)
        const starts = turns(of)
        starts.forEach((from, at) => {
          const until = starts[at + 1] ?? addDays(FIRST, SPAN)
          const inTime = (day: Day) => from <= day && day < until && day < endOf(of)
          const couldRun = days.some(({ ran }, on) => ran && inTime(addDays(FIRST, on)))
          expect(said.filter(each => from <= each.day && each.day < until)).toHaveLength(couldRun ? 1 : 0)
        })
        expect(said.every(each => starts.some(from => from <= each.day))).toBe(true)
      }),
    )
  })

  test('never speaks of what is proved or withdrawn', () => {
    fc.assert(
      fc.property(measure, fc.nat(400), (of, at) => {
        const day = addDays(FIRST, at)
        if (day < endOf(of)) return
        expect(reminderOn(of, day, null)).toBeNull()
        expect(nextReminderOn(of, day)).toBeNull()
      }),
    )
  })

  test('goes on from month to week to late, and what is late is said at most once in seven days', () => {
    fc.assert(
      fc.property(measure, history, (of, days) => {
        const said = lived(
          of,
          days.map(each => ({ ...each, ran: true })),
        )
        const order = said.map(each => REMINDERS.indexOf(each.what))
        expect(order).toEqual(order.toSorted())
        const late = said.filter(each => each.what === 'late').map(each => each.day)
        expect(late.every((day, at) => at === 0 || daysBetween(late[at - 1] ?? day, day) >= 7)).toBe(true)
        expect(late.every(day => day > of.dueOn)).toBe(true)
      }),
    )
  })

  test('is not said again where the clock was turned back', () => {
    fc.assert(
      fc.property(measure, fc.nat(300), fc.nat(100), (of, at, back) => {
        const mailedOn = addDays(FIRST, at)
        expect(reminderOn(of, addDays(mailedOn, -back), mailedOn)).toBeNull()
      }),
    )
  })

  test('comes on the day that was said it would', () => {
    fc.assert(
      fc.property(measure, fc.nat(300), (of, at) => {
        const day = addDays(of.promisedOn, at)
        const next = nextReminderOn({ ...of, provedOn: null, withdrawnOn: null }, day)
        const found = daysFrom(day, 130).find(each =>
          reminderOn({ ...of, provedOn: null, withdrawnOn: null }, each, addDays(each, -1)),
        )
        expect(next).toBe(found)
      }),
    )
  })
})
