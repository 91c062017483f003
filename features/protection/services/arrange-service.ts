import type { z } from 'zod'
import { takeServiceStep } from '#domain/services/service.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Versioned } from './answers.ts'
import type { ArrangeService } from './record.ts'
import { changeService, lockService, openPlan } from './store.ts'
import { whyNoReturn } from './why-no-return.ts'

/** Asks an agency to give a planned service: by a referral, with everything that a referral needs, and in no other way. */
export async function arrangeService(ctx: Ctx, input: z.output<typeof ArrangeService>): Promise<Result<Versioned>> {
  const { caseId, toAgencyId, urgency } = input
  const plan = await openPlan(ctx, caseId)
  if (!plan.ok) return plan
  const locked = await lockService(ctx, input)
  if (!locked.ok) return locked
  const row = locked.value
  const step = takeServiceStep(row.shown, 'ask')
  if (!step.ok) return step
  const barred = row.service === 'return' ? await whyNoReturn(ctx, caseId) : null
  if (barred) return barred
  const service = row.service as Parameters<typeof sendReferral>[1]['service']
  const sent = await sendReferral(ctx, { caseId, toAgencyId, service, urgency, avoidShelters: [], draft: false })
  if (!sent.ok) return sent
  const changed = await changeService(ctx, row, {
    status: step.value,
    provider_agency_id: toAgencyId,
    referral_id: sent.value.id,
  })
  ctx.audit('plan.service-asked', [caseId, row.id, sent.value.id], { service })
  return ok(changed)
}
