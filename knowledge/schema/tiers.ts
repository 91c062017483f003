import { z } from 'zod'
import { EveryText, Line, Slug } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/** The lists of the Trafficking in Persons Report; `2WL` is the Watch List within Tier 2. */
export const TIERS = ['1', '2', '2WL', '3'] as const
export type Tier = (typeof TIERS)[number]

/**
 * How a tier is known. `reported`: a source names it. `inferred`: it follows from what the source says. `unverified`: no source is at
 * hand, and pages say so.
 */
export const BASES = ['reported', 'inferred', 'unverified'] as const
export type Basis = (typeof BASES)[number]

const TIERS_IN_A_ROW = /^(?:1|2|2WL|3)(?: (?:1|2|2WL|3))*$/

/** Consecutive years that are known in one way. `tiers`: one a year, beginning with `from`, separated by spaces. */
const Span = z.strictObject({
  from: z.int().min(2000).max(2999),
  tiers: z.string().regex(TIERS_IN_A_ROW, 'is not tiers separated by spaces'),
  basis: z.enum(BASES),
  sources: z.array(Slug).min(1, 'names no source'),
})

/** `text`: as it is cited beside a tier. `about`: where to find it, in words. */
const TierSource = z.strictObject({ id: Slug, text: Line, about: Line.optional() })

/**
 * `knowledge/tiers/history.json`: on which list each report put each country.
 * - `law`: id of the law file that says how the lists follow each other.
 * - `note`: what a reader must know before leaning on it.
 * - `countries`: by ISO 3166-1 alpha-3 code, spans in the order of their years. A year in no span is unknown, or the report put
 *   the country on no list.
 */
export const TierHistory = z.strictObject({
  law: Slug,
  note: EveryText,
  sources: z.array(TierSource).min(1, 'names no source'),
  countries: z.record(
    z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code'),
    z.array(Span).min(1, 'has no year'),
  ),
})
export type TierHistory = z.output<typeof TierHistory>

/** Everything that is wrong with the history; empty means it may be used. */
export function tierHistoryProblems(value: unknown): Problem[] {
  const parsed = TierHistory.safeParse(value)
  if (!parsed.success) return problemsBy(TierHistory, value)
  const { sources, countries } = parsed.data
  const ids = sources.map(each => each.id)
  const named = new Set(Object.values(countries).flatMap(spans => spans.flatMap(each => each.sources)))
  return [
    ...ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at: `sources[${at}].id`, why: 'stands twice' }] : [])),
    ...ids.flatMap((id, at) => (named.has(id) ? [] : [{ at: `sources[${at}].id`, why: 'is cited nowhere' }])),
    ...Object.entries(countries).flatMap(([iso3, spans]) => [
      ...outOfOrder(iso3, spans),
      ...spans.flatMap((each, at) =>
        each.sources
          .filter(id => !ids.includes(id))
          .map(id => ({ at: `countries.${iso3}[${at}].sources`, why: `names ${id}, which is not here` })),
      ),
    ]),
  ]
}

const outOfOrder = (iso3: string, spans: TierHistory['countries'][string]): Problem[] =>
  spans.flatMap(({ from }, at) => {
    const before = spans[at - 1]
    const free = before ? before.from + before.tiers.split(' ').length : from
    return from < free ? [{ at: `countries.${iso3}[${at}].from`, why: 'is a year that has its tier already' }] : []
  })
