import { stateOf } from '#domain/access/break-glass.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { openingOf } from './queries.ts'
import type { EndBreakGlass } from './record.ts'
import { endOpening } from './store.ts'

/** Takes the access back before its time: the colleague herself, or whoever leads the case. */
export async function endBreakGlass(ctx: Ctx, { breakGlassId }: EndBreakGlass): Promise<Result<{ id: string }>> {
  const found = await openingOf(ctx, breakGlassId)
  if (!found) return refuse('break-glass.not-found')
  if (stateOf(found, ctx.now) !== 'running') return refuse('break-glass.step-not-open')
  if (!(await endOpening(ctx, breakGlassId))) return refuse('break-glass.step-not-open')
  ctx.audit('break-glass.ended', [breakGlassId, found.caseId])
  return ok({ id: breakGlassId })
}
