import type { DimensionKey, Indicator, Instrument } from '#knowledge/schema/instrument.ts'
import type { Scoring } from '#knowledge/schema/scoring.ts'
import { type AgeSide, type Finding, findingOf, type NextStep, nextStepOf } from './finding.ts'

export const ANSWERS = ['yes', 'no', 'unknown'] as const
export type Answer = (typeof ANSWERS)[number]

/** By indicator id, or by "dimension.indicator" where one dimension's answer differs; see the schema of instruments. */
export type Answers = Readonly<Record<string, Answer>>

type Weight = Indicator['weight']

/** How many signs of each weight were answered yes. */
export type Counts = Record<Weight, number>
/** `positive`: by the ILO/EC rule for its own six; on a card, that a sign of the group was answered yes. */
export type DimensionScore = Counts & { positive: boolean }

/** One sign behind a result, so that the official can read it in words and challenge it. */
export type Reason = { dimension: string; indicator: string; weight: Weight }

/**
 * What a screening says: reasons and a next step, never what a person is.
 * - `reasons`: every sign answered yes, in the order of the instrument; `urgent`: those among them that mean refer now.
 * - `unknown`: questions without a yes or no. Unknown is not no: `undecided` names the dimensions that are not positive and
 *   would be if each of their unknowns were a yes, so a `not-indicated` with any of them is not yet an answer.
 */
export type Score = {
  dimensions: Record<string, DimensionScore>
  finding: Finding
  nextStep: NextStep
  reasons: Reason[]
  urgent: Reason[]
  unknown: number
  undecided: string[]
}

type Rule = {
  positive(counts: Counts): boolean
  judge(seen: { dimensions: Record<string, DimensionScore>; reasons: readonly Reason[]; side: AgeSide }): Finding
  step(seen: { finding: Finding; reasons: readonly Reason[]; side: AgeSide }): NextStep
}

/**
 * The ILO/EC rule for one dimension (WCMS_105023): positive with two strong signs, one strong and any other,
 * three medium, or two medium and a weak one. Weak signs alone never make it positive.
 */
export function scoreDimension({ strong, medium, weak }: Counts): DimensionScore {
  const positive = strong >= 2 || (strong >= 1 && medium + weak >= 1) || medium >= 3 || (medium >= 2 && weak >= 1)
  return { strong, medium, weak, positive }
}

const ILO: Rule = {
  positive: counts => scoreDimension(counts).positive,
  judge: ({ dimensions, side }) => findingOf(positives(dimensions), side),
  step: ({ finding }) => nextStepOf(finding, false),
}

/**
 * A card says "report", it does not decide: whatever is seen needs somebody's assessment. A child is never sent on with
 * "ask more": act and purpose are enough for her, and a sign of either is for those who protect children.
 */
function cardRule(enough: (reasons: readonly Reason[]) => NextStep): Rule {
  return {
    positive: ({ strong, medium, weak }) => strong + medium + weak > 0,
    judge: ({ reasons }) => (reasons.length > 0 ? 'needs-assessment' : 'not-indicated'),
    step: ({ reasons, side }) => {
      if (reasons.length === 0) return 'advise'
      const step = enough(reasons)
      return side === 'child' && step === 'ask-more' ? 'refer' : step
    },
  }
}

/** One strong sign means refer; any other, that somebody asks in depth. */
const ANY_STRONG = cardRule(reasons => (reasons.some(each => each.weight === 'strong') ? 'refer' : 'ask-more'))

const counted = ({ refer, referNow }: { refer: number; referNow: number }): Rule =>
  cardRule(({ length }) => (length >= referNow ? 'refer-now' : length >= refer ? 'refer' : 'ask-more'))

/** Whether a sign of this weight counts otherwise than its neighbours; where it does not, its weight says nothing. */
export function weightMatters(scoring: Scoring | undefined, weight: Weight): boolean {
  switch (scoring?.kind) {
    case 'any-strong':
      return weight === 'strong'
    case 'count':
      return false
    default:
      return true
  }
}

function ruleOf(scoring: Scoring | undefined): Rule {
  switch (scoring?.kind) {
    case 'any-strong':
      return ANY_STRONG
    case 'count':
      return counted(scoring)
    default:
      return ILO
  }
}

/**
 * Scores the answers to an instrument. Keys that the instrument does not ask are ignored: check them at the edge.
 * @param side whose protection applies, where the instrument is for any age. Who is not known to be an adult is a child.
 */
export function score(instrument: Instrument, answers: Answers, side: AgeSide = 'child'): Score {
  const rule = ruleOf(instrument.scoring)
  const questions = instrument.dimensions.flatMap(({ key, indicators }) =>
    indicators.map(({ id, weight, urgent }) => ({
      reason: { dimension: key, indicator: id, weight },
      urgent: urgent === true,
      answer: answerTo(answers, key, id),
    })),
  )
  const yes = questions.filter(each => each.answer === 'yes')
  const open = questions.filter(each => each.answer === 'unknown')
  const reasons = yes.map(each => each.reason)
  const urgent = yes.filter(each => each.urgent).map(each => each.reason)
  const keys = instrument.dimensions.map(each => each.key)
  const dimensions = scoreAll(keys, rule, reasons)
  const atMost = scoreAll(
    keys,
    rule,
    [...yes, ...open].map(each => each.reason),
  )

  const seen = { dimensions, reasons, side: instrument.age === 'any' ? side : instrument.age }
  const finding = rule.judge(seen)
  return {
    dimensions,
    finding,
    nextStep: urgent.length > 0 ? 'refer-now' : rule.step({ ...seen, finding }),
    reasons,
    urgent,
    unknown: open.length,
    undecided: keys.filter(key => atMost[key]?.positive && !dimensions[key]?.positive),
  }
}

/** The answer to one question: its own, else the one given to the indicator everywhere, else unknown. */
function answerTo(answers: Answers, dimension: string, indicator: string): Answer {
  const key = [`${dimension}.${indicator}`, indicator].find(each => Object.hasOwn(answers, each))
  return (key === undefined ? undefined : answers[key]) ?? 'unknown'
}

function scoreAll(keys: readonly string[], rule: Rule, reasons: readonly Reason[]): Record<string, DimensionScore> {
  const of = (dimension: string): DimensionScore => {
    const count = (weight: Weight) =>
      reasons.filter(each => each.dimension === dimension && each.weight === weight).length
    const counts = { strong: count('strong'), medium: count('medium'), weak: count('weak') }
    return { ...counts, positive: rule.positive(counts) }
  }
  return Object.fromEntries(keys.map(key => [key, of(key)]))
}

const ILO_KEYS: readonly DimensionKey[] = [
  'deceptive_recruitment',
  'coercive_recruitment',
  'recruitment_abuse_of_vulnerability',
  'exploitation',
  'coercion_at_destination',
  'abuse_of_vulnerability_at_destination',
]

const positives = (dimensions: Record<string, DimensionScore>): ReadonlySet<DimensionKey> =>
  new Set(ILO_KEYS.filter(key => dimensions[key]?.positive))
