import { sql } from 'kysely'
import { purposeOf } from '#domain/consent/consent.ts'
import type { Ctx } from '#server/db/transact.ts'

export type Provider = { id: string; name: string; region: string; agreed: boolean }

/** Active agencies that offer a service, those first to whom the person has already agreed; at most 60. */
export async function providersFor(ctx: Ctx, caseId: string, service: string): Promise<Provider[]> {
  const { rows } = await sql<Provider>`
    select a.id, a.name, a.region,
           exists (select from aman.consent c left join aman.consent_withdrawal w on w.consent_id = c.id
             where c.case_id = ${caseId} and c.recipient_agency_id = a.id and c.purpose = ${purposeOf(service)} and c.agreed
               and c.depth <> 'existence' and w.consent_id is null
               and not exists (select from aman.consent n where n.supersedes = c.id)
               and c.valid_from <= ${ctx.now} and ${ctx.now} < c.valid_until) as agreed
      from aman.agency a
     where a.status = 'active' and a.id <> ${ctx.actor.agencyId} and a.services @> ${[service]}
     order by agreed desc, a.region, a.name, a.id
     limit 60`.execute(ctx.tx)
  return rows
}
