import { sql } from 'kysely'
import { addHours } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { DECLINED_SHOWN_HOURS } from './referral-queries.ts'
import { COUNTED, type Piece, type Pile, pileOf } from './work.ts'

type ScreeningRow = { id: string; since: Date }

const plain = { due: null, late: false, service: null, agency: null }

export async function draftScreenings(ctx: Ctx): Promise<Pile> {
  const { rows } = await sql<ScreeningRow>`
    select id, started_at as since from aman.screening
     where agency_id = ${ctx.actor.agencyId} and status = 'draft'
     order by id desc
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(row => ({
    ...plain,
    id: row.id,
    name: null,
    path: `/screenings/${row.id}`,
    since: row.since,
  }))
  return pileOf('screening-draft', '/screenings?status=draft', pieces)
}

/** After a month a screening that led to no case is a matter of record, not of today. */
const SCREENING_SHOWN_HOURS = 30 * 24
/** "Refer now" is owed at once; it counts as late when an hour has passed. */
const REFER_NOW_HOURS = 1

/** Screenings whose next step is a referral and that no case has been opened from. */
export async function screeningsToRefer(ctx: Ctx, step: 'refer-now' | 'refer'): Promise<Pile> {
  const { rows } = await sql<ScreeningRow>`
    select id, completed_at as since from aman.screening
     where agency_id = ${ctx.actor.agencyId} and status = 'completed' and case_id is null and next_step = ${step}
       and completed_at > ${addHours(ctx.now, -SCREENING_SHOWN_HOURS)}
     order by completed_at
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map((row): Piece => {
    const due = step === 'refer-now' ? addHours(row.since, REFER_NOW_HOURS) : null
    const late = due !== null && due <= ctx.now
    return { ...plain, id: row.id, name: null, path: `/screenings/${row.id}`, since: row.since, due, late }
  })
  return pileOf(`screening-${step}`, '/screenings?status=completed', pieces)
}

/** So many of the newest open cases are looked through, so that the cost does not grow with the years. */
const CASES_LOOKED_AT = 500

/** Open cases that the agency leads and has referred nobody from; a declined or expired try is listed by itself. */
export async function casesWithoutReferral(ctx: Ctx): Promise<Pile> {
  const { agencyId } = ctx.actor
  const { rows } = await sql<{ id: string; code_name: string; since: Date }>`
    select c.id, c.code_name, c.opened_at as since
      from (select c.id, c.code_name, c.opened_at
              from aman.grant_of_access g
              join aman."case" c on c.id = g.case_id
             where g.agency_id = ${agencyId} and g.basis = 'lead' and g.valid @> ${ctx.now}::timestamptz and c.status = 'open'
             order by g.case_id desc
             limit ${CASES_LOOKED_AT}) c
     where not exists (
       select from aman.referral r
        where r.case_id = c.id and r.from_agency_id = ${agencyId} and r.status <> 'withdrawn'
          and not (r.status = 'declined' and r.answered_at <= ${addHours(ctx.now, -DECLINED_SHOWN_HOURS)}))
     order by c.id desc
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(row => ({
    ...plain,
    id: row.id,
    name: row.code_name,
    path: `/cases/${row.id}`,
    since: row.since,
  }))
  return pileOf('case-unreferred', '/cases?status=open', pieces)
}
