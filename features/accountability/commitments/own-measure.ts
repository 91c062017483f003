import { isOpen, type State } from '#domain/commitments/measure.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { readMeasure } from './queries.ts'
import type { WholeMeasureOut } from './record.ts'

export const maySteer = (measure: { agencyId: string }, { agencyId, role }: Ctx['actor']): boolean =>
  role === 'coordinator' && measure.agencyId === agencyId

/** The measure, where the acting agency entered it, it has not ended, and nobody was faster. `version`: what she saw; left out where it does not matter. */
export async function ownMeasure(
  ctx: Ctx,
  { measureId, version }: { measureId: string; version?: number },
): Promise<Result<WholeMeasureOut & { state: State }>> {
  const found = await readMeasure(ctx, measureId)
  if (!found.ok) return found
  if (!maySteer(found.value, ctx.actor)) return refuse('measure.not-yours')
  if (!isOpen(found.value.state)) return refuse('measure.step-not-open')
  if (version !== undefined && version !== found.value.version) return refuse('measure.stale')
  return ok(found.value)
}

/** The same for a page that changes it: what she may not change is not there. */
export async function steeredMeasure(
  ctx: Ctx,
  { measureId = '' }: Record<string, string>,
): Promise<Result<WholeMeasureOut>> {
  const found = isId(measureId) ? await ownMeasure(ctx, { measureId }) : refuse('measure.not-found')
  return found.ok ? found : refuse('measure.not-found')
}
