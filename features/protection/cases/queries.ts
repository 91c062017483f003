import { type RawBuilder, sql } from 'kysely'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { CaseRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { openDataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import type { CodedCase, Identity } from './record.ts'

export type Note = { id: string; kind: 'wish' | 'note'; writtenAt: string; writtenBy: string; text: string }

/** What the acting agency may see of one case. `identity` is null where its grant does not reach, or nothing was written. */
export type CaseView = CodedCase & {
  screeningId: string | null
  identity: Identity | null
  identityVersion: number
  maySeeIdentity: boolean
}

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

type OneRow = CaseRow & { identity_sealed: Buffer | null; identity_version: number | null; identity_key: Buffer | null }

/** One case as deep as the grant reaches, read and noted. One statement: the policies decide what each join brings. */
export async function readCase(ctx: Ctx, caseId: string): Promise<Result<CaseView>> {
  const { rows } = await sql<OneRow>`
    select c.*, i.sealed as identity_sealed, i.version as identity_version, k.sealed as identity_key
      from aman."case" c
      left join aman.case_identity i on i.case_id = c.id
      left join aman.data_key k on k.subject_id = c.id and k.depth = 'identity' and k.agency_id = ${ctx.actor.agencyId}
     where c.id = ${caseId}`.execute(ctx.tx)
  const row = rows[0]
  if (!row) return refuse('case.not-found')
  const identity = await openIdentity(ctx, row)
  ctx.audit('case.read', row.id, { depth: identity ? 'identity' : 'coded' })
  return ok({
    ...codedCase(row),
    screeningId: row.screening_id,
    identity,
    identityVersion: row.identity_version ?? 0,
    maySeeIdentity: row.identity_key !== null,
  })
}

async function openIdentity(ctx: Ctx, row: OneRow): Promise<Identity | null> {
  if (!row.identity_sealed || !row.identity_key) return null
  const key = await openDataKey(ctx, row.id, 'identity', row.identity_key)
  return JSON.parse(unsealText(key, row.identity_sealed, identityPlace(row.id)))
}

export const identityPlace = (caseId: string) => `case_identity|sealed|${caseId}`
export const narrativePlace = (noteId: string) => `case_narrative|sealed|${noteId}`

const MOST_NOTES = 200

/** What she told and wishes, newest first, at most 200; empty where the grant does not reach. */
export async function readNarrative(ctx: Ctx, caseId: string): Promise<Note[]> {
  const rows = await ctx.tx
    .selectFrom('case_narrative as n')
    .innerJoin('data_key as k', join =>
      join
        .onRef('k.subject_id', '=', 'n.case_id')
        .on('k.depth', '=', 'full')
        .on('k.agency_id', '=', ctx.actor.agencyId),
    )
    .select(['n.id', 'n.kind', 'n.written_at', 'n.written_by', 'n.sealed', 'k.sealed as key'])
    .where('n.case_id', '=', caseId)
    .orderBy('n.id', 'desc')
    .limit(MOST_NOTES)
    .execute()
  const first = rows[0]
  if (!first) return []
  const key = await openDataKey(ctx, caseId, 'full', first.key)
  ctx.audit('narrative.read', caseId, { notes: rows.length })
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    writtenAt: row.written_at.toISOString(),
    writtenBy: row.written_by,
    text: unsealText(key, row.sealed, narrativePlace(row.id)),
  }))
}

export type CaseFilter = {
  cursor?: string | undefined
  limit: number
  status?: string | undefined
  risk?: string | undefined
  codeName?: string | undefined
  oldestFirst?: boolean
}

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
  const { rows } = await sql<CaseRow>`
    with recursive held (case_id) as (
      (${next(filter.cursor ? sql`and g.case_id ${after} ${filter.cursor}` : sql``)})
      union all
      select (${next(sql`and g.case_id ${after} held.case_id`)}) from held where held.case_id is not null
    )
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
  const last = page.at(-1)
  return { items: page.map(codedCase), next: rows.length > filter.limit && last ? last.id : null }
}
