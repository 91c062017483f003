import { sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Piece, type Pile, pileOf, type WorkKind } from './work.ts'

type Row = { id: string; name: string | null; agency: string; since: Date }

const pieceOf = ({ id, name, agency, since }: Row): Piece => ({
  id,
  name,
  agency,
  since,
  path: `/alerts/${id}`,
  due: null,
  late: false,
  service: null,
})

const pile = (kind: WorkKind, rows: readonly Row[]) => pileOf(kind, '/alerts', rows.map(pieceOf))

/** Unusual reading that nobody of the supervision has looked into; what the colleague concerned says of it does not close it. */
export async function alertsToReview(ctx: Ctx): Promise<Pile> {
  const { userId } = ctx.actor
  const { rows } = await sql<Row>`
    select a.id, s.name, g.name as agency, a.raised_at as since
      from aman.alert a
      join aman.agency g on g.id = a.agency_id
      left join aman.staff s on s.user_id = a.user_id
     where a.user_id <> ${userId} and a.made_by is distinct from ${userId}
       and not exists (select from aman.alert_review r where r.alert_id = a.id and r.reviewed_by <> a.user_id)
     order by a.place desc
     limit ${COUNTED + 1}`.execute(ctx.tx)
  return pile('alert-review', rows)
}

/** Links that somebody made for one's own account, until one has said whether one asked for them. */
export async function accountLinks(ctx: Ctx): Promise<Pile> {
  const { userId } = ctx.actor
  const { rows } = await sql<Row>`
    select a.id, s.name, g.name as agency, a.raised_at as since
      from aman.alert a
      join aman.agency g on g.id = a.agency_id
      join aman.staff s on s.user_id = a.user_id
     where a.user_id = ${userId} and a.kind = 'link-made'
       and not exists (select from aman.alert_review r where r.alert_id = a.id and r.reviewed_by = ${userId})
     order by a.raised_at desc
     limit ${COUNTED + 1}`.execute(ctx.tx)
  return pile('account-link', rows)
}
