import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { BeginDraft } from './record.ts'
import { addDraft } from './store.ts'

/** A draft begins as the version that it changes. */
export async function beginDraft(ctx: Ctx, { instrument, baseVersion }: BeginDraft): Promise<Result<{ id: string }>> {
  const base = ctx.house.knowledge.instrument(instrument, baseVersion)
  if (!base) return refuse('instrument.not-found')
  return ok({ id: await addDraft(ctx, { instrument, baseVersion, body: JSON.stringify(base), report: null }) })
}
