import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type EnteredEntry, readEntries, today } from './queries.ts'
import type { WithdrawEntry } from './record.ts'

export const mayWithdraw = (entry: Pick<EnteredEntry, 'agencyId' | 'withdrawnOn'>, { agencyId }: Ctx['actor']) =>
  entry.agencyId === agencyId && entry.withdrawnOn === null

/** The entry, where the acting agency made it and it still stands. */
export async function ownEntry(
  ctx: Ctx,
  { year, entryId }: Pick<WithdrawEntry, 'year' | 'entryId'>,
): Promise<Result<EnteredEntry>> {
  const found = (await readEntries(ctx, [year])).find(each => each.id === entryId)
  if (!found) return refuse('standards-entry.not-found')
  if (found.agencyId !== ctx.actor.agencyId) return refuse('standards-entry.not-yours')
  return found.withdrawnOn === null ? ok(found) : refuse('standards-entry.already-withdrawn')
}

/** Takes an entry out of the scorecard for good, saying why. It stays to be read. Of two who withdraw it at once the second finds it done. */
export async function withdrawEntry(ctx: Ctx, input: WithdrawEntry): Promise<Result<{ id: string }>> {
  const found = await ownEntry(ctx, input)
  if (!found.ok) return found
  const changed = await ctx.tx
    .updateTable('standards_entry')
    .set({ withdrawn_on: today(ctx), withdrawn_by: ctx.actor.userId, withdrawn_why: input.why })
    .where('id', '=', input.entryId)
    .where('withdrawn_on', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!changed) return refuse('standards-entry.already-withdrawn')
  ctx.audit('standards.withdrawn', input.entryId)
  return ok({ id: input.entryId })
}
