import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { runningIn } from './queries.ts'
import type { AskErasure } from './record.ts'
import { holdCase } from './store.ts'

/** Writes down that the person wishes to be erased. Nothing goes before a second colleague confirms it. */
export async function askErasure(ctx: Ctx, input: AskErasure): Promise<Result<{ id: string }>> {
  const held = await holdCase(ctx, input.caseId)
  if (!held.ok) return held
  const reasons = await runningIn(ctx, input.caseId)
  if (reasons.length > 0) return refuse('erasure.something-running', { reasons })
  const id = ctx.newId()
  try {
    await ctx.tx
      .insertInto('erasure_request')
      .values({
        id,
        case_id: input.caseId,
        wished_by: input.wishedBy,
        asked_by: ctx.actor.userId,
        asked_at: ctx.now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'erasure_asked_once')) return refuse('erasure.already-open')
    throw error
  }
  ctx.audit('erasure.asked', [input.caseId, id], { wishedBy: input.wishedBy })
  return ok({ id })
}
