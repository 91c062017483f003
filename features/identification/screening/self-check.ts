import { AGE_GROUPS, type AgeGroup } from '#domain/cases/case.ts'
import { pickInstrument } from '#domain/screening/choose.ts'
import { answerKeys } from '#domain/screening/read-answers.ts'
import { ANSWERS, type Answer, type Score } from '#domain/screening/score.ts'
import type { Dimension, Indicator, Instrument } from '#knowledge/schema/instrument.ts'
import { textIn } from '#knowledge/schema/languages.ts'
import type { PublicLanguage, Translate } from '#knowledge/schema/words.ts'
import type { Typed } from '#server/http/read-fields.ts'
import type { Knowledge } from '#server/knowledge/load.ts'
import { reader } from './read-forms.ts'

/** The questions that a person asks herself, under the key that an answer has in the form. */
export const questionsOf = ({
  dimensions,
}: Instrument): { key: string; dimension: Dimension; indicator: Indicator }[] =>
  dimensions.flatMap(dimension =>
    dimension.indicators.map(indicator => ({ key: `${dimension.key}.${indicator.id}`, dimension, indicator })),
  )

/** Null where nobody has written one. The age is asked on the page itself, so it is one for any age or for a child. */
export function selfCheckIn({ instruments }: Knowledge): Instrument | null {
  const picked = pickInstrument(instruments, { situation: 'self', ageGroup: 'child', length: 'card' })
  return picked.ok ? picked.value : null
}

/**
 * - `age`: uncertain where she did not say.
 * - `bad`: something came that the form does not send; what could be read stands in the rest.
 * - `again`: she wants to see her answers and not yet the result.
 */
export type SelfCheck = { answers: Record<string, Answer>; age: AgeGroup; said: boolean; bad: boolean; again: boolean }

export function readSelfCheck(instrument: Instrument, typed: Typed): SelfCheck {
  const form = reader(typed)
  const known = answerKeys(instrument)
  const answers = form.record<Answer>('answers', (at, value) => {
    const answer = known.has(at.slice('answers.'.length)) ? ANSWERS.find(each => each === value) : undefined
    return answer ?? void form.wrong(at, 'not-allowed')
  })
  const age = form.code('age', AGE_GROUPS)
  const again = form.code('again', ['yes']) === 'yes'
  const bad = form.problems.length > 0 || form.strangers().length > 0
  return { answers, age: age ?? 'uncertain', said: Object.keys(answers).length > 0, bad, again }
}

/** The same answers as hidden fields, so that nothing has to be kept and nothing stands in an address. */
export const carried = ({ answers, age }: SelfCheck): Record<string, string> => ({
  age,
  ...Object.fromEntries(Object.entries(answers).map(([key, answer]) => [`answers[${key}]`, answer])),
})

/**
 * Which page of help speaks of a sign. Keys are the signs of the self-check of every version; self-check.test.tsx finds one that is
 * not here.
 */
const SITUATION_OF: Readonly<Record<string, Situation>> = {
  own_violence: 'not-free',
  own_leave: 'not-free',
  own_threat: 'not-free',
  own_needs: 'not-free',
  own_contact: 'not-free',
  own_police: 'not-free',
  own_debt: 'not-free',
  own_documents: 'papers-taken',
  own_promise: 'not-paid',
  own_pay: 'not-paid',
  own_hours: 'not-paid',
  own_child: 'child',
}
export type Situation = 'not-free' | 'not-paid' | 'papers-taken' | 'child'
const SITUATIONS: readonly Situation[] = ['child', 'not-free', 'papers-taken', 'not-paid']

/** The pages of help that fit what she said, the most urgent first. */
export function situationsOf({ reasons }: Score, age: AgeGroup): Situation[] {
  const met = new Set(reasons.flatMap(({ indicator }) => SITUATION_OF[indicator] ?? []))
  if (age === 'child') met.add('child')
  return SITUATIONS.filter(each => met.has(each))
}

/** What she may send to the hotline: her answers as she would write them, for her to read and change first. */
export function messageOf(
  t: Translate<PublicLanguage>,
  instrument: Instrument,
  { reasons }: Score,
  age: AgeGroup,
): string {
  const said = questionsOf(instrument)
    .filter(({ dimension, indicator }) =>
      reasons.some(each => each.dimension === dimension.key && each.indicator === indicator.id),
    )
    .map(({ indicator }) => `– ${textIn(indicator.question, t.language)}`)
  const title = textIn(instrument.title, t.language)
  const young = age === 'child' ? [t('self-check.message-child')] : []
  return [t('self-check.message', { title }), ...said, ...young].join('\n')
}
