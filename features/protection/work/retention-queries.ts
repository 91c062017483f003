import { sql } from 'kysely'
import { after } from '#domain/retention/due.ts'
import { dayIn, noonOf } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Piece, type Pile, pileOf } from './work.ts'

const plain = { late: false, service: null, agency: null }

/** Closed cases that are announced to go, so that who needs one says so in time. */
export async function casesLeaving(ctx: Ctx): Promise<Pile> {
  const { rows } = await sql<{ id: string; code_name: string; announced_on: string; goes_on: string }>`
    select c.id, c.code_name, n.announced_on, n.goes_on
      from aman.retention_notice n
      join aman."case" c on c.id = n.subject_id and c.status = 'closed'
     where n.agency_id = ${ctx.actor.agencyId} and n.kind = 'closed-case'
       and not exists (select from aman.kept_longer k where k.case_id = c.id and k.until > n.due_on)
     order by n.goes_on, n.subject_id
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(
    (row): Piece => ({
      ...plain,
      id: row.id,
      name: row.code_name,
      path: `/cases/${row.id}/keep-longer`,
      since: noonOf(row.announced_on),
      due: noonOf(row.goes_on),
    }),
  )
  return pileOf('case-leaving', '/retention', pieces)
}

/** Wishes to be erased that wait for a second colleague, or whose waiting time is over. */
export async function erasuresToDo(ctx: Ctx): Promise<Pile> {
  const { rows } = await sql<{ id: string; code_name: string; since: Date }>`
    select c.id, c.code_name, coalesce(q.not_before, q.asked_at) as since
      from aman.erasure_request q
      join aman."case" c on c.id = q.case_id
     where q.called_off_at is null and c.lead_agency_id = ${ctx.actor.agencyId}
       and ((q.confirmed_by is null and q.asked_by <> ${ctx.actor.userId}) or q.not_before <= ${ctx.now})
     order by q.id
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(
    (row): Piece => ({
      ...plain,
      id: row.id,
      name: row.code_name,
      path: `/cases/${row.id}/erasure`,
      since: row.since,
      due: null,
    }),
  )
  return pileOf('erasure-to-do', '/cases?status=closed', pieces)
}

/** Printed copies of people who were erased. */
export async function copiesToDestroy(ctx: Ctx): Promise<Pile> {
  const { destroyCopiesDays } = ctx.house.country.retention
  const today = dayIn(ctx.house.country.timeZone, ctx.now)
  const rows = await ctx.tx
    .selectFrom('erasure_notice')
    .select(['id', 'code_name', 'erased_on'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .orderBy('erased_on')
    .orderBy('id')
    .limit(COUNTED + 1)
    .execute()
  const pieces = rows.map((row): Piece => {
    const by = after(row.erased_on, { days: destroyCopiesDays })
    const since = noonOf(row.erased_on)
    return {
      ...plain,
      id: row.id,
      name: row.code_name,
      path: '/erasure-notices',
      since,
      due: noonOf(by),
      late: by < today,
    }
  })
  return pileOf('copies-to-destroy', '/erasure-notices', pieces)
}
