import { type Consent, DEPTHS, PURPOSES } from '#domain/consent/consent.ts'
import type { Ctx } from '#server/db/transact.ts'

export type ConsentView = Consent & {
  recipientName: string | null
  givenBy: string
  how: string
  language: string
  interpreter: boolean
  recordedAt: Date
}

/** Every answer that was recorded in a case, newest first. */
export async function consentsOf(ctx: Ctx, caseId: string): Promise<ConsentView[]> {
  const rows = await ctx.tx
    .selectFrom('consent')
    .leftJoin('consent_withdrawal as w', 'w.consent_id', 'consent.id')
    .leftJoin('agency', 'agency.id', 'consent.recipient_agency_id')
    .selectAll('consent')
    .select(['w.withdrawn_at', 'agency.name as recipient_name'])
    .where('consent.case_id', '=', caseId)
    .orderBy('consent.id', 'desc')
    .limit(200)
    .execute()
  if (rows.length > 0) ctx.look(caseId, 'consents')
  return rows.map(row => ({
    id: row.id,
    purpose: PURPOSES.find(each => each === row.purpose) ?? 'assistance',
    recipientAgencyId: row.recipient_agency_id,
    recipientName: row.recipient_name,
    depth: DEPTHS.find(each => each === row.depth) ?? 'existence',
    agreed: row.agreed,
    givenBy: row.given_by,
    how: row.how,
    language: row.language,
    interpreter: row.interpreter,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    withdrawnAt: row.withdrawn_at,
    recordedAt: row.recorded_at,
  }))
}
