import { choose, clashes, type Kept, lay, type Told } from '#domain/screening/merge-answers.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { Asking, Saved } from './asking.ts'
import type { SaveDimension } from './record.ts'
import { saveScreening } from './save-screening.ts'

/** Asks a dimension's page for the questions alone, large and in the person's language: the phone is in her hands. */
export const HANDED = { hand: '1' }

/** Says, before a field's name, which of two values to keep. */
export const KEEP = 'keep.'

/** Saves one dimension and leaves the others alone. A stale form is refused only where it would lose what a colleague answered. */
export async function saveDimension(asking: Asking, input: SaveDimension): Promise<Result<Saved & { next: string }>> {
  const held = await asking.store.hold(input.screeningId)
  if (!held) return refuse('screening.not-found')
  if (held.status === 'completed') return refuse('screening.completed')
  const instrument = await asking.askedBy(held.instrument, held.instrumentVersion)
  if (!instrument.dimensions.some(each => each.key === input.dimension)) return refuse('screening.not-found')

  const theirs: Told = { answers: held.answers, notes: held.notes }
  const kept = keptIn(input)
  const yours = choose({ answers: input.answers, notes: input.notes }, theirs, kept)
  const questions = [...Object.keys(yours.answers), ...Object.keys(yours.notes)]
  if (questions.some(each => !each.startsWith(`${input.dimension}.`))) return refuse('screening.question-not-found')

  const stale = held.version !== input.version
  if (stale && clashes(yours, theirs).length > 0)
    return refuse('screening.stale', { current: { version: held.version } })
  // A choice between two versions comes from a form that never saw the rest of theirs.
  const whole = !stale && Object.keys(kept).length === 0
  const laid = lay(yours, theirs, input.dimension, whole)
  const result = await saveScreening(asking, {
    screeningId: input.screeningId,
    version: held.version,
    ...laid,
    complete: false,
  })
  return result.ok ? ok({ ...result.value, next: nextAfter(instrument, input) }) : result
}

/** The page after a saved dimension: the next one, the same in another language or in the person's hands, or the check of the whole. */
function nextAfter(instrument: Instrument, { dimension, after, spoken, from }: SaveDimension): string {
  const language = after.startsWith('in-') ? after.slice('in-'.length) : spoken
  const heard = languagesOf(instrument).find(each => each === language)
  const keys = instrument.dimensions.map(each => each.key)
  const next = after === 'continue' ? keys[keys.indexOf(dimension) + 1] : after === 'stop' ? undefined : dimension
  const hand = after === 'hand' && HANDED
  const query = new URLSearchParams({ ...(from && next && { from }), ...(heard && { in: heard }), ...hand })
  return `${next ?? 'check'}${query.size > 0 ? `?${query}` : ''}`
}

const keptIn = (input: SaveDimension): Kept =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => key.startsWith(KEEP))
      .map(([key, side]) => [key.slice(KEEP.length), side === 'theirs' ? 'theirs' : 'yours']),
  )
