import { ageGroup, isForAge } from '#domain/screening/choose.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { makeDataKeys } from '#server/keys/data-keys.ts'
import type { StartScreening } from './record.ts'
import { type Saved, scoreOf, sealNotes, whyNotAnswers } from './store.ts'

/** Begins a screening, with or without answers; a complete one gets its finding at once. */
export async function startScreening(ctx: Ctx, input: StartScreening): Promise<Result<Saved>> {
  const instrument = ctx.house.knowledge.latest(input.instrument)
  if (!instrument) return refuse('screening.instrument-not-found')
  const day = dayIn(ctx.house.country.timeZone, ctx.now)
  if (!isForAge(instrument, ageGroup(input.ageGroup, ctx.house.knowledge.lawsOf(ctx.house.country), day).group))
    return refuse('screening.instrument-for-other-age')
  const wrong = whyNotAnswers(instrument, input)
  if (wrong) return wrong

  const id = ctx.newId()
  const result = input.complete ? scoreOf(instrument, input.answers, input.ageGroup) : null
  await ctx.tx
    .insertInto('screening')
    .values({
      id,
      agency_id: ctx.actor.agencyId,
      case_id: null,
      instrument: instrument.id,
      instrument_version: instrument.version,
      situation: input.situation,
      age_group: input.ageGroup,
      language: input.language,
      place: input.place ?? null,
      status: input.complete ? 'completed' : 'draft',
      answers: JSON.stringify(input.answers),
      finding: result?.finding ?? null,
      next_step: result?.nextStep ?? null,
      started_by: ctx.actor.userId,
      started_at: ctx.now,
      completed_at: input.complete ? ctx.now : null,
    })
    .execute()
  const keys = await makeDataKeys(ctx, id, ['full'])
  await Promise.all([keys.store(), sealNotes(ctx, id, input.notes, keys.of('full'))])
  ctx.audit('screening.started', id, { instrument: instrument.id, complete: input.complete })
  return ok({ id, version: 1, status: input.complete ? 'completed' : 'draft', result })
}
