import { sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Pile, pileOf } from './work.ts'

const plain = { due: null, late: false, service: null }

/** Colleagues who have not opened their link yet; the oldest invitation first. */
export async function invitedStaff(ctx: Ctx): Promise<Pile> {
  const rows = await ctx.tx
    .selectFrom('staff')
    .innerJoin('agency', 'agency.id', 'staff.agency_id')
    .select(['staff.user_id', 'staff.name', 'staff.created_at', 'agency.name as agency'])
    .where('staff.status', '=', 'invited')
    .orderBy('staff.user_id')
    .limit(COUNTED + 1)
    .execute()
  const pieces = rows.map(row => ({
    ...plain,
    id: row.user_id,
    name: row.name,
    path: `/staff/${row.user_id}`,
    since: row.created_at,
    agency: row.agency,
  }))
  return pileOf('staff-invited', '/staff', pieces)
}

export async function suspendedAgencies(ctx: Ctx): Promise<Pile> {
  const rows = await ctx.tx
    .selectFrom('agency')
    .select(['id', 'name', 'created_at'])
    .where('status', '=', 'suspended')
    .orderBy('id')
    .limit(COUNTED + 1)
    .execute()
  const pieces = rows.map(row => ({
    ...plain,
    id: row.id,
    name: row.name,
    path: `/agencies/${row.id}`,
    since: row.created_at,
    agency: null,
  }))
  return pileOf('agency-suspended', '/agencies', pieces)
}

export type Counts = {
  agencies: { kind: string; count: number }[]
  /** Null where the role may not see beds at all. */
  beds: { region: string; free: number; all: number }[] | null
}

/** What is known without any case: who takes part, and how many beds are free where. */
export async function directoryCounts(ctx: Ctx): Promise<Counts> {
  const agencies = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from aman.agency where status = 'active' group by kind order by kind`.execute(
    ctx.tx,
  )
  if (ctx.actor.role !== 'coordinator') return { agencies: agencies.rows, beds: null }
  const beds = await sql<{ region: string; free: number; all: number }>`
    select region, count(*) filter (where state = 'free')::int as free, count(*)::int as "all"
      from aman.availability(null, null)
     where state <> 'out-of-service'
     group by region order by region`.execute(ctx.tx)
  return { agencies: agencies.rows, beds: beds.rows }
}
