import { choose, clashes, isWithin, type Kept, lay, type Told } from '#domain/screening/merge-answers.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { Asking, Saved } from './asking.ts'
import type { SaveDimension } from './record.ts'
import { saveHeld } from './save-screening.ts'

/** Asks a dimension's page for the questions alone, large and in the person's language: the phone is in her hands. */
export const HANDED = { hand: '1' }

/** Says, before a field's name, which of two values to keep. */
export const KEEP = 'keep.'

/** Saves one dimension, or one question of it, and leaves the others alone. A stale form is refused only where it would lose what a colleague answered. */
export async function saveDimension(asking: Asking, input: SaveDimension): Promise<Result<Saved & { next: string }>> {
  const held = await asking.store.hold(input.screeningId)
  if (!held) return refuse('screening.not-found')
  if (held.status === 'completed') return refuse('screening.completed')
  const instrument = await asking.askedBy(held.instrument, held.instrumentVersion)
  const asked = instrument.dimensions.find(each => each.key === input.dimension)
  if (!asked) return refuse('screening.not-found')
  const one = input.one === undefined ? undefined : asked.indicators[Number(input.one) - 1]
  if (input.one !== undefined && !one) return refuse('screening.question-not-found')

  const theirs: Told = { answers: held.answers, notes: held.notes }
  const kept = keptIn(input)
  const yours = choose({ answers: input.answers, notes: input.notes }, theirs, kept)
  const questions = [...Object.keys(yours.answers), ...Object.keys(yours.notes)]
  const scope = one ? `${asked.key}.${one.id}` : asked.key
  if (questions.some(each => !isWithin(each, scope))) return refuse('screening.question-not-found')

  const stale = held.version !== input.version
  if (stale && clashes(yours, theirs).length > 0)
    return refuse('screening.stale', { current: { version: held.version } })
  // A choice between two versions comes from a form that never saw the rest of theirs.
  const whole = !stale && Object.keys(kept).length === 0
  const laid = lay(yours, theirs, scope, whole)
  const result = await saveHeld(asking, held, { version: held.version, ...laid, complete: false })
  return result.ok ? ok({ ...result.value, next: nextAfter(instrument, input) }) : result
}

/** The page after a saved one: what follows, the same in another language or in the person's hands, or the check of the whole. */
function nextAfter(instrument: Instrument, input: SaveDimension): string {
  const { after, spoken, from } = input
  const language = after.startsWith('in-') ? after.slice('in-'.length) : spoken
  const heard = languagesOf(instrument).find(each => each === language)
  const place = placeAfter(instrument, input)
  const hand = after === 'hand' && HANDED
  const query = new URLSearchParams({
    ...(from && place && { from }),
    ...(heard && { in: heard }),
    ...(place?.one && { one: place.one }),
    ...hand,
  })
  return `${place?.dimension ?? 'check'}${query.size > 0 ? `?${query}` : ''}`
}

/** A page of questions; `one` is the number of the single question on it. */
type AskedAt = { dimension: string; one?: string | undefined }

/** Where asking goes on; nowhere after the last question, or where the official stops. */
function placeAfter({ dimensions }: Instrument, { dimension, one, after }: SaveDimension): AskedAt | undefined {
  if (after === 'stop') return undefined
  if (after === 'section') return { dimension }
  if (after === 'question') return { dimension, one: '1' }
  if (after !== 'continue') return { dimension, one }
  const at = dimensions.findIndex(each => each.key === dimension)
  if (one !== undefined && Number(one) < (dimensions[at]?.indicators.length ?? 0))
    return { dimension, one: String(Number(one) + 1) }
  const next = dimensions[at + 1]
  return next && { dimension: next.key, one: one && '1' }
}

const keptIn = (input: SaveDimension): Kept =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([key]) => key.startsWith(KEEP))
      .map(([key, side]) => [key.slice(KEEP.length), side === 'theirs' ? 'theirs' : 'yours']),
  )
