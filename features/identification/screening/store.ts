import type { KeyObject } from 'node:crypto'
import { answerKeys } from '#domain/screening/read-answers.ts'
import { type Answer, type Score, score } from '#domain/screening/score.ts'
import { type Refusal, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Ctx } from '#server/db/transact.ts'
import { sealText } from '#server/keys/seal.ts'
import { notesPlace } from './queries.ts'

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

export async function sealNotes(
  ctx: Ctx,
  screeningId: string,
  notes: Record<string, string>,
  key: KeyObject | null | undefined,
): Promise<void> {
  if (!key) throw new Error('a screening without its key')
  const sealed = sealText(key, JSON.stringify(notes), notesPlace(screeningId))
  await ctx.tx
    .insertInto('screening_narrative')
    .values({ screening_id: screeningId, agency_id: ctx.actor.agencyId, sealed })
    .onConflict(oc => oc.column('screening_id').doUpdateSet({ sealed }))
    .execute()
}
