import { type Consent, DEPTHS, PURPOSES } from '#domain/consent/consent.ts'
import type { Ctx } from '#server/db/transact.ts'

/** What she agreed to in a case, for deciding what may stand in a paper that leaves the house. */
export async function agreedConsents(ctx: Ctx, caseId: string): Promise<Consent[]> {
  const rows = await ctx.tx
    .selectFrom('consent')
    .leftJoin('consent_withdrawal as w', 'w.consent_id', 'consent.id')
    .selectAll('consent')
    .select('w.withdrawn_at')
    .where('consent.case_id', '=', caseId)
    .where('consent.agreed', '=', true)
    .orderBy('consent.id', 'desc')
    .limit(200)
    .execute()
  if (rows.length > 0) ctx.look(caseId, 'consents')
  return rows.map(row => ({
    id: row.id,
    purpose: PURPOSES.find(each => each === row.purpose) ?? 'statistics',
    recipientAgencyId: row.recipient_agency_id,
    depth: DEPTHS.find(each => each === row.depth) ?? 'existence',
    agreed: row.agreed,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    withdrawnAt: row.withdrawn_at,
  }))
}
