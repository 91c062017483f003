import { sql } from 'kysely'
import { REMINDERS } from '#domain/reflection/period.ts'
import { addHours } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Pile, pileOf } from './work.ts'

const LOOK_AHEAD_HOURS = 24 * Math.max(...REMINDERS)
/** On the last day it is late to ask whether she needs more time. */
const LAST_DAY_HOURS = 24

type Row = { id: string; case_id: string; code_name: string; began_at: Date; over_at: Date }

/** Periods that end within the first of the reminders, the nearest first: one piece a case, which moves up as the days pass. */
export async function reflectionsEnding(ctx: Ctx): Promise<Pile> {
  const { rows } = await sql<Row>`
    select r.id, r.case_id, c.code_name, r.began_at, r.over_at
      from aman.reflection r
      join aman."case" c on c.id = r.case_id
     where r.ended_at is null and r.over_at > ${ctx.now} and r.over_at <= ${addHours(ctx.now, LOOK_AHEAD_HOURS)}
     order by r.over_at, r.id
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(row => ({
    id: row.id,
    name: row.code_name,
    path: `/cases/${row.case_id}/reflection`,
    since: row.began_at,
    due: row.over_at,
    late: row.over_at <= addHours(ctx.now, LAST_DAY_HOURS),
    service: null,
    agency: null,
  }))
  return pileOf('reflection-ending', '/cases?status=open', pieces)
}
