import { sql } from 'kysely'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { NotificationDuty } from '#knowledge/schema/practice.ts'
import type { Ctx } from '#server/db/transact.ts'
import { owedOf } from './duty.ts'
import type { RecordTelling } from './record.ts'

/** Records that the person was told what will go out and to whom. Told anew while nothing has been sent; afterwards it stands. */
export async function recordTelling(ctx: Ctx, input: RecordTelling): Promise<Result<{ caseId: string }>> {
  const owed = await owedOf(ctx, input.caseId)
  if (!owed.ok) return owed
  if (!owed.value.owed) return refuse('notification.not-due')
  if (input.toldOn > dayIn(ctx.house.country.timeZone, ctx.now)) return refuse('notification.told-later')
  if (!(await receives(ctx, owed.value.duty, input.toAgencyId))) return refuse('notification.not-a-receiver')

  const { rows } = await sql<{ id: string }>`
    insert into aman.notification_duty (id, case_id, to_agency_id, told_on, told_language, told_how, exploitation, persons, recorded_by,
                                        recorded_at)
    values (${ctx.newId()}, ${input.caseId}, ${input.toAgencyId}, ${input.toldOn}::date, ${input.language}, ${input.how},
            ${input.exploitation ?? null}, ${input.persons}, ${ctx.actor.userId}, ${ctx.now})
    on conflict on constraint notification_duty_once do update
      set told_on = excluded.told_on, told_language = excluded.told_language, told_how = excluded.told_how,
          exploitation = excluded.exploitation, persons = excluded.persons, recorded_by = excluded.recorded_by,
          recorded_at = excluded.recorded_at
      where not aman.was_notified(notification_duty.id)
    returning id`.execute(ctx.tx)
  if (!rows[0]) return refuse('notification.already-sent')
  ctx.audit('notification.told-person', [input.caseId, input.toAgencyId], {
    language: input.language,
    how: input.how,
  })
  return ok({ caseId: input.caseId })
}

async function receives(ctx: Ctx, { to }: NotificationDuty, agencyId: string): Promise<boolean> {
  const agency = await ctx.tx
    .selectFrom('agency')
    .select(['kind', 'services'])
    .where('id', '=', agencyId)
    .where('id', '<>', ctx.actor.agencyId)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return agency !== undefined && to.kinds.includes(agency.kind) && agency.services.includes(to.service)
}
