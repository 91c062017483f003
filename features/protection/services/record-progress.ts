import type { z } from 'zod'
import { stepOf, takeServiceStep } from '#domain/services/service.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { withdrawReferral } from '#features/protection/referrals/withdraw-referral.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { BeginService, EndService } from './record.ts'
import { changeService, type LockedService, lockService, openPlan } from './store.ts'
import { whyNoReturn } from './why-no-return.ts'

/**
 * A service has begun. The agency that accepted its referral says so, or the lead of one that it gives itself, which thereby
 * becomes the provider.
 */
export async function beginService(ctx: Ctx, input: z.output<typeof BeginService>): Promise<Result<Versioned>> {
  if (input.untilOn && input.untilOn < input.fromOn) return refuse('service.ends-before-it-begins')
  const held = await heldService(ctx, input)
  if (!held.ok) return held
  const { row, leads } = held.value
  const own = row.carried === null || row.shown === 'planned'
  if (own ? !leads : row.carried?.status !== 'accepted') return refuse('service.referral-not-accepted')
  // Under an accepted referral it runs already; that its days are written down is then the step.
  const step = own ? takeServiceStep(row.shown, 'begin') : ok('running' as const)
  if (!step.ok) return step
  if (row.shown === 'done' || row.shown === 'ended') return refuse('service.step-not-open', { from: row.shown })
  // By who gives it, the database asks again; the judgement itself is not for its eyes.
  const barred = row.service === 'return' && leads ? await whyNoReturn(ctx, input.caseId) : null
  if (barred) return barred
  const changed = await changeService(ctx, row, {
    status: step.value,
    from_on: input.fromOn,
    until_on: input.untilOn ?? row.until_on,
    ...(own && { provider_agency_id: ctx.actor.agencyId, referral_id: null }),
  })
  ctx.audit('plan.service-begun', [input.caseId, row.id])
  return ok(changed)
}

/**
 * A service is over, with a coded outcome, as the lead says it. A referral that still runs is taken back, and with it the access that
 * it gave; the agency that gives a service says by completing its referral how it ended.
 */
export async function endService(ctx: Ctx, input: z.output<typeof EndService>): Promise<Result<Versioned>> {
  const { caseId, outcome, untilOn } = input
  const plan = await openPlan(ctx, caseId)
  if (!plan.ok) return plan
  const locked = await lockService(ctx, input)
  if (!locked.ok) return locked
  const row = locked.value
  const step = takeServiceStep(row.shown, stepOf(outcome))
  if (!step.ok) return step
  if (row.from_on && untilOn < row.from_on) return refuse('service.ends-before-it-begins')
  const changed = await changeService(ctx, row, { status: step.value, outcome, until_on: untilOn })
  if (row.referral_id && (row.carried?.status === 'sent' || row.carried?.status === 'accepted')) {
    const withdrawn = await withdrawReferral(ctx, { referralId: row.referral_id })
    if (!withdrawn.ok) return withdrawn
  }
  ctx.audit('plan.service-ended', [caseId, row.id], { outcome })
  return ok(changed)
}

type Held = { row: LockedService; leads: boolean }

/** The service, for the lead of an open plan and for the agency that gives it. Who else asks is told that there is none. */
async function heldService(
  ctx: Ctx,
  input: { caseId: string; serviceId: string; version: number },
): Promise<Result<Held>> {
  const plan = await openPlan(ctx, input.caseId)
  if (!plan.ok && plan.code !== 'case.not-lead') return plan
  const locked = await lockService(ctx, input)
  if (!locked.ok) return locked
  if (!plan.ok && locked.value.provider_agency_id !== ctx.actor.agencyId) return refuse('service.not-provider')
  return ok({ row: locked.value, leads: plan.ok })
}
