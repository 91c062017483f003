import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { OfCase } from './record.ts'
import { holdCase } from './store.ts'

/** The person thought better of it, or it was a mistake: one colleague is enough to keep what is there. */
export async function callOffErasure(ctx: Ctx, { caseId }: OfCase): Promise<Result<{ id: string }>> {
  const held = await holdCase(ctx, caseId)
  if (!held.ok) return held
  const row = await ctx.tx
    .updateTable('erasure_request')
    .set({ called_off_by: ctx.actor.userId, called_off_at: ctx.now })
    .where('case_id', '=', caseId)
    .where('called_off_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!row) return refuse('erasure.step-not-open')
  ctx.audit('erasure.called-off', [caseId, row.id])
  return ok(row)
}
