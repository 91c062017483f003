import { sql } from 'kysely'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { dayIn } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Piece, type Pile, pileOf } from './work.ts'

const plain = { due: null, late: false, service: null }

/** So many of the newest cases are looked through, so that the cost does not grow with the years. */
const CASES_LOOKED_AT = 500

type Row = { id: string; code_name: string; since: Date }

/** Cases of which the police have not been told, where the country knows that duty. No law was found that sets a day for it. */
export async function notificationsDue(ctx: Ctx): Promise<Pile> {
  const { country, knowledge } = ctx.house
  const duty = country.notification
  if (!duty) return pileOf('notification-due', '/cases?status=open', [])
  const { rows } = await sql<Row>`
    select c.id, c.code_name, c.opened_at as since
      from (select c.id, c.code_name, c.opened_at
              from aman.grant_of_access g
              join aman."case" c on c.id = g.case_id
             where g.agency_id = ${ctx.actor.agencyId} and g.basis = 'lead' and g.valid @> ${ctx.now}::timestamptz
               and c.status = 'open'
             order by g.case_id desc
             limit ${CASES_LOOKED_AT}) c
     where exists (select from aman.agency a where a.id = ${ctx.actor.agencyId} and a.kind = any(${[...duty.of]}))
       and not exists (select from aman.notification_duty d where d.case_id = c.id and aman.was_notified(d.id))
     order by c.id desc
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const laws = knowledge.lawsOf(country)
  const owed = rows.filter(row => firstInForce(laws, duty.rule, dayIn(country.timeZone, row.since)) !== null)
  const pieces = owed.map(
    (row): Piece => ({
      ...plain,
      id: row.id,
      name: row.code_name,
      path: `/cases/${row.id}/notification`,
      since: row.since,
      agency: null,
    }),
  )
  return pileOf('notification-due', '/cases?status=open', pieces)
}

export async function notificationInbox(ctx: Ctx): Promise<Pile> {
  const { rows } = await sql<{ id: string; number: string; since: Date; agency: string }>`
    select n.id, n.number, n.sent_at as since, a.name as agency
      from aman.notification n
      join aman.agency a on a.id = n.from_agency_id
     where n.to_agency_id = ${ctx.actor.agencyId} and n.acknowledged_at is null
     order by n.id
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(
    (row): Piece => ({
      ...plain,
      id: row.id,
      name: row.number,
      path: `/notifications/${row.id}`,
      since: row.since,
      agency: row.agency,
    }),
  )
  return pileOf('notification-inbox', '/notifications', pieces)
}
