import { sql } from 'kysely'
import { reviewDue } from '#domain/access/break-glass.ts'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Pile, pileOf } from './work.ts'

type Row = { id: string; code_name: string; since: Date; agency: string; own: boolean; until: Date }

/** So that the cost follows what waits: only openings that nobody has judged. The policy shows the lead's and the colleague's own. */
async function unjudged(ctx: Ctx): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select b.id, b.code_name, b.opened_at as since, a.name as agency, coalesce(b.ended_at, b.ends_at) as until,
           b.user_id = ${ctx.actor.userId} as own
      from aman.break_glass b
      join aman.agency a on a.id = b.agency_id
     where upper_inf(b.barred)
     order by b.opened_at
     limit ${COUNTED + 1}`.execute(ctx.tx)
  return rows
}

/** Cases of the agency that were opened in an emergency: to be ended, or judged. */
export async function emergencyReviews(ctx: Ctx): Promise<Pile> {
  const rows = (await unjudged(ctx)).filter(row => !row.own)
  const pieces = rows.map(row => {
    const due = reviewDue({ openedAt: row.since })
    const late = due <= ctx.now
    const about = { service: null, agency: row.agency, since: row.since }
    return { ...about, id: row.id, name: row.code_name, path: `/break-glass/${row.id}`, due, late }
  })
  return pileOf('break-glass-review', '/break-glass', pieces)
}
