import { z } from 'zod'
import { Article, Required, RuleValue } from './crime.ts'
import { DayText, Line, Slug, Source, Status, Text } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/**
 * What a rule opens of a person's record without her consent.
 * - `depth`: how much. `childrenOnly`: it does so for a child, and for whose age is uncertain.
 * - `notFor`: services that it does not serve.
 */
export const Opens = z.strictObject({
  depth: z.enum(['existence', 'coded', 'identity', 'full']),
  childrenOnly: z.boolean(),
  notFor: z.array(Slug),
})
export type Opens = z.output<typeof Opens>

/** `act` and `article` as a lawyer cites them; `url` of a public copy where one is known. */
export const Cite = z.strictObject({ act: Line, article: Line, url: z.url({ protocol: /^https?$/ }).optional() })
export type Cite = z.output<typeof Cite>

/**
 * One rule during one time. A rule that changed stands in several entries with one `id` and times that do not overlap.
 * - `from`, `until`: in force on days in [from, until); `until` is null while it stands.
 * - `fromSource`, `fromStatus`: the day a rule came into force is a fact of its own and often the weaker one.
 * - `required`: of a treaty: what it asks of the law of a country. The rule's id names the element.
 * - `opens`: left out where the rule gives nobody access to a record.
 * - `exceptions`: ids of rules of this law where it does not apply, or need not be applied.
 * - `source`, `status`: of the rule's content. `note`: what a reader must know before leaning on it.
 */
export const Rule = z.strictObject({
  id: Slug,
  from: DayText,
  fromSource: Source,
  fromStatus: Status,
  until: DayText.nullable(),
  title: Text,
  value: RuleValue,
  required: Required.optional(),
  opens: Opens.optional(),
  exceptions: z.array(Slug).min(1, 'names no rule').optional(),
  cite: Cite,
  source: Source,
  status: Status,
  note: Line.optional(),
})
export type Rule = z.output<typeof Rule>

/** An article that makes trafficking a crime, and against whom; its rules say where each element stands in it. */
export const Offence = z.strictObject({ article: Article, against: z.enum(['adults', 'children']) })
export type Offence = z.output<typeof Offence>

/** `knowledge/law/<id>.json`. `jurisdiction`: an ISO 3166-1 alpha-3 code, or `INT` for a treaty. */
export const Law = z.strictObject({
  id: Slug,
  jurisdiction: z.string().regex(/^[A-Z]{3}$/, 'is not three capital letters'),
  title: Text,
  offences: z.array(Offence).min(1, 'names no offence').optional(),
  rules: z.array(Rule).min(1, 'has no rule'),
})
export type Law = z.output<typeof Law>

/** Everything that is wrong with a law file; empty means it may be used. */
export function lawProblems(value: unknown): Problem[] {
  const parsed = Law.safeParse(value)
  if (!parsed.success) return problemsBy(Law, value)
  const { rules, offences = [] } = parsed.data
  return [...clashes(rules), ...strangers(rules), ...unnamed(rules, offences)]
}

function clashes(rules: readonly Rule[]): Problem[] {
  return rules.flatMap((rule, at) => {
    const backwards = rule.until !== null && rule.until <= rule.from
    const double = rules.slice(0, at).some(other => sameMatter(other, rule) && overlap(other, rule))
    return [
      ...(backwards ? [{ at: `rules[${at}].until`, why: 'is not after from' }] : []),
      ...(double ? [{ at: `rules[${at}]`, why: `overlaps in time with another ${rule.id}` }] : []),
    ]
  })
}

function sameMatter(one: Rule, other: Rule): boolean {
  const matter = matterOf(one.value)
  return one.id === other.id || (matter !== null && matter === matterOf(other.value))
}

/** What a rule about a crime speaks of, so that no two say different things of it on one day; null for the rest. */
function matterOf(value: RuleValue): string | null {
  if (value.kind === 'standing') return `${value.kind} ${value.offence} ${value.element}`
  if (value.kind === 'imprisonment') return `${value.kind} ${value.offence} ${value.part}`
  if (value.kind === 'gravity' || value.kind === 'reconciliation') return `${value.kind} ${value.gravity}`
  return null
}

const unnamed = (rules: readonly Rule[], offences: readonly Offence[]): Problem[] =>
  rules.flatMap(({ value }, at) =>
    offencesIn(value)
      .filter(article => !offences.some(each => each.article === article))
      .map(article => ({ at: `rules[${at}].value`, why: `speaks of article ${article}, which is no offence here` })),
  )

function offencesIn(value: RuleValue): readonly string[] {
  if ('offence' in value) return [value.offence]
  return 'offences' in value ? value.offences : []
}

const strangers = (rules: readonly Rule[]): Problem[] =>
  rules.flatMap(({ exceptions = [] }, at) =>
    exceptions
      .filter(id => !rules.some(rule => rule.id === id))
      .map(id => ({ at: `rules[${at}].exceptions`, why: `names ${id}, which is not here` })),
  )

const overlap = (a: Rule, b: Rule) => (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until)
