import { z } from 'zod'
import { DayText, EveryText, Line, Slug, Source, Status } from './fact.ts'
import { type Problem, problemsBy } from './problems.ts'

/** What a person is asked. ISO 3166-1 alpha-2; `other` is any further country, or none. */
export const CITIZENSHIPS = ['UZ', 'KG', 'TJ', 'TM', 'KZ', 'RU', 'BY', 'AM', 'other'] as const
export const HAPPENINGS = [
  'injury',
  'illness',
  'unpaid',
  'dismissed',
  'papers-taken',
  'forced',
  'diploma',
  'detained',
  'pregnant',
] as const
export const PROFESSIONS = ['teacher', 'medic', 'pharmacist', 'lawyer', 'other'] as const
export const YES_NO = ['yes', 'no'] as const
export const AGES = ['child', 'adult'] as const

export type Citizenship = (typeof CITIZENSHIPS)[number]
export type Happening = (typeof HAPPENINGS)[number]

/** The kinds of right. */
export const RIGHT_KINDS = [
  'freedom',
  'medical-care',
  'inquiry',
  'compensation',
  'sick-pay',
  'wages',
  'dismissal',
  'papers-back',
  'no-blame',
  'recognition',
  'reflection',
  'shelter-and-services',
  'stay',
  'work-without-permit',
  'legal-aid',
  'privacy',
  'no-expulsion',
  'consulate',
  'interpreter',
  'detention-limit',
  'child-protection',
  'maternity',
  'diploma-recognition',
  'agreement',
  'complaint',
  'information',
] as const

const anyOf = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.array(z.enum(values)).min(1, 'names nothing').optional()

/**
 * When a right applies: every fact that is named has one of the values beside it.
 * - `happened`, `alsoHappened`: at least one of the list happened; two lists say that something of each did.
 * - `foreigner`: is she a citizen of another country than the one where she works. `contract`: on paper. `permit`: to work.
 * - `recognised`: by the authorities, as a person who suffered from trafficking.
 */
const When = z
  .strictObject({
    citizenship: anyOf(CITIZENSHIPS),
    foreigner: anyOf(YES_NO),
    age: anyOf(AGES),
    profession: anyOf(PROFESSIONS),
    contract: anyOf(YES_NO),
    permit: anyOf(YES_NO),
    recognised: anyOf(YES_NO),
    happened: anyOf(HAPPENINGS),
    alsoHappened: anyOf(HAPPENINGS),
  })
  .refine(when => Object.keys(when).length > 0, 'applies to everybody')
export type When = z.output<typeof When>
export type Fact = keyof When

/** `act`: an id among the file's acts. `article` as a lawyer counts it, "113(3)"; null where only the act is known. */
const RightCite = z.strictObject({ act: Slug, article: Line.nullable() })

/** The act that a right stands in, named as the person and the office each know it. */
const Act = z.strictObject({ id: Slug, title: EveryText, url: z.url({ protocol: /^https?$/ }).optional() })
export type Act = z.output<typeof Act>

/** Whom to ask. `cite`: where `about` states a duty and is not mere advice. */
const Office = z.strictObject({ id: Slug, name: EveryText, about: EveryText, cite: RightCite.optional() })
export type Office = z.output<typeof Office>

const Paper = z.strictObject({ id: Slug, text: EveryText })

/** A letter to print, with blanks to fill in by hand. `to`: the office that it is written to. */
const Letter = z.strictObject({
  id: Slug,
  to: Slug,
  subject: EveryText,
  body: z.array(EveryText).min(1, 'says nothing'),
})
export type Letter = z.output<typeof Letter>

const told = {
  id: Slug,
  kind: z.enum(RIGHT_KINDS),
  when: When,
  title: EveryText,
  owed: EveryText,
  caution: EveryText.optional(),
  ask: z.array(Slug).min(1, 'says nobody to ask'),
  bring: z.array(Slug),
  letter: Slug.nullable(),
  cite: RightCite,
}

/** The time and the standing of a right, as in knowledge/schema/law.ts. */
const dated = {
  from: DayText,
  fromSource: Source,
  fromStatus: Status,
  until: DayText.nullable(),
  source: Source,
  status: Status,
  note: Line.optional(),
}

/** A right whose time and standing are its own; one whose wording changed stands in several entries with one `id`. */
const OwnRight = z.strictObject({ ...told, ...dated })
/** A right that rests on a rule of the law files: its time and standing are the rule's and are not said twice. */
const RuleRight = z.strictObject({ ...told, rule: Slug })

export type OwnRight = z.output<typeof OwnRight>

/**
 * `knowledge/rights/<iso3>.json`: what a person is owed who works in a country. `country`: ISO 3166-1 alpha-2. `readOn`: the
 * day when the sources were last read. `checkBy`: the day by which somebody reads them again; later, pages say that it is overdue.
 * `rights`: in the order in which they are shown.
 */
export const Rights = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'is not an ISO 3166-1 alpha-2 code'),
  readOn: DayText,
  checkBy: DayText,
  acts: z.array(Act),
  offices: z.array(Office),
  papers: z.array(Paper),
  letters: z.array(Letter),
  rights: z.array(z.union([RuleRight, OwnRight])).min(1, 'holds no right'),
})
export type Rights = z.output<typeof Rights>

/** Everything that is wrong with a file of rights; empty means it may be used. */
export function rightsProblems(value: unknown): Problem[] {
  const parsed = Rights.safeParse(value)
  return parsed.success ? [...doubles(parsed.data), ...strangers(parsed.data)] : problemsBy(Rights, value)
}

function doubles({ acts, offices, papers, letters }: Rights): Problem[] {
  return Object.entries({ acts, offices, papers, letters }).flatMap(([list, each]) => {
    const ids = each.map(one => one.id)
    return ids.flatMap((id, at) => (ids.indexOf(id) < at ? [{ at: `${list}[${at}].id`, why: 'stands twice' }] : []))
  })
}

/** What a right, a letter or an office names and the file does not hold. */
function strangers({ acts, offices, papers, letters, rights }: Rights): Problem[] {
  const missing = (list: readonly { id: string }[], at: string, names: readonly string[]): Problem[] =>
    names
      .filter(name => !list.some(each => each.id === name))
      .map(name => ({ at, why: `names ${name}, which is not here` }))
  return [
    ...offices.flatMap(({ cite }, at) => missing(acts, `offices[${at}].cite`, cite ? [cite.act] : [])),
    ...letters.flatMap(({ to }, at) => missing(offices, `letters[${at}].to`, [to])),
    ...rights.flatMap(({ ask, bring, letter, cite }, at) => [
      ...missing(offices, `rights[${at}].ask`, ask),
      ...missing(papers, `rights[${at}].bring`, bring),
      ...missing(letters, `rights[${at}].letter`, letter ? [letter] : []),
      ...missing(acts, `rights[${at}].cite`, [cite.act]),
    ]),
  ]
}
