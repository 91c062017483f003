import type { DraftStatus } from '#domain/instruments/states.ts'
import type { Ctx } from '#server/db/transact.ts'

type Change = { body?: string; status?: DraftStatus; note?: string | null }

/** False where somebody else was faster. */
export async function stepped(ctx: Ctx, seen: { draftId: string; version: number }, change: Change): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('instrument_draft')
    .set({ ...change, version: seen.version + 1, changed_at: ctx.now })
    .where('id', '=', seen.draftId)
    .where('version', '=', seen.version)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) return false
  ctx.audit(change.status ? `instrument.${change.status}` : 'instrument.written', seen.draftId)
  return true
}
