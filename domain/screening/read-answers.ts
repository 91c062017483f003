import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { ANSWERS, type Answer, type Answers } from './score.ts'

/** Every key under which an instrument takes an answer. */
export const answerKeys = (instrument: Instrument): ReadonlySet<string> =>
  new Set(instrument.dimensions.flatMap(({ key, indicators }) => indicators.flatMap(({ id }) => [id, `${key}.${id}`])))

/**
 * Takes answers from outside. Refuses with `screening.answers-not-an-object`, `screening.question-not-found` or
 * `screening.answer-not-known`; the detail names the first key that is wrong.
 */
export function readAnswers(instrument: Instrument, value: unknown): Result<Answers> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('screening.answers-not-an-object')
  const known = answerKeys(instrument)
  const answers: Record<string, Answer> = {}
  for (const [key, given] of Object.entries(value)) {
    if (!known.has(key)) return refuse('screening.question-not-found', { key })
    const answer = ANSWERS.find(each => each === given)
    if (!answer) return refuse('screening.answer-not-known', { key })
    answers[key] = answer
  }
  return ok(answers)
}
