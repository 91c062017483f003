import type { Day } from '#domain/shared/dates.ts'

/** Days from `from` on, up to the one before `until`. */
export type Period = { readonly from: Day; readonly until: Day }

/** What the report of a year looks at: 1 April of the year before to 31 March (22 U.S.C. 7107(b)). */
export const periodOf = (year: number): Period => ({ from: `${year - 1}-04-01`, until: `${year}-04-01` })

/** The report whose period a day lies in. */
export function yearRunningOn(day: Day): number {
  const year = Number(day.slice(0, 4))
  return day < periodOf(year).until ? year : year + 1
}
