/** A calendar day as ISO text, "2026-11-24". Compares as text. Instants are `Date`. */
export type Day = string

const DAY = /^\d{4}-\d{2}-\d{2}$/

export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** The day that an instant falls on in a time zone, such as "Asia/Almaty". */
export function dayIn(timeZone: string, instant: Date): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  )
}

/** An instant of a day that is that day in every time zone from -12 to +11: for showing it. */
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`)

export const addHours = (instant: Date, hours: number): Date => new Date(instant.getTime() + hours * 3_600_000)

/** True while `day` lies in [from, until); an open end is null. */
export function inForce(rule: { from: Day; until: Day | null }, day: Day): boolean {
  return rule.from <= day && (rule.until === null || day < rule.until)
}

const DAY_MS = 86_400_000
const midnightUtc = (day: Day) => Date.parse(`${day}T00:00:00Z`)
const asDay = (at: number): Day => new Date(at).toISOString().slice(0, 10)

export const addDays = (day: Day, count: number): Day => asDay(midnightUtc(day) + count * DAY_MS)

/** Whole days from one day to another; negative where `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((midnightUtc(to) - midnightUtc(from)) / DAY_MS)

/** The same day of a later month, or the last day of that month where it has no such day: 31 August and 6 months, 28 February. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0))
  return asDay(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
}

/** The instant at which a calendar day begins in a time zone, also where clocks are turned on that day. */
export function startOfDay(timeZone: string, day: Day): Date {
  let from = midnightUtc(day) - DAY_MS
  let to = midnightUtc(day) + DAY_MS
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (dayIn(timeZone, new Date(middle)) < day) from = middle
    else to = middle
  }
  return new Date(to)
}

/** An instant in the middle of a day, from which every formatter in that time zone writes this very day. */
export const middleOf = (timeZone: string, day: Day): Date => addHours(startOfDay(timeZone, day), 12)
