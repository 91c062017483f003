import { factsOf, notificationNumber } from '#domain/notification/notification.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import { owedOf } from './duty.ts'
import type { SendNotification } from './record.ts'
import { dutyTo } from './store.ts'

export type Sent = { id: string; number: string; caseId: string }

/** Sends what the page shows, once. The person was told before, or nothing goes out. */
export async function sendNotification(ctx: Ctx, input: SendNotification): Promise<Result<Sent>> {
  const owed = await owedOf(ctx, input.caseId)
  if (!owed.ok) return owed
  const { duty, rule } = owed.value
  if (!owed.value.owed || !rule) return refuse('notification.not-due')
  const told = await dutyTo(ctx, input)
  if (!told) return refuse('notification.person-not-told')

  const { timeZone } = ctx.house.country
  const facts = factsOf(duty.fields, owed.value, told, timeZone)
  const number = notificationNumber(dayIn(timeZone, ctx.now).slice(0, 4), ctx.newId().replaceAll('-', ''))
  try {
    await ctx.tx
      .insertInto('notification')
      .values({
        id: told.id,
        number,
        from_agency_id: ctx.actor.agencyId,
        to_agency_id: told.to_agency_id,
        rule: rule.id,
        turned_on: facts.turnedOn,
        region: facts.region,
        exploitation: facts.exploitation,
        age_group: facts.ageGroup,
        persons: facts.persons,
        sent_at: ctx.now,
        acknowledged_at: null,
        acknowledged_by: null,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'notification_pkey')) return refuse('notification.already-sent')
    throw error
  }
  ctx.audit('notification.sent', [told.id, input.caseId, told.to_agency_id], { rule: rule.id, identity: false })
  return ok({ id: told.id, number, caseId: input.caseId })
}
