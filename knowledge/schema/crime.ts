import { z } from 'zod'
import { Slug } from './fact.ts'

/** An article of a code as a lawyer counts it, "128" or "217-1". */
export const Article = z.string().regex(/^\d+(-\d+)?$/, 'is not the number of an article')

/** How grave a crime is by its heaviest punishment, the least grave first. */
export const GRAVITIES = ['minor', 'medium', 'grave', 'especially-grave'] as const
export type Gravity = (typeof GRAVITIES)[number]

/**
 * Where a law keeps an element of trafficking.
 * - `element`: without it there is no crime. `aggravating`: it only makes the punishment heavier. `separate`: it is a crime of its own.
 * - `note`: a note to the article says it of every case. `absent`: the article was read, and it is not there.
 */
export const WHERE = ['element', 'aggravating', 'separate', 'note', 'absent'] as const
export type Where = (typeof WHERE)[number]

/** Whether who reconciled with the person harmed is released: has to be, may be where he is one of those whom the law names, or is not. */
export const RELEASES = ['due', 'possible-for-some', 'none'] as const
export type Release = (typeof RELEASES)[number]

/**
 * What a treaty asks of a country's law.
 * - `group`: the part of the definition that the element belongs to. `for`: the persons for whom it is asked.
 * - `as`: an `element` of the crime itself, or a rule that may stand `anywhere` in the law.
 */
export const GROUPS = ['act', 'means', 'purpose', 'consent', 'child'] as const
export const Required = z.strictObject({
  group: z.enum(GROUPS),
  for: z.enum(['everybody', 'adults', 'children']),
  as: z.enum(['element', 'anywhere']),
})
export type Required = z.output<typeof Required>

const years = z.int().min(0).max(100)

/**
 * What a rule says, in a form that a program can use.
 * - `duration`: a length; `amount` counts whole `unit`s. Calendar days, not working days.
 * - `each-year`: a day that comes round every year, such as the one by which something is due.
 * - `holds`: the rule simply holds while it is in force.
 * - `standing`: where the article of an offence keeps an element; `element` is the id of a treaty's rule.
 * - `imprisonment`: what a part of an article threatens, in years; `confiscation` of property goes with it.
 * - `gravity`: crimes whose longest imprisonment is above `aboveYears`, and not above `upToYears` (null: without end).
 * - `reconciliation`: what reconciliation does for a crime of that gravity. `no-reconciliation`: offences that it never releases from.
 */
export const RuleValue = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('duration'),
    amount: z.int().min(1),
    unit: z.enum(['hours', 'calendar-days', 'months', 'years']),
  }),
  z.strictObject({ kind: z.literal('each-year'), month: z.int().min(1).max(12), day: z.int().min(1).max(31) }),
  z.strictObject({ kind: z.literal('holds') }),
  z.strictObject({ kind: z.literal('standing'), offence: Article, element: Slug, where: z.enum(WHERE) }),
  z
    .strictObject({
      kind: z.literal('imprisonment'),
      offence: Article,
      part: z.int().min(1),
      leastYears: years,
      mostYears: years,
      confiscation: z.boolean(),
    })
    .refine(each => each.leastYears <= each.mostYears, 'has a least above its most'),
  z.strictObject({
    kind: z.literal('gravity'),
    gravity: z.enum(GRAVITIES),
    aboveYears: years,
    upToYears: years.nullable(),
  }),
  z.strictObject({ kind: z.literal('reconciliation'), gravity: z.enum(GRAVITIES), release: z.enum(RELEASES) }),
  z.strictObject({ kind: z.literal('no-reconciliation'), offences: z.array(Article).min(1, 'names no offence') }),
])
export type RuleValue = z.output<typeof RuleValue>
