import { sql } from 'kysely'
import { REMINDERS } from '#domain/reflection/period.ts'
import { RESIDENCE_REMINDER_DAYS } from '#domain/residence/residence.ts'
import { addDays, addHours, dayIn, startOfDay } from '#domain/shared/dates.ts'
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

type StayRow = { id: string; case_id: string; code_name: string; recorded_at: Date; until_on: string }

/** Stays whose last day comes near and that nothing longer was granted after, the nearest first; past ones for a week. */
export async function staysEnding(ctx: Ctx): Promise<Pile> {
  const { timeZone } = ctx.house.country
  const today = dayIn(timeZone, ctx.now)
  const { rows } = await sql<StayRow>`
    select r.id, r.case_id, c.code_name, r.recorded_at, r.until_on
      from aman.residence_step r
      join aman."case" c on c.id = r.case_id and c.status = 'open'
     where r.until_on between ${addDays(today, -7)}::date and ${addDays(today, RESIDENCE_REMINDER_DAYS)}::date
       and not exists (select from aman.residence_step n where n.case_id = r.case_id and n.until_on > r.until_on)
     order by r.until_on, r.id
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(row => {
    const due = startOfDay(timeZone, addDays(row.until_on, 1))
    const path = `/cases/${row.case_id}/residence`
    const late = due <= ctx.now
    return { id: row.id, name: row.code_name, path, since: row.recorded_at, due, late, service: null, agency: null }
  })
  return pileOf('residence-ending', '/cases?status=open', pieces)
}
