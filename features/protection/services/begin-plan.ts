import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { InCase } from './record.ts'
import { ledCase } from './store.ts'

/** Begins the plan of an open case; two colleagues at once begin one. */
export async function beginPlan(ctx: Ctx, { caseId }: InCase): Promise<Result<Versioned>> {
  const led = await ledCase(ctx, caseId)
  if (!led.ok) return led
  if (!led.value.open) return refuse('case.closed')
  const begun = await ctx.tx
    .insertInto('support_plan')
    .values({ case_id: caseId, status: 'draft', author_id: ctx.actor.userId, begun_at: ctx.now })
    .onConflict(oc => oc.column('case_id').doNothing())
    .returning('version')
    .executeTakeFirst()
  if (!begun) return refuse('plan.already-open')
  ctx.audit('plan.begun', caseId)
  return ok({ id: caseId, version: begun.version })
}
