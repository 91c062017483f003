import { type RawBuilder, sql } from 'kysely'
import type { CaseRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { CodedCase } from './record.ts'

export const codedCase = (row: CaseRow): CodedCase => ({
  id: row.id,
  codeName: row.code_name,
  status: row.status,
  openedAt: row.opened_at.toISOString(),
  leadAgencyId: row.lead_agency_id,
  ageGroup: row.age_group,
  personGroup: row.person_group,
  citizenship: row.citizenship,
  languages: row.languages,
  interpreter: row.interpreter,
  stepFree: row.step_free,
  mayContact: row.may_contact,
  risk: row.risk,
  region: row.region,
  version: row.version,
})

export const identityPlace = (caseId: string) => `case_identity|sealed|${caseId}`
export const narrativePlace = (noteId: string) => `case_narrative|sealed|${noteId}`

export type CaseFilter = {
  cursor?: string | undefined
  limit: number
  status?: string | undefined
  risk?: string | undefined
  codeName?: string | undefined
  oldestFirst?: boolean
}

/** So many cases are looked through for one page of a filter that few of them pass; the next page goes on from there. */
export const LOOKED_THROUGH = 2000

/**
 * The cases that the acting agency holds a grant for, paged by id. Goes from case to case along the grants' index (agency, case)
 * and stops at the end of the page: PostgreSQL cannot guess how many rows a policy lets through, and given a plain join it would
 * collect and sort all of them.
 */
export async function listCases(ctx: Ctx, filter: CaseFilter): Promise<{ items: CodedCase[]; next: string | null }> {
  const { agencyId } = ctx.actor
  const direction = filter.oldestFirst ? sql`asc` : sql`desc`
  const after = filter.oldestFirst ? sql`>` : sql`<`
  const next = (before: RawBuilder<unknown>) => sql`
    select g.case_id from aman.grant_of_access g
     where g.agency_id = ${agencyId} and g.depth >= 'coded' and g.valid @> ${ctx.now}::timestamptz ${before}
     order by g.case_id ${direction} limit 1`
  const held = sql`
    with recursive held (case_id, n) as (
      select first.case_id, 1 from (${next(filter.cursor ? sql`and g.case_id ${after} ${filter.cursor}` : sql``)}) first
      union all
      select (${next(sql`and g.case_id ${after} held.case_id`)}), held.n + 1
        from held where held.case_id is not null and held.n < ${LOOKED_THROUGH}
    )`
  const { rows } = await sql<CaseRow>`${held}
    select c.*
      from held
      cross join lateral (select * from aman."case" c where c.id = held.case_id
               ${filter.status ? sql`and c.status = ${filter.status}` : sql``}
               ${filter.risk ? sql`and c.risk = ${filter.risk}` : sql``}
               ${filter.codeName ? sql`and starts_with(lower(c.code_name), lower(${filter.codeName}))` : sql``}
             offset 0) c
     limit ${filter.limit + 1}`.execute(ctx.tx)
  const page = rows.slice(0, filter.limit)
  if (page.length > 0)
    ctx.audit(
      'case.listed',
      page.map(row => row.id),
    )
  // Somebody may be trying names. The name itself stays off the record: it could be a person's.
  else if (filter.codeName) ctx.audit('case.not-found-by-name', [])
  const items = page.map(codedCase)
  if (rows.length > filter.limit) return { items, next: page.at(-1)?.id ?? null }
  if (!filter.status && !filter.risk && !filter.codeName) return { items, next: null }
  const edge = await sql<{ case_id: string }>`${held}
    select case_id from held where n = ${LOOKED_THROUGH} and case_id is not null`.execute(ctx.tx)
  return { items, next: edge.rows[0]?.case_id ?? null }
}
