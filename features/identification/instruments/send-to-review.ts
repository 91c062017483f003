import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftFor, instrumentIn } from './queries.ts'
import type { DraftStepInput } from './record.ts'
import { stepped } from './store.ts'

/** From here on another editor reads it; only what the schema passes gets so far. */
export async function sendToReview(ctx: Ctx, input: DraftStepInput): Promise<Result<{ id: string }>> {
  const found = await draftFor(ctx, 'send', input)
  if (!found.ok) return found
  if (!instrumentIn(found.value)) return refuse('instrument.not-valid')
  const sent = await stepped(ctx, input, { status: 'in-review', note: null })
  return sent ? ok({ id: input.draftId }) : refuse('instrument.stale')
}
