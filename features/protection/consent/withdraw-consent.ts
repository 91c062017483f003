import { sql } from 'kysely'
import { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { id } from '#server/http/fields.ts'

export const WithdrawConsent = z.strictObject({ consentId: id })
export type WithdrawConsent = z.output<typeof WithdrawConsent>

export type Withdrawn = { id: string; withdrawnAt: string; leads: boolean }

/**
 * The person's word is enough, told to any case worker whose agency sees this consent: whom she talks to is hers to choose. Every
 * grant that leans on the consent closes in the same transaction, the worker's own agency's too.
 */
export async function withdrawConsent(ctx: Ctx, { consentId }: WithdrawConsent): Promise<Result<Withdrawn>> {
  const found = await ctx.tx
    .selectFrom('consent')
    .innerJoin('case', 'case.id', 'consent.case_id')
    .select(['consent.case_id', 'case.lead_agency_id'])
    .where('consent.id', '=', consentId)
    .executeTakeFirst()
  if (!found) return refuse('consent.not-found')
  const { rows } = await sql<{ came: string }>`select aman.withdraw_consent(${consentId}) as came`.execute(ctx.tx)
  switch (rows[0]?.came) {
    case 'withdrawn':
      ctx.audit('consent.withdrawn', [found.case_id, consentId])
      return ok({
        id: consentId,
        withdrawnAt: ctx.now.toISOString(),
        leads: found.lead_agency_id === ctx.actor.agencyId,
      })
    case 'already-withdrawn':
      return refuse('consent.already-withdrawn')
    case 'superseded':
      return refuse('consent.superseded')
    default:
      return refuse('consent.nothing-given')
  }
}
