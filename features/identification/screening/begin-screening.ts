import { ageGroup, pickInstrument } from '#domain/screening/choose.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Asking, Saved } from './asking.ts'
import type { BeginScreening } from './record.ts'
import { startScreening } from './start-screening.ts'

/** Starts a screening with the instrument that fits the place and the age: an officer knows these two, not the instruments. */
export async function beginScreening(
  asking: Asking,
  input: BeginScreening,
): Promise<Result<Saved & { first: string }>> {
  const { country } = asking
  const { situation, language, length } = input
  const age = ageGroup(input.ageGroup, asking.laws, dayIn(country.timeZone, asking.now))
  const instrument = pickInstrument(asking.instruments, { situation, ageGroup: age.group, length })
  if (!instrument.ok) return instrument
  // A post left over from a change of mind about the situation says nothing.
  const place = situation === 'border' ? input.place : undefined
  if (place && !country.borderPosts.some(post => post.id === place)) return refuse('screening.place-not-found')
  const saved = await startScreening(asking, {
    instrument: instrument.value.id,
    situation,
    ageGroup: input.ageGroup,
    language,
    place,
    answers: {},
    notes: {},
    complete: false,
  })
  return saved.ok ? ok({ ...saved.value, first: firstOf(instrument.value, input.onPage) }) : saved
}

function firstOf({ dimensions: [first] }: Instrument, onPage: BeginScreening['onPage']): string {
  return first ? `${first.key}${onPage === 'question' ? '?one=1' : ''}` : 'check'
}
