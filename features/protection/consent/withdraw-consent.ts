import { sql } from 'kysely'
import { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { id } from '#server/http/fields.ts'

export const WithdrawConsent = z.strictObject({ consentId: id })
export type WithdrawConsent = z.output<typeof WithdrawConsent>

/** The person's word is enough. Every grant that leans on the consent closes in the same transaction. */
export async function withdrawConsent(
  ctx: Ctx,
  input: WithdrawConsent,
): Promise<Result<{ id: string; withdrawnAt: string }>> {
  const found = await ctx.tx
    .selectFrom('consent')
    .innerJoin('case', 'case.id', 'consent.case_id')
    .select(['consent.case_id', 'case.lead_agency_id'])
    .where('consent.id', '=', input.consentId)
    .executeTakeFirst()
  if (!found) return refuse('consent.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  try {
    await ctx.tx
      .insertInto('consent_withdrawal')
      .values({
        consent_id: input.consentId,
        case_id: found.case_id,
        recorded_by: ctx.actor.userId,
        withdrawn_at: ctx.now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'consent_withdrawal_pkey')) return refuse('consent.already-withdrawn')
    throw error
  }
  await sql`select aman.close_consent_grants(${input.consentId})`.execute(ctx.tx)
  ctx.audit('consent.withdrawn', [found.case_id, input.consentId])
  return ok({ id: input.consentId, withdrawnAt: ctx.now.toISOString() })
}
