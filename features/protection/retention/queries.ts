import { sql } from 'kysely'
import type { Day } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { CountOut, FactOut, LeavingOut } from './record.ts'

/** Shown at most; what goes first stands first, and the rest moves up as it goes or is kept. */
const MOST = 100

/** What of the acting agency is announced to go. What was kept longer or reopened since is left out before the next report says so. */
export async function leavingOf(ctx: Ctx): Promise<LeavingOut[]> {
  const { rows } = await sql<LeavingOut>`
    select n.subject_id as id, n.kind, coalesce(c.code_name, r.code_name) as "codeName", n.due_on as "dueOn", n.goes_on as "goesOn"
      from aman.retention_notice n
      left join aman."case" c on n.kind = 'closed-case' and c.id = n.subject_id and c.status = 'closed'
      left join aman.referral r on n.kind = 'withdrawn-draft' and r.id = n.subject_id
     where n.agency_id = ${ctx.actor.agencyId}
       and (n.kind <> 'closed-case' or (c.id is not null and not exists (
         select from aman.kept_longer k where k.case_id = n.subject_id and k.until > n.due_on)))
     order by n.goes_on, n.subject_id
     limit ${MOST}`.execute(ctx.tx)
  if (rows.length > 0)
    ctx.audit(
      'retention.listed',
      rows.map(row => row.id),
    )
  return rows
}

export async function countsOf(ctx: Ctx): Promise<CountOut[]> {
  const { rows } = await sql<CountOut>`
    select kind, announced, first_goes_on as "firstGoesOn" from aman.retention_counts()`.execute(ctx.tx)
  return rows
}

/** What stays of those who were erased, in groups of at least eleven. */
export async function closedFacts(ctx: Ctx): Promise<FactOut[]> {
  const { rows } = await sql<FactOut>`
    select relation as "of", facts, alike from aman.closed_facts() limit 1000`.execute(ctx.tx)
  return rows
}

export type Kept = { codeName: string; closed: boolean; until: Day | null; reason: string | null }

/** A case that the acting agency leads, and until when it is kept already. */
export async function keptCase(ctx: Ctx, caseId: string): Promise<Kept | null> {
  const row = await ctx.tx
    .selectFrom('case')
    .select(['code_name', 'status'])
    .where('id', '=', caseId)
    .where('lead_agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  if (!row) return null
  ctx.look(caseId, 'facts')
  const longest = await ctx.tx
    .selectFrom('kept_longer')
    .select(['until', 'reason'])
    .where('case_id', '=', caseId)
    .orderBy('until', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    codeName: row.code_name,
    closed: row.status === 'closed',
    until: longest?.until ?? null,
    reason: longest?.reason ?? null,
  }
}
