import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { readNotes } from './queries.ts'

/** Makes a completed screening part of a case, once, and hands over what was noted, so that the case can keep it under its own key. */
export async function attachScreening(
  ctx: Ctx,
  screeningId: string,
  caseId: string,
): Promise<Result<{ notes: string | null }>> {
  const row = await ctx.tx
    .updateTable('screening')
    .set({ case_id: caseId })
    .where('id', '=', screeningId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('status', '=', 'completed')
    .where('case_id', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) return whyNot(ctx, screeningId)
  const notes = Object.values(await readNotes(ctx, screeningId)).filter(each => each !== '')
  ctx.audit('screening.attached', [screeningId, caseId])
  return ok({ notes: notes.length > 0 ? notes.join('\n') : null })
}

async function whyNot(ctx: Ctx, screeningId: string): Promise<Result<never>> {
  const known = await ctx.tx.selectFrom('screening').select('case_id').where('id', '=', screeningId).executeTakeFirst()
  if (!known) return refuse('screening.not-found')
  return known.case_id ? refuse('screening.case-already-open') : refuse('screening.not-completed')
}
