import { z } from 'zod'
import { DayText, Line, Slug, Source, Status, Text } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/**
 * What a rule says, in a form that a program can use.
 * - `duration`: a length; `amount` counts whole `unit`s. Calendar days, not working days.
 * - `each-year`: a day that comes round every year, such as the one by which something is due.
 * - `holds`: the rule simply holds while it is in force.
 */
export const RuleValue = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('duration'),
    amount: z.int().min(1),
    unit: z.enum(['hours', 'calendar-days', 'months', 'years']),
  }),
  z.strictObject({ kind: z.literal('each-year'), month: z.int().min(1).max(12), day: z.int().min(1).max(31) }),
  z.strictObject({ kind: z.literal('holds') }),
])
export type RuleValue = z.output<typeof RuleValue>

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
  opens: Opens.optional(),
  exceptions: z.array(Slug).min(1, 'names no rule').optional(),
  cite: Cite,
  source: Source,
  status: Status,
  note: Line.optional(),
})
export type Rule = z.output<typeof Rule>

/** `knowledge/law/<id>.json`. `jurisdiction`: an ISO 3166-1 alpha-3 code, or `INT` for a treaty. */
export const Law = z.strictObject({
  id: Slug,
  jurisdiction: z.string().regex(/^[A-Z]{3}$/, 'is not three capital letters'),
  title: Text,
  rules: z.array(Rule).min(1, 'has no rule'),
})
export type Law = z.output<typeof Law>

/** Everything that is wrong with a law file; empty means it may be used. */
export function lawProblems(value: unknown): Problem[] {
  const parsed = Law.safeParse(value)
  return parsed.success ? [...clashes(parsed.data.rules), ...strangers(parsed.data.rules)] : problemsBy(Law, value)
}

function clashes(rules: readonly Rule[]): Problem[] {
  return rules.flatMap((rule, at) => {
    const backwards = rule.until !== null && rule.until <= rule.from
    const double = rules.slice(0, at).some(other => other.id === rule.id && overlap(other, rule))
    return [
      ...(backwards ? [{ at: `rules[${at}].until`, why: 'is not after from' }] : []),
      ...(double ? [{ at: `rules[${at}]`, why: `overlaps in time with another ${rule.id}` }] : []),
    ]
  })
}

const strangers = (rules: readonly Rule[]): Problem[] =>
  rules.flatMap(({ exceptions = [] }, at) =>
    exceptions
      .filter(id => !rules.some(rule => rule.id === id))
      .map(id => ({ at: `rules[${at}].exceptions`, why: `names ${id}, which is not here` })),
  )

const overlap = (a: Rule, b: Rule) => (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until)
