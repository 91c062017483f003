import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftFor } from './queries.ts'
import type { WriteDraft } from './record.ts'
import { stepped } from './store.ts'

const LONGEST = 500_000
/** PostgreSQL keeps neither as text. */
const UNKEPT = /\\u(0000|d[89a-f][0-9a-f]{2})/i

/** Keeps what the author wrote, right or not yet right. The id stays the one that it began with. */
export async function writeDraft(ctx: Ctx, input: WriteDraft): Promise<Result<{ id: string; version: number }>> {
  const found = await draftFor(ctx, 'write', input)
  if (!found.ok) return found
  const body = JSON.stringify({ ...input.body, id: found.value.instrument })
  if (body.length > LONGEST) return refuse('instrument.too-long')
  if (UNKEPT.test(body)) return refuse('instrument.not-text')
  return (await stepped(ctx, input, { body }))
    ? ok({ id: input.draftId, version: input.version + 1 })
    : refuse('instrument.stale')
}
