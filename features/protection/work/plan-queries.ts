import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Piece, type Pile, pileOf, type WorkKind } from './work.ts'

type Row = { id: string; case_id: string; code_name: string; since: Date; due: Date | null; rest: string }

/** So many of the newest open plans are looked through, so that the cost does not grow with the years. */
const PLANS_LOOKED_AT = 500

/** The plans of cases that the agency leads, newest first. */
const own = (ctx: Ctx) => sql`
  (select p.*, c.code_name, c.status as case_status
     from aman.grant_of_access g
     join aman.support_plan p on p.case_id = g.case_id
     join aman."case" c on c.id = g.case_id
    where g.agency_id = ${ctx.actor.agencyId} and g.basis = 'lead' and g.closed_at is null
      and g.valid @> ${ctx.now}::timestamptz
    order by g.case_id desc
    limit ${PLANS_LOOKED_AT})`

async function pile(ctx: Ctx, kind: WorkKind, query: RawBuilder<Row>): Promise<Pile> {
  const { rows } = await query.execute(ctx.tx)
  const pieces = rows.map(
    (row): Piece => ({
      id: row.id,
      name: row.code_name,
      path: `/cases/${row.case_id}/plan${row.rest}`,
      since: row.since,
      due: row.due,
      late: row.due !== null && row.due <= ctx.now,
      service: null,
      agency: null,
    }),
  )
  return pileOf(kind, '/cases?status=open', pieces)
}

export const reviewsOverdue = (ctx: Ctx) =>
  pile(
    ctx,
    'plan-review-overdue',
    sql<Row>`
      select p.case_id as id, p.case_id, p.code_name, p.agreed_at as since, p.review_due_at as due, '/review' as rest
        from ${own(ctx)} p
       where p.status = 'agreed' and p.case_status = 'open' and p.review_due_at <= ${ctx.now}
       order by p.review_due_at limit ${COUNTED + 1}`,
  )

/** Reviews that this colleague may decide: she neither wrote the plan nor asked. */
export const plansToReview = (ctx: Ctx) =>
  pile(
    ctx,
    'plan-to-review',
    sql<Row>`
      select r.id, p.case_id, p.code_name, r.asked_at as since, null::timestamptz as due, '/review' as rest
        from ${own(ctx)} p join aman.plan_review r on r.case_id = p.case_id and r.decision is null
       where p.status = 'under-review' and p.case_status = 'open' and ${ctx.actor.userId} not in (r.author_id, r.asked_by, p.author_id)
       order by r.asked_at limit ${COUNTED + 1}`,
  )

export const followUpsDue = (ctx: Ctx) =>
  pile(
    ctx,
    'follow-up-due',
    sql<Row>`
      select f.id, p.case_id, p.code_name, p.closed_at as since, f.due_at as due, '/follow-ups/' || f.id as rest
        from ${own(ctx)} p join aman.plan_follow_up f on f.case_id = p.case_id
       where p.status = 'closed' and f.outcome is null and f.dropped_at is null and f.due_at <= ${ctx.now}
       order by f.due_at limit ${COUNTED + 1}`,
  )

/** Planned, and nobody was asked yet, or whoever was asked declined, took too long, or was taken back. */
export const servicesWithoutProvider = (ctx: Ctx) =>
  pile(
    ctx,
    'service-without-provider',
    sql<Row>`
      select s.id, p.case_id, p.code_name, s.made_at as since, null::timestamptz as due, '/services/' || s.id as rest
        from ${own(ctx)} p join aman.plan_service s on s.case_id = p.case_id
        left join aman.referral r on r.id = s.referral_id
       where p.status <> 'closed' and p.case_status = 'open' and s.service <> 'return' and s.status in ('planned', 'asked')
         and (r.id is null or r.status in ('declined', 'withdrawn') or (r.status = 'sent' and r.expires_at <= ${ctx.now}))
       order by s.made_at limit ${COUNTED + 1}`,
  )

/**
 * A return that is planned or on its way, and that no judgement carries now: none was made, it said no, a newer look at the dangers
 * came after it, or she took her consent back.
 */
export const returnsBarred = (ctx: Ctx) =>
  pile(
    ctx,
    'return-barred',
    sql<Row>`
      select s.id, p.case_id, p.code_name, s.made_at as since, null::timestamptz as due, '/return' as rest
        from ${own(ctx)} p join aman.plan_service s on s.case_id = p.case_id
       where p.status <> 'closed' and p.case_status = 'open' and s.service = 'return' and s.outcome is null and not exists (
         select from (select * from aman.plan_return j where j.case_id = p.case_id order by j.nr desc limit 1) j
          where j.may_go
            and j.assessment_id = (select a.id from aman.plan_assessment a where a.case_id = p.case_id and a.kind = 'risk'
              order by a.nr desc limit 1)
            and not exists (select from aman.consent_withdrawal w where w.consent_id = j.consent_id))
       order by s.made_at limit ${COUNTED + 1}`,
  )
