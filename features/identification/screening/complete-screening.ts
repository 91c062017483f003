import { z } from 'zod'
import type { Answer } from '#domain/screening/score.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { id, version } from '#server/http/fields.ts'
import { readNotes } from './queries.ts'
import { saveScreening } from './save-screening.ts'
import type { Saved } from './store.ts'

export const CompleteScreening = z.strictObject({ screeningId: id, version })
export type CompleteScreening = z.output<typeof CompleteScreening>

/** Completes a screening with the answers that are stored, if they are still those that were checked. */
export async function completeScreening(ctx: Ctx, input: CompleteScreening): Promise<Result<Saved>> {
  const row = await ctx.tx
    .selectFrom('screening')
    .select(['agency_id', 'answers'])
    .where('id', '=', input.screeningId)
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.agency_id !== ctx.actor.agencyId) return refuse('screening.not-found')
  const notes = await readNotes(ctx, input.screeningId)
  const answers = row.answers as Record<string, Answer>
  return saveScreening(ctx, { ...input, answers, notes, complete: true })
}
