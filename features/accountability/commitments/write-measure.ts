import type { UpdateObject } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Tables } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { MeasureStep } from './record.ts'

export type Stepped = Result<{ id: string; version: number }>

/** Of two steps at once from one state the second finds another version. */
export async function step(
  ctx: Ctx,
  { measureId, version }: MeasureStep,
  set: UpdateObject<Tables, 'measure'>,
): Promise<Stepped> {
  const changed = await ctx.tx
    .updateTable('measure')
    .set({ ...set, version: version + 1 })
    .where('id', '=', measureId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return changed ? ok({ id: measureId, version: version + 1 }) : refuse('measure.stale')
}

export async function answerWith(ctx: Ctx, measureId: string, recommendations: readonly string[]): Promise<void> {
  if (recommendations.length === 0) return
  const rows = recommendations.map(recommendation => ({ measure_id: measureId, recommendation }))
  await ctx.tx.insertInto('measure_recommendation').values(rows).execute()
}
