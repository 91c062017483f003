import { dayIn } from '#domain/shared/dates.ts'

/** What was done with a case, at one moment, on one ground. */
export type LogEntry = {
  seq: number
  at: Date
  agency: string | null
  role: string | null
  action: string
  parts: readonly string[]
  basis: string | null
  agreedAt: Date | null
  lawfulBasis: string | null
}

/** The same deed on the same ground within one day is told once, with how often; `entry` is the newest of them. */
export type Told = { entry: LogEntry; times: number }
export type LogDay = { day: string; told: Told[] }

const sameness = (each: LogEntry): string =>
  JSON.stringify([each.agency, each.role, each.action, each.parts, each.basis, each.agreedAt, each.lawfulBasis])

/** The entries by the day of the country's clock, in the order given: newest first stays newest first. */
export function byDay(entries: readonly LogEntry[], timeZone: string): LogDay[] {
  const days = new Map<string, Map<string, Told>>()
  for (const entry of entries) {
    const day = dayIn(timeZone, entry.at)
    const told = days.get(day) ?? new Map<string, Told>()
    const known = told.get(sameness(entry))
    told.set(sameness(entry), known ? { ...known, times: known.times + 1 } : { entry, times: 1 })
    days.set(day, told)
  }
  return [...days].map(([day, told]) => ({ day, told: [...told.values()] }))
}
