import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { type Asking, type Saved, type ScreeningView, scoreOf, whyNotAnswers } from './asking.ts'
import type { SaveScreening } from './record.ts'

/** Saves part-way or completes. A completed screening keeps its answers and its finding for ever. */
export async function saveScreening(asking: Asking, input: SaveScreening): Promise<Result<Saved>> {
  const held = await asking.store.hold(input.screeningId)
  return held ? saveHeld(asking, held, input) : refuse('screening.not-found')
}

/** The same of one that is held already. */
export async function saveHeld(
  asking: Asking,
  held: ScreeningView,
  input: Omit<SaveScreening, 'screeningId'>,
): Promise<Result<Saved>> {
  if (held.status === 'completed') return refuse('screening.completed')
  if (held.version !== input.version)
    return refuse('screening.stale', { current: { version: held.version, answers: held.answers } })
  const instrument = await asking.askedBy(held.instrument, held.instrumentVersion)
  const wrong = whyNotAnswers(instrument, input)
  if (wrong) return wrong

  const { answers, notes, complete } = input
  const result = complete ? scoreOf(instrument, answers, held.ageGroup) : null
  const version = held.version + 1
  await asking.store.save(held.id, { answers, notes, version, result })
  return ok({ id: held.id, version, status: complete ? 'completed' : 'draft', result })
}
