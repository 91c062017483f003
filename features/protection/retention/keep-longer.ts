import { after, LONGEST_KEEP_YEARS } from '#domain/retention/due.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { KeepLonger } from './record.ts'

/** Keeps a closed case until a day, for a reason that is on record. A later day wins; what was decided is never rewritten. */
export async function keepLonger(ctx: Ctx, input: KeepLonger): Promise<Result<{ id: string }>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', input.caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'open') return refuse('retention.case-open')
  const today = dayIn(ctx.house.country.timeZone, ctx.now)
  if (input.until <= today) return refuse('retention.day-past')
  if (input.until > after(today, { years: LONGEST_KEEP_YEARS })) return refuse('retention.day-too-far')
  const id = ctx.newId()
  await ctx.tx
    .insertInto('kept_longer')
    .values({
      id,
      case_id: input.caseId,
      reason: input.reason,
      until: input.until,
      decided_by: ctx.actor.userId,
      decided_at: ctx.now,
    })
    .execute()
  ctx.audit('retention.kept-longer', input.caseId, { reason: input.reason, until: input.until })
  return ok({ id })
}
