import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { ownMeasure } from './own-measure.ts'
import { today } from './queries.ts'
import type { ReportProgress } from './record.ts'

/** Says how far a measure is. A report is never changed; the next one follows it. */
export async function reportProgress(ctx: Ctx, { measureId, words }: ReportProgress): Promise<Result<{ id: string }>> {
  const found = await ownMeasure(ctx, { measureId })
  if (!found.ok) return found
  const id = ctx.newId()
  await ctx.tx
    .insertInto('measure_report')
    .values({ id, measure_id: measureId, words, reported_by: ctx.actor.userId, reported_on: today(ctx) })
    .execute()
  ctx.audit('measure.reported', [measureId, id])
  return ok({ id })
}
