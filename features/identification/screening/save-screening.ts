import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { askedBy } from './asked-by.ts'
import type { SaveScreening } from './record.ts'
import { type Saved, scoreOf, sealNotes, whyNotAnswers } from './store.ts'

/** Saves part-way or completes. A completed screening keeps its answers and its finding for ever. */
export async function saveScreening(ctx: Ctx, input: SaveScreening): Promise<Result<Saved>> {
  const row = await ctx.tx
    .selectFrom('screening')
    .selectAll()
    .where('id', '=', input.screeningId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.agency_id !== ctx.actor.agencyId) return refuse('screening.not-found')
  if (row.status === 'completed') return refuse('screening.completed')
  if (row.version !== input.version)
    return refuse('screening.stale', { current: { version: row.version, answers: row.answers } })
  const instrument = await askedBy(ctx, row.instrument, row.instrument_version)
  const wrong = whyNotAnswers(instrument, input)
  if (wrong) return wrong

  const result = input.complete ? scoreOf(instrument, input.answers, row.age_group) : null
  const version = row.version + 1
  const status = input.complete ? 'completed' : 'draft'
  await ctx.tx
    .updateTable('screening')
    .set({
      answers: JSON.stringify(input.answers),
      status,
      finding: result?.finding ?? null,
      next_step: result?.nextStep ?? null,
      completed_at: input.complete ? ctx.now : null,
      version,
    })
    .where('id', '=', row.id)
    .execute()
  await sealNotes(ctx, row.id, input.notes, await dataKey(ctx, row.id, 'full'))
  ctx.audit('screening.saved', row.id, { complete: input.complete, version })
  return ok({ id: row.id, version, status, result })
}
