import { addDays, type Day, daysBetween, startOfDay } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'

export const REFLECTION_STATUSES = ['running', 'ended-by-time', 'ended-by-choice', 'revoked'] as const
export type ReflectionStatus = (typeof REFLECTION_STATUSES)[number]

/**
 * What she answered, in a code that stands for her own word: she will report, she will cooperate with a case that runs, she will
 * not, or she does not know yet. No help asks for it, and nothing but an interview waits for it.
 */
export const DECISIONS = ['report', 'cooperate', 'not', 'not-yet'] as const
export type Decision = (typeof DECISIONS)[number]

/** The longest that one step may give: a slip of the hand must not make a period of ten years. */
export const LONGEST_DAYS = 366
/** How far back a period may be said to have begun: it counts from the day it was promised, not from the day it was typed. */
export const EARLIEST_DAYS_BACK = 30

/** What gives a period its shortest length: a rule of law in force on its first day, or the agency's own practice. */
export type Least = { basis: 'law'; rule: string; days: number } | { basis: 'own-practice'; rule: null; days: number }

/** Days include the first and the last. `overAt` is the instant at which the day after the last one begins in the country. */
export type Period = {
  startedOn: Day
  lastOn: Day
  overAt: Date
  endedAt: Date | null
  endedHow: 'by-choice' | 'revoked' | null
}

type Asked = { today: Day; startedOn: Day; days: number; least: Pick<Least, 'days'> }

/** The last day of a period of `days` calendar days, the first of them counted; never fewer than the least. */
export function lastDay({ today, startedOn, days, least }: Asked): Result<Day> {
  if (startedOn > today || daysBetween(startedOn, today) > EARLIEST_DAYS_BACK) {
    return refuse('reflection.start-not-possible', { startedOn })
  }
  if (days < least.days) return refuse('reflection.too-short', { least: least.days })
  const last = addDays(startedOn, days - 1)
  if (days > LONGEST_DAYS) return refuse('reflection.too-long', { longest: LONGEST_DAYS })
  return last < today ? refuse('reflection.start-not-possible', { startedOn }) : ok(last)
}

/** A later last day, or a refusal: a period that was promised is never shortened. */
export function extended(period: Pick<Period, 'startedOn' | 'lastOn'>, until: Day): Result<Day> {
  if (until <= period.lastOn) return refuse('reflection.not-later', { lastOn: period.lastOn })
  if (daysBetween(period.lastOn, until) > LONGEST_DAYS) return refuse('reflection.too-long', { longest: LONGEST_DAYS })
  return ok(until)
}

/** Where a period stands at an instant. That time ended it is seen from the clock and stored nowhere. */
export function reflectionStatus(period: Pick<Period, 'overAt' | 'endedAt' | 'endedHow'>, now: Date): ReflectionStatus {
  const ended = period.endedAt !== null && period.endedAt <= now && period.endedAt <= period.overAt
  if (ended) return period.endedHow === 'revoked' ? 'revoked' : 'ended-by-choice'
  return period.overAt <= now ? 'ended-by-time' : 'running'
}

/** The first day on which the period protects no longer. A certificate says "not before" this day. */
export const notBefore = (period: Pick<Period, 'lastOn'>): Day => addDays(period.lastOn, 1)

export const overAt = (timeZone: string, lastOn: Day): Date => startOfDay(timeZone, addDays(lastOn, 1))

/** Days before the end at which those who follow the person are reminded. */
export const REMINDERS = [7, 3, 1] as const
export type Reminder = (typeof REMINDERS)[number]

/** The reminder whose time has come: the nearest to the end. `left` counts today. Null while there is time, and when it is over. */
export function reminderFor(left: number): Reminder | null {
  if (left < 1) return null
  return REMINDERS.findLast(days => left <= days) ?? null
}

export type Clock = {
  /** Calendar days in the whole period, and how many of them have passed before today. */
  days: number
  gone: number
  /** Today included. */
  left: number
  /** The days that the law or the practice promises at least, and the days on which reminders come. */
  least: number
  reminders: { before: Reminder; on: Day }[]
}

/** What the picture of a period shows. */
export function clockOf(period: Pick<Period, 'startedOn' | 'lastOn'> & { leastDays: number }, today: Day): Clock {
  const days = daysBetween(period.startedOn, period.lastOn) + 1
  const gone = Math.min(days, Math.max(0, daysBetween(period.startedOn, today)))
  const reminders = REMINDERS.map(before => ({ before, on: addDays(period.lastOn, 1 - before) }))
  return {
    days,
    gone,
    left: days - gone,
    least: period.leastDays,
    reminders: reminders.filter(({ on }) => on >= period.startedOn),
  }
}
