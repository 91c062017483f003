import { addDays, type Day, daysBetween } from '#domain/shared/dates.ts'
import { type Dated, DUE_DAYS, isOpen, stateOn } from './measure.ts'

/**
 * What the coordinators of a measure's agency are reminded of.
 * - `month`, `week`: the deadline is no more than {@link DUE_DAYS}, or {@link WEEK_DAYS}, ahead.
 * - `late`: it is past. Said on the day after it, and again on Mondays, so that all that is late comes in one mail of a week.
 */
export const REMINDERS = ['month', 'week', 'late'] as const
export type Reminder = (typeof REMINDERS)[number]

export const WEEK_DAYS = 7

export type Remindable = Dated & { readonly promisedOn: Day }

const SOME_MONDAY = '2001-01-01'

/** The last Monday that is not after a day. */
const mondayBy = (day: Day): Day => addDays(day, -(((daysBetween(SOME_MONDAY, day) % 7) + 7) % 7))
const mondayFrom = (day: Day): Day => mondayBy(addDays(day, 6))

const laterOf = (one: Day, other: Day): Day => (one > other ? one : other)

/** The days on which something is said for the first time, and the first day of those on which it is said again. */
function turnsOf(dueOn: Day): { first: readonly Day[]; againFrom: Day } {
  const lateOn = addDays(dueOn, 1)
  return {
    first: [addDays(dueOn, -DUE_DAYS), addDays(dueOn, -WEEK_DAYS), lateOn],
    againFrom: addDays(lateOn, WEEK_DAYS),
  }
}

/** The last day, up to this one, on which something was to be said; null before the first. */
function lastTurn(dueOn: Day, day: Day): Day | null {
  const { first, againFrom } = turnsOf(dueOn)
  const monday = mondayBy(day)
  return monday >= againFrom ? monday : (first.findLast(each => each <= day) ?? null)
}

function reminderBy(dueOn: Day, day: Day): Reminder {
  if (day > dueOn) return 'late'
  return addDays(day, WEEK_DAYS) >= dueOn ? 'week' : 'month'
}

/**
 * What a coordinator is reminded of on a day whose last mail was written on `mailedOn`, or null. Days on which nothing could be
 * written are made good with one reminder, of how things stand now. What was promised too late for a turn has it on the next day.
 */
export function reminderOn(measure: Remindable, day: Day, mailedOn: Day | null): Reminder | null {
  const turn = isOpen(stateOn(measure, day)) ? lastTurn(measure.dueOn, day) : null
  if (turn === null) return null
  const on = laterOf(turn, addDays(measure.promisedOn, 1))
  const said = mailedOn !== null && on <= mailedOn
  return said || on > day ? null : reminderBy(measure.dueOn, day)
}

/** The first day from this one on that has a reminder, as long as the measure stays open; null where it has ended. */
export function nextReminderOn(measure: Remindable, day: Day): Day | null {
  if (!isOpen(stateOn(measure, day))) return null
  const { dueOn, promisedOn } = measure
  const { first, againFrom } = turnsOf(dueOn)
  const afterPromise = addDays(promisedOn, 1)
  const from = laterOf(day, afterPromise)
  if (from === afterPromise && lastTurn(dueOn, from) !== null) return from
  return first.find(each => each >= from) ?? mondayFrom(laterOf(againFrom, from))
}
