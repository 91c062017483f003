import type { AlertKind, Finding } from '#domain/access/alert-review.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ListAlerts } from './record.ts'

export type Review = {
  finding: Finding
  reason: string
  reviewedAt: Date
  reviewedBy: string
  reviewerName: string | null
}

/** `name`: of whose reading or account it is about; null where the reader may not know. `madeByName` the same, of a link's maker. */
export type Alert = {
  id: string
  kind: AlertKind
  userId: string
  name: string | null
  agencyName: string
  madeBy: string | null
  madeByName: string | null
  count: number
  since: Date
  until: Date
  raisedAt: Date
  reviews: Review[]
}

/** Alerts that the acting colleague is asked about, newest first. Whose they are is the policy's decision. */
export async function listAlerts(
  ctx: Ctx,
  { cursor, limit }: ListAlerts,
): Promise<{ items: Alert[]; next: string | null }> {
  let asked = alerts(ctx)
    .orderBy('alert.place', 'desc')
    .limit(limit + 1)
  if (cursor) {
    const last = ctx.tx.selectFrom('alert').select('place').where('id', '=', cursor)
    asked = asked.where('alert.place', '<', last)
  }
  const rows = await asked.execute()
  const page = rows.slice(0, limit)
  const reviews = await reviewsOf(
    ctx,
    page.map(row => row.id),
  )
  const items = page.map(row => alertOf(row, reviews))
  return { items, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

export async function readAlert(ctx: Ctx, alertId: string): Promise<Result<Alert>> {
  const row = await alerts(ctx).where('alert.id', '=', alertId).executeTakeFirst()
  if (!row) return refuse('alert.not-found')
  return ok(alertOf(row, await reviewsOf(ctx, [row.id])))
}

const alerts = ({ tx }: Ctx) =>
  tx
    .selectFrom('alert')
    .innerJoin('agency', 'agency.id', 'alert.agency_id')
    .leftJoin('staff', 'staff.user_id', 'alert.user_id')
    .leftJoin('staff as maker', 'maker.user_id', 'alert.made_by')
    .selectAll('alert')
    .select(['agency.name as agency_name', 'staff.name as name', 'maker.name as maker_name'])

type Row = Awaited<ReturnType<ReturnType<typeof alerts>['execute']>>[number]
type Reviewed = Review & { alertId: string }

async function reviewsOf(ctx: Ctx, alertIds: readonly string[]): Promise<Reviewed[]> {
  if (alertIds.length === 0) return []
  const rows = await ctx.tx
    .selectFrom('alert_review as r')
    .leftJoin('staff', 'staff.user_id', 'r.reviewed_by')
    .select(['r.alert_id', 'r.finding', 'r.reason', 'r.reviewed_at', 'r.reviewed_by', 'staff.name'])
    .where('r.alert_id', 'in', alertIds)
    .orderBy('r.reviewed_at')
    .execute()
  return rows.map(row => ({
    alertId: row.alert_id,
    finding: row.finding,
    reason: row.reason,
    reviewedAt: row.reviewed_at,
    reviewedBy: row.reviewed_by,
    reviewerName: row.name,
  }))
}

const alertOf = (row: Row, reviews: readonly Reviewed[]): Alert => ({
  id: row.id,
  kind: row.kind,
  userId: row.user_id,
  name: row.name,
  agencyName: row.agency_name,
  madeBy: row.made_by,
  madeByName: row.maker_name,
  count: row.count,
  since: row.since,
  until: row.until,
  raisedAt: row.raised_at,
  reviews: reviews.filter(each => each.alertId === row.id).map(({ alertId: _, ...review }) => review),
})
