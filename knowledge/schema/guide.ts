import { z } from 'zod'
import { DayText, EveryText, Line, Slug, Source, Status } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/** What a rule of a guide is about. A closed set: a page of a guide names the topics that belong on it (`domain/guides/stages.ts`). */
export const Topic = z.enum([
  'stay',
  'registration',
  'permit',
  'papers',
  'contract',
  'never-allowed',
  'protection',
  'detained',
  'stranded',
  're-entry-ban',
])
export type Topic = z.output<typeof Topic>

const Iso3 = z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 3166-1 alpha-3 code')
const amount = z.int().min(1).max(1000)
const Unit = z.enum(['calendar-days', 'working-days', 'months', 'years'])

/**
 * What a rule says, in a form that a program can use; each number stands in the text of every language as well.
 * - `within`: to be done so long after crossing the border. `at-most`: lasts no longer; `in` where it is counted over a time.
 * - `at-least`: lasts no shorter. `needed`, `not-needed`: a permit or a visa. `forbidden`. `holds`: it simply holds.
 */
export const GuideValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('within'), amount, unit: Unit }),
  z.strictObject({
    kind: z.literal('at-most'),
    amount,
    unit: Unit,
    in: z.union([z.strictObject({ amount, unit: Unit }), z.literal('calendar-year')]).optional(),
  }),
  z.strictObject({ kind: z.literal('at-least'), amount, unit: Unit }),
  z.strictObject({ kind: z.enum(['needed', 'not-needed', 'forbidden', 'holds']) }),
])
export type GuideValue = z.output<typeof GuideValue>

const web = z.url({ protocol: /^https?$/ })
/** What was read. An act has a name in each language; a paper, an agency or a site keeps its own. `on`: its day. */
export const GuideSource = z.discriminatedUnion('kind', [
  z.strictObject({ id: Slug, kind: z.literal('act'), name: EveryText, url: web.optional() }),
  z.strictObject({ id: Slug, kind: z.literal('notice'), name: Line, on: DayText.nullable(), url: web }),
])
export type GuideSource = z.output<typeof GuideSource>

/**
 * One rule during one time. A rule that changed stands in several entries with one `id` and times that do not overlap.
 * - `citizens`: whom it is for; left out, it is for everybody.
 * - `from`, `until`: in force on days in [from, until); `until` is null while it stands. `fromSource`, `fromStatus`: the day on
 *   which a rule began is a fact of its own and often the weaker one.
 * - `reviewBy`: after this day pages say that the rule is being checked, until somebody has read the source again.
 * - `cite`: what the page names under the rule; `article` where the source has articles. `source`: how it is known, for
 *   whoever checks it.
 */
export const GuideRule = z.strictObject({
  id: Slug,
  topic: Topic,
  citizens: z.array(Iso3).min(1, 'names no country').optional(),
  from: DayText,
  fromSource: Source,
  fromStatus: Status,
  until: DayText.nullable(),
  reviewBy: DayText,
  text: EveryText,
  value: GuideValue,
  cite: z.strictObject({ of: Slug, article: Line.optional() }),
  source: Source,
  status: Status,
})
export type GuideRule = z.output<typeof GuideRule>

/**
 * `knowledge/guides/<destination, small letters>.json`, or `everywhere.json` where `destination` is null: what holds in every country.
 * `origins`: the countries from which a guide leads there. Those of `everywhere` lead to a country whose law nobody has written
 * down, and such a guide says so.
 */
export const Guide = z.strictObject({
  destination: Iso3.nullable(),
  origins: z.array(Iso3).min(1, 'names no origin'),
  sources: z.array(GuideSource).min(1, 'names no source'),
  rules: z.array(GuideRule).min(1, 'has no rule'),
})
export type Guide = z.output<typeof Guide>

/** Everything that is wrong with a guide file; empty means it may be used. */
export function guideProblems(value: unknown): Problem[] {
  const parsed = Guide.safeParse(value)
  if (!parsed.success) return problemsBy(Guide, value)
  const { sources, rules } = parsed.data
  const ids = sources.map(each => each.id)
  const idle = sources.flatMap(({ id }, at) => {
    if (ids.indexOf(id) < at) return [{ at: `sources[${at}].id`, why: 'stands twice' }]
    return rules.some(each => each.cite.of === id) ? [] : [{ at: `sources[${at}]`, why: 'is cited by no rule' }]
  })
  return [...idle, ...rules.flatMap((rule, at) => ruleProblems(rule, at, rules, ids))]
}

function ruleProblems(rule: GuideRule, at: number, rules: readonly GuideRule[], sources: readonly string[]): Problem[] {
  const { from, until, text, value, cite } = rule
  const double = rules.slice(0, at).some(other => other.id === rule.id && overlap(other, rule))
  const said = (field: string, why: string) => [{ at: `rules[${at}]${field}`, why }]
  const other = Object.entries(text).find(([, each]) => numbersIn(each).join() !== numbersIn(text.en).join())
  const unsaid = numbersOf(value).find(each => !numbersIn(text.en).includes(each))
  return [
    ...(until !== null && until <= from ? said('.until', 'is not after from') : []),
    ...(double ? said('', `overlaps in time with another ${rule.id}`) : []),
    ...(sources.includes(cite.of) ? [] : said('.cite.of', 'is no source of this file')),
    ...(other ? said(`.text.${other[0]}`, 'holds other numbers than the English text') : []),
    ...(unsaid === undefined ? [] : said('.text', `does not say the number ${unsaid} of its value`)),
  ]
}

const numbersIn = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number).sort((a, b) => a - b)

function numbersOf(value: GuideValue): number[] {
  if (!('amount' in value)) return []
  const over = value.kind === 'at-most' && typeof value.in === 'object' ? [value.in.amount] : []
  return [value.amount, ...over]
}

const overlap = (a: GuideRule, b: GuideRule) =>
  (a.until === null || b.from < a.until) && (b.until === null || a.from < b.until)
