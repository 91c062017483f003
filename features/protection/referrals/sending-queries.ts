import { sql } from 'kysely'
import type { AgeGroup } from '#domain/cases/case.ts'
import { purposeOf } from '#domain/consent/consent.ts'
import type { Ctx } from '#server/db/transact.ts'

export type Referred = {
  id: string
  codeName: string
  leadAgencyId: string
  status: string
  ageGroup: AgeGroup
  personGroup: string
  languages: string[]
}

/** The coded facts of a case that is to be referred. */
export async function caseToRefer(ctx: Ctx, caseId: string): Promise<Referred | null> {
  const row = await ctx.tx.selectFrom('case').selectAll().where('id', '=', caseId).executeTakeFirst()
  if (!row) return null
  ctx.look(row.id, 'facts')
  return {
    id: row.id,
    codeName: row.code_name,
    leadAgencyId: row.lead_agency_id,
    status: row.status,
    ageGroup: row.age_group,
    personGroup: row.person_group,
    languages: row.languages,
  }
}

export type Receiver = {
  id: string
  name: string
  region: string
  languages: string[]
  groups: string[]
  /** True where the person agreed to be referred there, and still does. */
  agreed: boolean
}

export type Wish = { caseId: string; service: string; region?: string | undefined; group: string }

/** Active agencies that offer a service: those that serve the person's group first, then by region and name; at most 60. */
export async function receiversFor(ctx: Ctx, wish: Wish): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select a.id, a.name, a.region, a.languages, a.groups,
           exists (select from aman.consent c
              left join aman.consent_withdrawal w on w.consent_id = c.id
             where c.case_id = ${wish.caseId} and c.recipient_agency_id = a.id and c.purpose = ${purposeOf(wish.service)}
               and c.agreed and not c.own_view and c.depth <> 'existence' and w.consent_id is null
               and not exists (select from aman.consent newer where newer.supersedes = c.id)
               and c.valid_from <= ${ctx.now} and ${ctx.now} < c.valid_until) as agreed
      from aman.agency a
     where a.status = 'active' and a.id <> ${ctx.actor.agencyId} and a.services @> ${[wish.service]}
       ${wish.region ? sql`and a.region = ${wish.region}` : sql``}
     order by cardinality(a.groups) = 0 or ${wish.group} = any(a.groups) desc, a.region, a.name, a.id
     limit 60`.execute(ctx.tx)
  return rows
}

/** Shelters that may be named as dangerous for a person, by region and code; at most 100. */
export async function sheltersToAvoid(
  ctx: Ctx,
  region: string | undefined,
): Promise<{ id: string; code: string; region: string }[]> {
  let query = ctx.tx.selectFrom('shelter').select(['id', 'code', 'region']).orderBy('region').orderBy('code').limit(100)
  if (region) query = query.where('region', '=', region)
  return await query.execute()
}
