import type { DimensionKey, Indicator, Instrument } from '#knowledge/schema/instrument.ts'
import { type Finding, findingOf, type NextStep, nextStepOf } from './finding.ts'

export const ANSWERS = ['yes', 'no', 'unknown'] as const
export type Answer = (typeof ANSWERS)[number]

/** By indicator id, or by "dimension.indicator" where one dimension's answer differs; see the schema of instruments. */
export type Answers = Readonly<Record<string, Answer>>

type Weight = Indicator['weight']

/** How many signs of each weight were answered yes. */
export type Counts = Record<Weight, number>
export type DimensionScore = Counts & { positive: boolean }

/** One sign behind a result, so that the official can read it in words and challenge it. */
export type Reason = { dimension: DimensionKey; indicator: string; weight: Weight }

/**
 * What a screening says: reasons and a next step, never what a person is.
 * - `reasons`: every sign answered yes, in the order of the instrument; `urgent`: those among them that mean refer now.
 * - `unknown`: questions without a yes or no. Unknown is not no: `undecided` names the negative dimensions that would
 *   turn positive if each of their unknowns were a yes, so a `not-indicated` with any of them is not yet an answer.
 */
export type Score = {
  dimensions: Record<DimensionKey, DimensionScore>
  finding: Finding
  nextStep: NextStep
  reasons: Reason[]
  urgent: Reason[]
  unknown: number
  undecided: DimensionKey[]
}

/**
 * The ILO/EC rule for one dimension (WCMS_105023): positive with two strong signs, one strong and any other,
 * three medium, or two medium and a weak one. Weak signs alone never make it positive.
 */
export function scoreDimension({ strong, medium, weak }: Counts): DimensionScore {
  const positive = strong >= 2 || (strong >= 1 && medium + weak >= 1) || medium >= 3 || (medium >= 2 && weak >= 1)
  return { strong, medium, weak, positive }
}

/** Scores the answers to an instrument. Keys that the instrument does not ask are ignored: check them at the edge. */
export function score(instrument: Instrument, answers: Answers): Score {
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
  const dimensions = scoreAll(reasons)
  const atMost = scoreAll([...yes, ...open].map(each => each.reason))

  const finding = findingOf(positives(dimensions), instrument.age)
  return {
    dimensions,
    finding,
    nextStep: nextStepOf(finding, urgent.length > 0),
    reasons,
    urgent,
    unknown: open.length,
    undecided: instrument.dimensions
      .map(each => each.key)
      .filter(key => atMost[key].positive && !dimensions[key].positive),
  }
}

/** The answer to one question: its own, else the one given to the indicator everywhere, else unknown. */
function answerTo(answers: Answers, dimension: DimensionKey, indicator: string): Answer {
  const key = [`${dimension}.${indicator}`, indicator].find(each => Object.hasOwn(answers, each))
  return (key === undefined ? undefined : answers[key]) ?? 'unknown'
}

function scoreAll(reasons: readonly Reason[]): Record<DimensionKey, DimensionScore> {
  const of = (dimension: DimensionKey) => {
    const count = (weight: Weight) =>
      reasons.filter(each => each.dimension === dimension && each.weight === weight).length
    return scoreDimension({ strong: count('strong'), medium: count('medium'), weak: count('weak') })
  }
  return {
    deceptive_recruitment: of('deceptive_recruitment'),
    coercive_recruitment: of('coercive_recruitment'),
    recruitment_abuse_of_vulnerability: of('recruitment_abuse_of_vulnerability'),
    exploitation: of('exploitation'),
    coercion_at_destination: of('coercion_at_destination'),
    abuse_of_vulnerability_at_destination: of('abuse_of_vulnerability_at_destination'),
  }
}

const positives = (dimensions: Record<DimensionKey, DimensionScore>): ReadonlySet<DimensionKey> =>
  new Set((Object.keys(dimensions) as DimensionKey[]).filter(key => dimensions[key].positive))
