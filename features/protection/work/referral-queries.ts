import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Piece, type Pile, pileOf, type WorkKind } from './work.ts'

type Row = {
  id: string
  code_name: string
  service: string
  agency: string
  since: Date
  due: Date | null
}

type Wanted = {
  kind: WorkKind
  side: 'in' | 'out'
  where: RawBuilder<unknown>
  order: RawBuilder<unknown>
  /** The moment that an answer or a step is owed by. */
  due?: RawBuilder<unknown>
  since?: RawBuilder<unknown>
}

/** The partial indexes on referral hold open ones only, so that the cost follows what waits and not what was ever sent. */
async function referrals(ctx: Ctx, wanted: Wanted): Promise<Pile> {
  const [mine, theirs] =
    wanted.side === 'in' ? [sql`r.to_agency_id`, sql`r.from_agency_id`] : [sql`r.from_agency_id`, sql`r.to_agency_id`]
  const { rows } = await sql<Row>`
    select r.id, r.code_name, r.service, a.name as agency, ${wanted.since ?? sql`r.sent_at`} as since,
           ${wanted.due ?? sql`null::timestamptz`} as due
      from aman.referral r
      join aman.agency a on a.id = ${theirs}
     where ${mine} = ${ctx.actor.agencyId} and ${wanted.where}
     order by ${wanted.order}
     limit ${COUNTED + 1}`.execute(ctx.tx)
  const pieces = rows.map(
    (row): Piece => ({
      id: row.id,
      name: row.code_name,
      path: `/referrals/${row.id}`,
      since: row.since,
      due: row.due,
      late: row.due !== null && row.due <= ctx.now,
      service: row.service,
      agency: row.agency,
    }),
  )
  return pileOf(wanted.kind, `/referrals?box=${wanted.side}`, pieces)
}

export const inbox = (ctx: Ctx) =>
  referrals(ctx, {
    kind: 'referral-inbox',
    side: 'in',
    where: sql`r.status = 'sent' and r.expires_at > ${ctx.now}`,
    order: sql`r.answer_due_at`,
    due: sql`r.answer_due_at`,
  })

/** Accepted and not completed. A placement has a board of its own, and a case that one leads has its page. */
export const accepted = (ctx: Ctx) =>
  referrals(ctx, {
    kind: 'referral-accepted',
    side: 'in',
    where: sql`r.status = 'accepted' and r.service not in ('shelter', 'case-management')`,
    order: sql`r.answered_at`,
    since: sql`r.answered_at`,
  })

/** The shelter has said yes, and the person has no bed of it. */
export const acceptedForShelter = (ctx: Ctx) =>
  referrals(ctx, {
    kind: 'shelter-accepted',
    side: 'in',
    where: sql`r.status = 'accepted' and r.service = 'shelter' and not exists (
      select from aman.bed_use u where u.case_id = r.case_id and u.referral_id = r.id and u.kind = 'placement' and u.ended_reason is null)`,
    order: sql`r.answered_at`,
    since: sql`r.answered_at`,
  })

export const drafts = (ctx: Ctx) =>
  referrals(ctx, {
    kind: 'referral-draft',
    side: 'out',
    where: sql`r.status = 'draft'`,
    order: sql`r.id`,
    since: sql`r.drafted_at`,
  })

export const sent = (ctx: Ctx) =>
  referrals(ctx, {
    kind: 'referral-sent',
    side: 'out',
    where: sql`r.status = 'sent' and r.expires_at > ${ctx.now}`,
    order: sql`r.answer_due_at`,
    due: sql`r.answer_due_at`,
  })

// A newer referral of the same case for the same service is the new try.
const NOT_TRIED_AGAIN = sql`not exists (
  select from aman.referral n where n.case_id = r.case_id and n.service = r.service and n.id > r.id and n.status <> 'withdrawn')`

export const expired = (ctx: Ctx) =>
  referrals(ctx, {
    kind: 'referral-expired',
    side: 'out',
    where: sql`r.status = 'sent' and r.expires_at <= ${ctx.now} and ${NOT_TRIED_AGAIN}`,
    order: sql`r.answer_due_at`,
    due: sql`r.answer_due_at`,
  })

export const DECLINED_SHOWN_HOURS = 7 * 24

export const declined = (ctx: Ctx, since: Date) =>
  referrals(ctx, {
    kind: 'referral-declined',
    side: 'out',
    where: sql`r.status = 'declined' and r.answered_at > ${since} and ${NOT_TRIED_AGAIN}`,
    order: sql`r.answered_at`,
    since: sql`r.answered_at`,
  })
