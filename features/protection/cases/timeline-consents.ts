import { isGenuine } from '#features/protection/consent/signature.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Agreement } from './timeline.ts'

/** What was asked and answered, newest first, each compared with what was signed. */
export async function agreementsOf(ctx: Ctx, caseId: string, most: number): Promise<Agreement[]> {
  const rows = await ctx.tx
    .selectFrom('consent')
    .leftJoin('consent_withdrawal as w', 'w.consent_id', 'consent.id')
    .leftJoin('agency', 'agency.id', 'consent.recipient_agency_id')
    .leftJoin('consent as newer', 'newer.supersedes', 'consent.id')
    .selectAll('consent')
    .select(['newer.recorded_at as superseded_at', 'w.withdrawn_at', 'agency.name as recipient_name'])
    .where('consent.case_id', '=', caseId)
    .orderBy('consent.id', 'desc')
    .limit(most)
    .execute()
  return Promise.all(
    rows.map(async row => ({
      id: row.id,
      purpose: row.purpose,
      recipientName: row.recipient_name,
      depth: row.depth,
      agreed: row.agreed,
      ownView: row.own_view,
      recordedAt: row.recorded_at,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      withdrawnAt: row.withdrawn_at,
      supersededAt: row.superseded_at,
      genuine: await isGenuine(ctx.house, row),
    })),
  )
}
