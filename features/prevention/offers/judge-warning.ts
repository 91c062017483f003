import { judge } from '#domain/prevention/offer-warning.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { JudgeWarning } from './record.ts'

/** A second colleague has looked into the offer: it is what it looked like, or it is not. */
export async function judgeWarning(ctx: Ctx, input: JudgeWarning): Promise<Result<{ id: string; version: number }>> {
  const { warningId, judgement } = input
  const row = await ctx.tx
    .selectFrom('offer_warning')
    .select(['status', 'noted_by', 'version'])
    .where('id', '=', warningId)
    .executeTakeFirst()
  if (!row) return refuse('offer.not-found')
  if (row.version !== input.version) return refuse('offer.stale', { version: row.version })
  const may = judge({ status: row.status, notedBy: row.noted_by }, ctx.actor.userId)
  if (!may.ok) return may
  const version = row.version + 1
  const judged_on = dayIn(ctx.house.country.timeZone, ctx.now)
  const changed = await ctx.tx
    .updateTable('offer_warning')
    .set({ status: judgement, judged_by: ctx.actor.userId, judged_on, version })
    .where('id', '=', warningId)
    .where('version', '=', row.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) return refuse('offer.stale')
  ctx.audit('offer.judged', warningId, { judgement })
  return ok({ id: warningId, version })
}
