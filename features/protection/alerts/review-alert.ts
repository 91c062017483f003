import { findingOf, reasonsFor } from '#domain/access/alert-review.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { readAlert } from './queries.ts'
import type { ReviewAlert } from './record.ts'

/** What somebody found out about an alert. Nobody judges her own reading, nor the link that she made. */
export async function reviewAlert(ctx: Ctx, input: ReviewAlert): Promise<Result<{ id: string; finding: string }>> {
  const found = await readAlert(ctx, input.alertId)
  if (!found.ok) return found
  const { id, kind, madeBy } = found.value
  if (madeBy === ctx.actor.userId) return refuse('alert.own-link')
  if (!reasonsFor(kind).includes(input.reason)) return refuse('alert.reason-not-fitting')
  const finding = findingOf(input.reason)
  try {
    await ctx.tx
      .insertInto('alert_review')
      .values({ alert_id: id, reviewed_by: ctx.actor.userId, finding, reason: input.reason, reviewed_at: ctx.now })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'alert_review_pkey')) return refuse('alert.review-taken')
    throw error
  }
  ctx.audit('alert.reviewed', id, { kind, finding, reason: input.reason })
  return ok({ id, finding })
}
