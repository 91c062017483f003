import { type Consent, DEPTHS, PURPOSES } from '#domain/consent/consent.ts'
import type { ConsentRow } from '#server/db/tables/consent.ts'
import type { Ctx } from '#server/db/transact.ts'
import { isGenuine } from './signature.ts'

export type ConsentView = Consent & {
  recipientName: string | null
  givenBy: string
  how: string
  language: string
  interpreter: boolean
  formVersion: number
  explained: string[]
  recordedAt: Date
  supersedes: string | null
  supersededBy: string | null
  withdrawnHow: 'word' | 'receipt' | 'guardian-unsafe' | 'no-child' | null
  signature: string | null
}

/** Every answer that was recorded in a case, as far as the acting agency may see it, newest first. */
export async function consentsOf(ctx: Ctx, caseId: string): Promise<ConsentView[]> {
  const rows = await allConsents(ctx)
    .where('consent.case_id', '=', caseId)
    .orderBy('consent.id', 'desc')
    .limit(200)
    .execute()
  if (rows.length > 0) ctx.look(caseId, 'consents')
  return Promise.all(rows.map(row => viewOf(ctx, row)))
}

/** One answer. Who shows it to somebody notes the look. */
export async function consentById(ctx: Ctx, consentId: string): Promise<(ConsentView & { caseId: string }) | null> {
  const row = await allConsents(ctx).where('consent.id', '=', consentId).executeTakeFirst()
  return row ? { ...(await viewOf(ctx, row)), caseId: row.case_id } : null
}

const allConsents = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('consent')
    .leftJoin('consent_withdrawal as w', 'w.consent_id', 'consent.id')
    .leftJoin('consent as next', 'next.supersedes', 'consent.id')
    .leftJoin('agency', 'agency.id', 'consent.recipient_agency_id')
    .selectAll('consent')
    .select([
      'w.withdrawn_at',
      'w.how as withdrawn_how',
      'next.id as superseded_by',
      'next.recorded_at as superseded_at',
    ])
    .select('agency.name as recipient_name')

type Row = ConsentRow & {
  withdrawn_at: Date | null
  withdrawn_how: ConsentView['withdrawnHow']
  superseded_by: string | null
  superseded_at: Date | null
  recipient_name: string | null
}

async function viewOf({ house }: Ctx, row: Row): Promise<ConsentView> {
  return {
    id: row.id,
    purpose: PURPOSES.find(each => each === row.purpose) ?? 'assistance',
    recipientAgencyId: row.recipient_agency_id,
    recipientName: row.recipient_name,
    depth: DEPTHS.find(each => each === row.depth) ?? 'existence',
    agreed: row.agreed,
    ownView: row.own_view,
    givenBy: row.given_by,
    how: row.how,
    language: row.language,
    interpreter: row.interpreter,
    formVersion: row.form_version,
    explained: row.explained,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    withdrawnAt: row.withdrawn_at,
    withdrawnHow: row.withdrawn_how,
    recordedAt: row.recorded_at,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    supersededAt: row.superseded_at,
    signature: row.signature,
    genuine: await isGenuine(house, row),
  }
}
