import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ChangeStaff } from './record.ts'

/** Changes a role, suspends or resumes a colleague. Her sessions end, so that the change holds at her next click. */
export async function changeStaff(
  ctx: Ctx,
  input: z.output<typeof ChangeStaff>,
): Promise<Result<{ userId: string; version: number }>> {
  const { userId } = input
  // An instance whose last administrator locked herself out could only be opened from the machine itself.
  if (userId === ctx.actor.userId) return refuse('staff.own-account')
  const found = await ctx.tx
    .selectFrom('staff')
    .innerJoin('agency', 'agency.id', 'staff.agency_id')
    .select(['staff.version', 'staff.status', 'staff.role', 'agency.kind'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (!found) return refuse('staff.not-found')
  if (found.version !== input.version)
    return refuse('staff.stale', { current: { role: found.role, status: found.status, version: found.version } })
  const kind = ctx.house.country.agencyKinds.find(each => each.id === found.kind)
  if (!kind?.roles.includes(input.role)) return refuse('staff.role-not-in-kind')

  const version = found.version + 1
  // Until she has chosen a password an invited colleague stays invited.
  const status = found.status === 'invited' && input.status === 'active' ? 'invited' : input.status
  const row = await ctx.tx
    .updateTable('staff')
    .set({ role: input.role, status, version })
    .where('user_id', '=', userId)
    .where('version', '=', found.version)
    .returning('version')
    .executeTakeFirst()
  if (!row) return refuse('staff.stale', { current: { version } })
  await ctx.house.auth.endSessions(userId)
  ctx.house.bearers.forget()
  ctx.audit('staff.changed', userId, { role: input.role, status })
  return ok({ userId, version })
}
