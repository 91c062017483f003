import { stateOf } from '#domain/access/break-glass.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { openingOf } from './queries.ts'
import type { ReviewBreakGlass } from './record.ts'
import { insertReview } from './store.ts'

/** Judges it once, when it is over: somebody of the agency that leads the case, and never the colleague herself. */
export async function reviewBreakGlass(ctx: Ctx, input: ReviewBreakGlass): Promise<Result<{ id: string }>> {
  const found = await openingOf(ctx, input.breakGlassId)
  if (!found) return refuse('break-glass.not-found')
  if (found.userId === ctx.actor.userId) return refuse('break-glass.own-review')
  if (!found.ledByActor) return refuse('case.not-lead')
  if (stateOf(found, ctx.now) !== 'to-review') return refuse('break-glass.step-not-open')
  try {
    const { finding, words } = input
    await insertReview(ctx, { id: input.breakGlassId, caseId: found.caseId, finding, words })
  } catch (error) {
    if (brokeConstraint(error, 'break_glass_review_pkey')) return refuse('break-glass.step-not-open')
    throw error
  }
  ctx.audit('break-glass.reviewed', [input.breakGlassId, found.caseId], { finding: input.finding })
  return ok({ id: input.breakGlassId })
}
