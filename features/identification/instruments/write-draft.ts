import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftText } from './draft-text.ts'
import { draftFor } from './queries.ts'
import type { WriteDraft } from './record.ts'
import { stepped } from './store.ts'

/** Keeps what the author wrote, right or not yet right. The id stays the one that it began with. */
export async function writeDraft(ctx: Ctx, input: WriteDraft): Promise<Result<{ id: string; version: number }>> {
  const found = await draftFor(ctx, 'write', input)
  if (!found.ok) return found
  const body = draftText(input.body, found.value.instrument)
  if (!body.ok) return body
  return (await stepped(ctx, input, { body: body.value }))
    ? ok({ id: input.draftId, version: input.version + 1 })
    : refuse('instrument.stale')
}
