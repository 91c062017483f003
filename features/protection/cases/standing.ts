import { sql } from 'kysely'
import type { Depth } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'

/** Who leads the case, and how deep the acting agency's own grant reaches now. */
export type Standing = { leadName: string; leadKind: string; depth: Depth }

export async function standingOf(ctx: Ctx, caseId: string): Promise<Standing | null> {
  const { rows } = await sql<{ name: string; kind: string; depth: Depth | null }>`
    select a.name, a.kind,
           (select max(g.depth) from aman.grant_of_access g
             where g.agency_id = ${ctx.actor.agencyId} and g.case_id = c.id and g.valid @> ${ctx.now}::timestamptz) as depth
      from aman."case" c
      join aman.agency a on a.id = c.lead_agency_id
     where c.id = ${caseId}`.execute(ctx.tx)
  const row = rows[0]
  return row ? { leadName: row.name, leadKind: row.kind, depth: row.depth ?? 'existence' } : null
}
