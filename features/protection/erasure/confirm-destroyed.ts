import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Destroyed } from './record.ts'

/** The agency has destroyed what it printed. With the notice goes the last place that holds the code name. */
export async function confirmDestroyed(ctx: Ctx, { noticeId }: Destroyed): Promise<Result<{ id: string }>> {
  const row = await ctx.tx
    .deleteFrom('erasure_notice')
    .where('id', '=', noticeId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .returning('id')
    .executeTakeFirst()
  if (!row) return refuse('erasure-notice.not-found')
  ctx.audit('erasure.copies-destroyed', noticeId)
  return ok(row)
}
