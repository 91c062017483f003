import { sql } from 'kysely'
import { addHours } from '#domain/shared/dates.ts'
import { uuidv7 } from '#domain/shared/ids.ts'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Piece, type Pile, pileOf } from './work.ts'

/** No hold is longer than a day, and ids sort by time: older ones cannot be running, and the primary key leaves them unread. */
const LONGEST_HOLD_HOURS = 24
const SOON_HOURS = 6

const plain = { late: false, service: null, agency: null }

/** Held beds that are about to be free again: the shelter's own for its manager, those that the agency holds for who leads a case. */
export async function holdsEnding(ctx: Ctx, whose: 'own-shelter' | 'held-by-us'): Promise<Pile> {
  const { agencyId, role } = ctx.actor
  const oldest = uuidv7(addHours(ctx.now, -LONGEST_HOLD_HOURS).getTime() - 60_000, new Uint8Array(10))
  const mine = whose === 'own-shelter' ? sql`agency_id` : sql`made_by_agency_id`
  const { rows } = await sql<{
    id: string
    case_id: string
    shelter_id: string
    code_name: string
    since: Date
    due: Date
  }>`
    select id, case_id, shelter_id, code_name, lower(during) as since, upper(during) as due
      from aman.bed_use
     where id > ${oldest} and kind = 'hold' and ${mine} = ${agencyId} and during @> ${ctx.now}::timestamptz
       and upper(during) <= ${addHours(ctx.now, SOON_HOURS)}
     order by upper(during)
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map((row): Piece => {
    const path = role === 'shelter-manager' ? `/shelters/${row.shelter_id}` : `/cases/${row.case_id}`
    return { ...plain, id: row.id, name: row.code_name, path, since: row.since, due: row.due }
  })
  return pileOf('hold-ending', '/shelters', pieces)
}

/** People who sleep in the shelter although the referral that brought them is over: the stay needs a new ground or an end. */
export async function placementsWithoutReferral(ctx: Ctx): Promise<Pile> {
  const { rows } = await sql<{ id: string; shelter_id: string; code_name: string; since: Date }>`
    select u.id, u.shelter_id, u.code_name, lower(u.during) as since
      from aman.bed_use u
      join aman.referral r on r.id = u.referral_id
     where u.agency_id = ${ctx.actor.agencyId} and u.kind = 'placement' and u.ended_reason is null and r.status <> 'accepted'
     order by u.id
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(row => ({
    ...plain,
    id: row.id,
    name: row.code_name,
    path: `/shelters/${row.shelter_id}`,
    since: row.since,
    due: null,
  }))
  return pileOf('placement-lost', '/shelters', pieces)
}
