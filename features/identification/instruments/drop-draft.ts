import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { draftFor } from './queries.ts'
import type { DraftStepInput } from './record.ts'
import { stepped } from './store.ts'

/** The author gives it up; it stays on record and leaves the list. */
export async function dropDraft(ctx: Ctx, input: DraftStepInput): Promise<Result<{ id: string }>> {
  const found = await draftFor(ctx, 'drop', input)
  if (!found.ok) return found
  return (await stepped(ctx, input, { status: 'dropped' })) ? ok({ id: input.draftId }) : refuse('instrument.stale')
}
