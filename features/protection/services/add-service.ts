import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { AddService } from './record.ts'
import { openPlan, rewritten } from './store.ts'

/** Plans a service. A referral for it that is already on its way carries it from now on. */
export async function addService(ctx: Ctx, input: z.output<typeof AddService>): Promise<Result<Versioned>> {
  const { caseId, service, fromOn, untilOn } = input
  if (fromOn && untilOn && untilOn < fromOn) return refuse('service.ends-before-it-begins')
  const plan = await openPlan(ctx, caseId)
  if (!plan.ok) return plan
  // A return never rides on a referral that was sent before it was judged; guard_return would refuse it anyway.
  const referral = service === 'return' ? undefined : await referralFor(ctx, caseId, service)
  const id = ctx.newId()
  await ctx.tx
    .insertInto('plan_service')
    .values({
      id,
      case_id: caseId,
      service,
      status: referral ? 'asked' : 'planned',
      provider_agency_id: referral?.to_agency_id ?? null,
      referral_id: referral?.id ?? null,
      from_on: fromOn ?? null,
      until_on: untilOn ?? null,
      made_by: ctx.actor.userId,
      made_at: ctx.now,
    })
    .execute()
  await rewritten(ctx, plan.value)
  ctx.audit('plan.service-added', [caseId, id], { service })
  return ok({ id, version: 1 })
}

async function referralFor(ctx: Ctx, caseId: string, service: string) {
  return await ctx.tx
    .selectFrom('referral')
    .select(['id', 'to_agency_id'])
    .where('case_id', '=', caseId)
    .where('from_agency_id', '=', ctx.actor.agencyId)
    .where('service', '=', service)
    .where(eb =>
      eb.or([eb('status', '=', 'accepted'), eb.and([eb('status', '=', 'sent'), eb('expires_at', '>', ctx.now)])]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('plan_service').select('id').whereRef('plan_service.referral_id', '=', 'referral.id'))),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
