import { z } from 'zod'
import { Article, WHERE } from './crime.ts'
import { DayText, EveryText, Slug, Status } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/** What a recommendation is about. A closed set: lists are ordered and filtered by it. */
export const THEMES = [
  'identification',
  'referral',
  'assistance',
  'foreigners',
  'prosecution',
  'law',
  'labour-inspection',
  'resources',
  'information',
] as const
export type Theme = (typeof THEMES)[number]

/** What was read, and the year that it is the report of. */
const ReportDocument = z.strictObject({
  id: Slug,
  year: z.int().min(2001).max(2100),
  name: EveryText,
  url: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * What in the country's law a recommendation asks for, so that the law itself says whether and since when it is met.
 * - `rule`: a rule that is in force. `standing`: in each of the offences each of the elements stands at that place.
 */
export const MetBy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rule'), rule: Slug }),
  z.strictObject({
    kind: z.literal('standing'),
    offences: z.array(Article).min(1, 'names no offence'),
    elements: z.array(Slug).min(1, 'names no element'),
    where: z.enum(WHERE),
  }),
])
export type MetBy = z.output<typeof MetBy>

/**
 * One recommendation of one document, in words of our own. `status`: whether somebody has compared them with the whole document.
 * `metBy`: left out where no rule of law could show that it was met.
 */
const Recommendation = z.strictObject({
  id: Slug,
  document: Slug,
  theme: z.enum(THEMES),
  text: EveryText,
  metBy: MetBy.optional(),
  status: Status,
})

/**
 * `knowledge/recommendations/<iso3, small letters>.json`: what a country was recommended, year by year. `readOn`: the day when the
 * sources were last read. `whole`: false where the lists of the documents are longer than what is here, and then pages say so.
 */
export const Recommendations = z.strictObject({
  country: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code'),
  readOn: DayText,
  whole: z.boolean(),
  documents: z.array(ReportDocument).min(1, 'names no document'),
  recommendations: z.array(Recommendation).min(1, 'holds no recommendation'),
})
export type Recommendations = z.output<typeof Recommendations>

/** Everything that is wrong with a file of recommendations; empty means it may be used. */
export function recommendationsProblems(value: unknown): Problem[] {
  const parsed = Recommendations.safeParse(value)
  if (!parsed.success) return problemsBy(Recommendations, value)
  const { documents, recommendations } = parsed.data
  const known = documents.map(each => each.id)
  return [
    ...twice(known, 'documents'),
    ...twice(
      recommendations.map(each => each.id),
      'recommendations',
    ),
    ...documents.flatMap(({ id }, at) =>
      recommendations.some(each => each.document === id)
        ? []
        : [{ at: `documents[${at}]`, why: 'is named by no recommendation' }],
    ),
    ...recommendations.flatMap(({ document }, at) =>
      known.includes(document) ? [] : [{ at: `recommendations[${at}].document`, why: 'is no document of this file' }],
    ),
  ]
}

const twice = (ids: readonly string[], list: string): Problem[] =>
  ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at: `${list}[${at}].id`, why: 'stands twice' }] : []))
