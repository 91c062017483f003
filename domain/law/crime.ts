import { type Day, inForce } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { RuleValue } from '#knowledge/schema/crime.ts'
import type { Law, Offence, Rule } from '#knowledge/schema/law.ts'

/** A rule whose value is of one kind. */
export type RuleOf<K extends RuleValue['kind']> = Rule & { readonly value: Extract<RuleValue, { kind: K }> }

/** A part of an article, as in "art. 128(2)". */
export type Part = { readonly offence: string; readonly part: number }

const isOf = <K extends RuleValue['kind']>(rule: Rule, kind: K): rule is RuleOf<K> => rule.value.kind === kind

/** Every wording of the rules of one kind, whenever they were or are in force. */
export const rulesOf = <K extends RuleValue['kind']>(laws: readonly Law[], kind: K): RuleOf<K>[] =>
  laws.flatMap(law => law.rules).filter((rule): rule is RuleOf<K> => isOf(rule, kind))

/** Those that are in force on a day. */
export const rulesOn = <K extends RuleValue['kind']>(laws: readonly Law[], kind: K, day: Day): RuleOf<K>[] =>
  rulesOf(laws, kind).filter(rule => inForce(rule, day))

/** The articles that make trafficking a crime; none where nobody has looked the law up. */
export const offencesOf = (laws: readonly Law[]): readonly Offence[] => laws.flatMap(each => each.offences ?? [])

/** Where an article keeps each element on a day; an element that is not among them was not looked up for that day. */
export const elementsOn = (laws: readonly Law[], offence: string, day: Day): RuleOf<'standing'>[] =>
  rulesOn(laws, 'standing', day).filter(({ value }) => value.offence === offence)

/** What a part threatens on a day, in years of imprisonment; refused with `law.penalty-unknown` where no wording of that day was read. */
export function penaltyOn(laws: readonly Law[], { offence, part }: Part, day: Day): Result<RuleOf<'imprisonment'>> {
  const found = rulesOn(laws, 'imprisonment', day).find(({ value }) => value.offence === offence && value.part === part)
  return found ? ok(found) : refuse('law.penalty-unknown', { offence, part, day })
}

/** Every wording of what an article's parts threaten, part by part, the oldest first. */
export const penaltiesOver = (laws: readonly Law[], offence: string): RuleOf<'imprisonment'>[] =>
  rulesOf(laws, 'imprisonment')
    .filter(({ value }) => value.offence === offence)
    .toSorted((one, other) => one.value.part - other.value.part || (one.from < other.from ? -1 : 1))

/** The days from which the answer about a crime may be another one, the earliest first. */
export function daysOfChange(rules: readonly Rule[]): Day[] {
  return [...new Set(rules.flatMap(({ from, until }) => (until === null ? [from] : [from, until])))].toSorted()
}
