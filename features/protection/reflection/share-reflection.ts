import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { holdOwnCase } from '#features/protection/cases/hold-own-case.ts'
import type { Ctx } from '#server/db/transact.ts'

type Share = { caseId: string; consentId: string; part: 'clock' | 'choice' }

/** Lets one agency know what she chose to tell it: her days or her decision, for as long as her consent to that agency stands. */
export async function shareReflection(ctx: Ctx, input: Share): Promise<Result<{ reflectionId: string }>> {
  const own = await holdOwnCase(ctx, input.caseId)
  if (!own.ok) return own
  const period = await ctx.tx
    .selectFrom('reflection')
    .select('id')
    .where('case_id', '=', input.caseId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!period) return refuse('reflection.not-found')
  const consent = await ctx.tx
    .selectFrom('consent')
    .leftJoin('consent_withdrawal as w', 'w.consent_id', 'consent.id')
    .leftJoin('consent as next', 'next.supersedes', 'consent.id')
    .select([
      'consent.id',
      'consent.recipient_agency_id',
      'consent.agreed',
      'consent.valid_until',
      'w.withdrawn_at',
      'next.id as superseded_by',
    ])
    .where('consent.id', '=', input.consentId)
    .where('consent.case_id', '=', input.caseId)
    .executeTakeFirst()
  if (!consent) return refuse('consent.not-found')
  const { agreed, withdrawn_at, superseded_by, valid_until } = consent
  const stands = agreed && withdrawn_at === null && superseded_by === null && valid_until > ctx.now
  if (!stands || !consent.recipient_agency_id) return refuse('reflection.consent-missing')
  await ctx.tx
    .insertInto('reflection_share')
    .values({
      reflection_id: period.id,
      case_id: input.caseId,
      consent_id: consent.id,
      part: input.part,
      shared_by: ctx.actor.userId,
      shared_at: ctx.now,
    })
    .onConflict(oc => oc.doNothing())
    .execute()
  ctx.audit('reflection.shared', [input.caseId, consent.id], { part: input.part })
  return ok({ reflectionId: period.id })
}
