import { z } from 'zod'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import { ageGroup, LENGTHS, pickInstrument } from '#domain/screening/choose.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code, language, text } from '#server/http/fields.ts'
import { SITUATIONS } from './record.ts'
import { startScreening } from './start-screening.ts'
import type { Saved } from './store.ts'

export const BeginScreening = z.strictObject({
  situation: code(SITUATIONS),
  ageGroup: code(AGE_GROUPS),
  language,
  place: text(80).optional(),
  length: code(LENGTHS).optional(),
})
export type BeginScreening = z.output<typeof BeginScreening>

/** Starts a screening with the instrument that fits the place and the age: an officer knows these two, not the instruments. */
export async function beginScreening(ctx: Ctx, input: BeginScreening): Promise<Result<Saved & { first: string }>> {
  const { country, knowledge } = ctx.house
  const { situation, language, length } = input
  const age = ageGroup(input.ageGroup, knowledge.lawsOf(country), dayIn(country.timeZone, ctx.now))
  const instrument = pickInstrument(knowledge.instruments, { situation, ageGroup: age.group, length })
  if (!instrument.ok) return instrument
  // A post left over from a change of mind about the situation says nothing.
  const place = situation === 'border' ? input.place : undefined
  if (place && !country.borderPosts.some(post => post.id === place)) return refuse('screening.place-not-found')
  const saved = await startScreening(ctx, {
    instrument: instrument.value.id,
    situation,
    ageGroup: input.ageGroup,
    language,
    place,
    answers: {},
    notes: {},
    complete: false,
  })
  const [first] = instrument.value.dimensions
  return saved.ok ? ok({ ...saved.value, first: first?.key ?? 'check' }) : saved
}
