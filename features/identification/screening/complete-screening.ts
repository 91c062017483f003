import { type Result, refuse } from '#domain/shared/result.ts'
import type { Asking, Saved } from './asking.ts'
import type { CompleteScreening } from './record.ts'
import { saveHeld } from './save-screening.ts'

/** Completes a screening with the answers that are stored, if they are still those that were checked. */
export async function completeScreening(asking: Asking, input: CompleteScreening): Promise<Result<Saved>> {
  const held = await asking.store.hold(input.screeningId)
  if (!held) return refuse('screening.not-found')
  const { answers, notes } = held
  return saveHeld(asking, held, { version: input.version, answers, notes, complete: true })
}
