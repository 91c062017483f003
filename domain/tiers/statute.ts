import { ruleInForce } from '#domain/law/rule-in-force.ts'
import { type Day, inForce } from '#domain/shared/dates.ts'
import type { Law, Rule } from '#knowledge/schema/law.ts'

/** The rules of the law file that the clock reads: each has to be there. */
export const CLOCK_RULES = [
  'report-due',
  'watch-list',
  'watch-list-limit',
  'watch-list-waiver',
  'return-limit',
] as const
type ClockRule = (typeof CLOCK_RULES)[number] | 'return-after-waiver'

/**
 * What the law says of the report of one year. Lengths are in reports, null where no rule sets one.
 * - `watchList`: there is one.
 * - `limit`: consecutive years on the Watch List after which a country goes to Tier 3. While it is null, years do not count.
 * - `waivers`: years for which that may be put off.
 * - `returnLimit`: consecutive years on the Watch List for a country that has come back to it from Tier 3.
 * - `returnNeedsWaiver`: the return limit binds only a country that had used a waiver before.
 */
export type Statute = {
  readonly watchList: boolean
  readonly limit: number | null
  readonly waivers: number
  readonly returnLimit: number | null
  readonly returnNeedsWaiver: boolean
  /** A rule of the law file as it stood for that report; undefined where it did not stand. */
  rule(id: string): Rule | undefined
  /** The citation of one, such as "22 U.S.C. 7107(b)(2)(D)". */
  cite(rule: ClockRule): string
}

/**
 * The law by the year of a report. A rule serves for a report if it is in force on the day by which the report is due.
 * - `firstReport`: the year of the first one that was due. `dueDay`: the day by which the report of a year is due.
 */
export type Statutes = { readonly firstReport: number; of(year: number): Statute; dueDay(year: number): Day }

/** Reads each year of the law once. */
export function statutesOf(law: Law): Statutes {
  const report = law.rules.find(each => each.id === 'report-due')
  const began = Number(report?.from.slice(0, 4) ?? 0)
  const known = new Map<number, Statute>()
  return {
    firstReport: report && inForce(report, dueDay(report, began)) ? began : began + 1,
    dueDay: year => dueDay(report, year),
    of(year) {
      const found = known.get(year) ?? read(law, dueDay(report, year))
      known.set(year, found)
      return found
    },
  }
}

function read(law: Law, due: Day): Statute {
  const ruleOf = (id: string) => {
    const found = ruleInForce(law, id, due)
    return found.ok ? found.value : undefined
  }
  const years = (id: ClockRule) => {
    const value = ruleOf(id)?.value
    return value?.kind === 'duration' && value.unit === 'years' ? value.amount : null
  }
  return {
    watchList: ruleOf('watch-list') !== undefined,
    limit: years('watch-list-limit'),
    waivers: years('watch-list-waiver') ?? 0,
    returnLimit: years('return-limit'),
    returnNeedsWaiver: ruleOf('return-after-waiver') !== undefined,
    rule: ruleOf,
    cite: id => ruleOf(id)?.cite.article ?? '',
  }
}

function dueDay(report: Rule | undefined, year: number): Day {
  const { month, day } = report?.value.kind === 'each-year' ? report.value : { month: 12, day: 31 }
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
