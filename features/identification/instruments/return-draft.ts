import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftFor } from './queries.ts'
import type { ReturnDraft } from './record.ts'
import { stepped } from './store.ts'

/** Back to the author, with what is to be changed. */
export async function returnDraft(ctx: Ctx, input: ReturnDraft): Promise<Result<{ id: string }>> {
  const found = await draftFor(ctx, 'return', input)
  if (!found.ok) return found
  const returned = await stepped(ctx, input, { status: 'returned', note: input.note })
  return returned ? ok({ id: input.draftId }) : refuse('instrument.stale')
}
