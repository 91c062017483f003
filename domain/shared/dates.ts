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
