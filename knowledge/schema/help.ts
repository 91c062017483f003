import { z } from 'zod'
import { EveryText, Slug } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/** Where a situation leads on: to pages of the public site. */
export const WAYS = ['rights', 'guides', 'check', 'tip', 'near'] as const

/**
 * A situation in which somebody looks for help, in her own words, and what holds for it in any country. Nothing in it is law: that
 * stands in {@link CountryHelp}.
 * - `label`: what she would say. `about`: by what she knows that it is hers. `lead`: the first thing that she is told.
 * - `now`: what to do, the most urgent first. `avoid`: what makes it worse.
 * - `first`: the kind of number that helps most.
 * - `short`: sentences that make sense alone, for a text message.
 */
export const Situation = z.strictObject({
  id: Slug,
  label: EveryText,
  about: EveryText,
  lead: EveryText,
  now: z.array(EveryText).min(1, 'says nothing to do'),
  avoid: z.array(EveryText).min(1, 'says nothing to avoid'),
  first: z.enum(['trafficking', 'emergency', 'family']),
  ways: z.array(z.enum(WAYS)),
  short: z.array(EveryText).min(1, 'has no short text'),
})
export type Situation = z.output<typeof Situation>

/** `knowledge/help/situations.json`: in the order in which they are offered. */
const Situations = z.array(Situation).min(1, 'holds no situation')

/** What a person is allowed, in words that she reads; `rule` names where it stands in the law of the country. */
export const Allowed = z.strictObject({ text: EveryText, rule: Slug })
export type Allowed = z.output<typeof Allowed>

/** `knowledge/help/<iso3, small letters>.json`: what the law of one country gives in each situation. */
export const CountryHelp = z.strictObject({
  country: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code'),
  allowed: z.record(Slug, z.array(Allowed).min(1, 'is empty')),
})
export type CountryHelp = z.output<typeof CountryHelp>

/** Everything that is wrong with the list of situations; empty means it may be used. */
export function situationsProblems(value: unknown): Problem[] {
  const parsed = Situations.safeParse(value)
  if (!parsed.success) return problemsBy(Situations, value)
  const ids = parsed.data.map(each => each.id)
  return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at: `[${at}].id`, why: 'stands twice' }] : []))
}

export const countryHelpProblems = (value: unknown): Problem[] => problemsBy(CountryHelp, value)
