import type { Ctx } from '#server/db/transact.ts'

const DEED = {
  draft: 'instrument.written',
  'in-review': 'instrument.sent',
  returned: 'instrument.returned',
  dropped: 'instrument.dropped',
} as const

type Change = { body?: string; status?: 'in-review' | 'returned' | 'dropped'; note?: string | null }

/** False where somebody else was faster. */
export async function stepped(ctx: Ctx, seen: { draftId: string; version: number }, change: Change): Promise<boolean> {
  const done = await ctx.tx
    .updateTable('instrument_draft')
    .set({ ...change, version: seen.version + 1, changed_at: ctx.now })
    .where('id', '=', seen.draftId)
    .where('version', '=', seen.version)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) return false
  ctx.audit(DEED[change.status ?? 'draft'], seen.draftId)
  return true
}

export type NewDraft = { instrument: string; baseVersion: number | null; body: string; report: string | null }

export async function addDraft(ctx: Ctx, { instrument, baseVersion, body, report }: NewDraft): Promise<string> {
  const id = ctx.newId()
  await ctx.tx
    .insertInto('instrument_draft')
    .values({
      id,
      instrument,
      base_version: baseVersion,
      body,
      author: ctx.actor.userId,
      report,
      created_at: ctx.now,
      changed_at: ctx.now,
    })
    .execute()
  ctx.audit(report === null ? 'instrument.begun' : 'instrument.imported', id, {
    instrument,
    ...(baseVersion !== null && { baseVersion }),
  })
  return id
}
