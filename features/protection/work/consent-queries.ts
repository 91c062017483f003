import { sql } from 'kysely'
import { addHours } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Pile, pileOf } from './work.ts'

/** So long it stands here; the case itself shows it for ever. */
const SHOWN_HOURS = 7 * 24

/** What a person took back with her number, without telling anybody: whoever leads her case learns it here. */
export async function consentsTakenBack(ctx: Ctx): Promise<Pile> {
  const { rows } = await sql<{ id: string; case_id: string; code_name: string; since: Date }>`
    select w.consent_id as id, w.case_id, c.code_name, w.withdrawn_at as since
      from aman.consent_withdrawal w
      join aman."case" c on c.id = w.case_id
     where w.how = 'receipt' and w.withdrawn_at > ${addHours(ctx.now, -SHOWN_HOURS)} and c.lead_agency_id = ${ctx.actor.agencyId}
     order by w.withdrawn_at
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(({ id, case_id, code_name, since }) => ({
    id,
    name: code_name,
    path: `/cases/${case_id}/consents/${id}`,
    since,
    due: null,
    late: false,
    service: null,
    agency: null,
  }))
  return pileOf('consent-taken-back', '/cases?status=open', pieces)
}
