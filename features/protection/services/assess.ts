import type { z } from 'zod'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { AssessDangers, AssessNeeds } from './record.ts'
import { keepWords, openPlan, rewritten } from './store.ts'

/** What she needs, looked at whole. The look before it stays. */
export const assessNeeds = (ctx: Ctx, input: z.output<typeof AssessNeeds>) => assess(ctx, 'need', input)

/** What may harm her, looked at whole, with what the levels rest on. */
export const assessDangers = (ctx: Ctx, input: z.output<typeof AssessDangers>) => assess(ctx, 'risk', input)

type Look = { caseId: string; levels: Record<string, string>; reasons?: readonly string[]; note?: string | undefined }

async function assess(ctx: Ctx, kind: 'need' | 'risk', look: Look): Promise<Result<{ id: string }>> {
  const plan = await openPlan(ctx, look.caseId)
  if (!plan.ok) return plan
  const id = ctx.newId()
  await ctx.tx
    .insertInto('plan_assessment')
    .values({
      id,
      case_id: look.caseId,
      kind,
      levels: JSON.stringify(look.levels),
      reasons: [...new Set(look.reasons ?? [])],
      assessed_by: ctx.actor.userId,
      assessed_at: ctx.now,
    })
    .execute()
  await keepWords(ctx, { caseId: look.caseId, subject: 'assessment', recordId: id, text: look.note })
  await rewritten(ctx, plan.value)
  ctx.audit('plan.assessed', look.caseId, { kind })
  return ok({ id })
}
