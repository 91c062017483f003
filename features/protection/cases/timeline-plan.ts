import { sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'

export type Planned = { id: string; what: 'begun' | 'agreed' | 'reviewed' | 'closed' | 'followed-up'; at: Date }

/** That a plan was begun and closed is seen with the plan; what was agreed and reviewed takes the whole record. */
export async function plannedIn(ctx: Ctx, caseId: string, most: number): Promise<Planned[]> {
  const { rows } = await sql<Planned>`
    select * from (
      select 'b' || case_id as id, 'begun' as what, begun_at as at from aman.support_plan where case_id = ${caseId}
      union all
      select 'c' || case_id, 'closed', closed_at from aman.support_plan where case_id = ${caseId} and closed_at is not null
      union all
      select id::text, 'agreed', agreed_at from aman.plan_agreement where case_id = ${caseId}
      union all
      select id::text, 'reviewed', decided_at from aman.plan_review where case_id = ${caseId} and decided_at is not null
      union all
      select id::text, 'followed-up', done_at from aman.plan_follow_up where case_id = ${caseId} and done_at is not null
    ) e order by at desc limit ${most}`.execute(ctx.tx)
  return rows
}
