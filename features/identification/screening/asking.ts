import type { AgeGroup } from '#domain/cases/case.ts'
import { answerKeys } from '#domain/screening/read-answers.ts'
import { type Answer, type Score, score } from '#domain/screening/score.ts'
import { type Refusal, type Result, refuse } from '#domain/shared/result.ts'
import type { Country } from '#knowledge/schema/country.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { NextSteps } from '#knowledge/schema/next-steps.ts'
import type { Screen, Visit } from '#server/http/page.ts'
import type { ScreeningLine } from './record.ts'

/** One screening with its answers and with what was noted beside them. */
export type ScreeningView = ScreeningLine & {
  agencyId: string
  language: string
  place: string | null
  answers: Record<string, Answer>
  notes: Record<string, string>
}

export type NewScreening = Pick<
  ScreeningView,
  'id' | 'instrument' | 'instrumentVersion' | 'situation' | 'language' | 'place' | 'answers' | 'notes'
> & { ageGroup: AgeGroup; result: Score | null }

export type NewAnswers = Pick<ScreeningView, 'answers' | 'notes' | 'version'> & { result: Score | null }

/** Where screenings are kept: PostgreSQL on the server, the encrypted store on a field device. `result` completes one. */
export type ScreeningStore = {
  /** One screening that may be seen; that it was read is on record where a record is kept. */
  read(id: string): Promise<ScreeningView | null>
  /** One screening of the acting agency, held until the action ends, so that two saves come one after the other. */
  hold(id: string): Promise<ScreeningView | null>
  add(screening: NewScreening): Promise<void>
  /** Lays new answers over a screening that is held. */
  save(id: string, answers: NewAnswers): Promise<void>
}

/** What asking needs to know of a country. */
export type AskedIn = Pick<Country, 'iso2' | 'timeZone' | 'languages' | 'hotlines' | 'borderPosts'>

/** The rules of law that decide how somebody is asked and what a result cites. */
export const ASKED_BY_LAW = ['age-uncertain-is-child', 'child-age-limit', 'child-means-not-required'] as const

/** What asking leans on: the same verbs and pages run on the server and in the service worker of a field device. */
export type Asking = {
  readonly store: ScreeningStore
  readonly country: AskedIn
  readonly laws: readonly Law[]
  /** Every version of every instrument, by id and then by version. */
  readonly instruments: readonly Instrument[]
  readonly agencyId: string
  readonly now: Date
  newId(): string
  /** The version that a screening was begun with. */
  askedBy(id: string, version: number): Promise<Instrument>
  nextSteps(instrument: string): NextSteps | undefined
}

export type AskingPage = {
  readonly path: `/${string}`
  readonly show: (asking: Asking, visit: Visit) => Promise<Result<Screen>>
}

/** How much of the questions stands on one page. */
export const ON_A_PAGE = ['section', 'question'] as const

export type Saved = { id: string; version: number; status: 'draft' | 'completed'; result: Score | null }

/** Judged as of a child wherever the age is not sure. */
export const scoreOf = (instrument: Instrument, answers: Record<string, Answer>, ageGroup: string): Score =>
  score(instrument, answers, ageGroup === 'adult' ? 'adult' : 'child')

/** Every key must be a question of the instrument; the answer to an unknown question would be lost unseen. */
export function whyNotAnswers(
  instrument: Instrument,
  input: { answers: Record<string, Answer>; notes: Record<string, string> },
): Refusal | null {
  const known = answerKeys(instrument)
  const strange = [...Object.keys(input.answers), ...Object.keys(input.notes)].filter(key => !known.has(key))
  return strange.length > 0 ? refuse('screening.question-not-found', { questions: strange.slice(0, 20) }) : null
}
