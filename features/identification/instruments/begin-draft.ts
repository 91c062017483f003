import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { BeginDraft } from './record.ts'

/** A draft begins as the version that it changes. */
export async function beginDraft(ctx: Ctx, { instrument, baseVersion }: BeginDraft): Promise<Result<{ id: string }>> {
  const base = ctx.house.knowledge.instrument(instrument, baseVersion)
  if (!base) return refuse('instrument.not-found')
  const id = ctx.newId()
  await ctx.tx
    .insertInto('instrument_draft')
    .values({
      id,
      instrument,
      base_version: baseVersion,
      body: JSON.stringify(base),
      author: ctx.actor.userId,
      report: null,
      created_at: ctx.now,
      changed_at: ctx.now,
    })
    .execute()
  ctx.audit('instrument.begun', id, { instrument, baseVersion })
  return ok({ id })
}
