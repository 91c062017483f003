import type { z } from 'zod'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { Invite, MakeLink } from './record.ts'

const VALID_HOURS = 72

export type Invited = { userId: string }

/**
 * Makes a colleague known. The link by which she chooses her password is made afterwards and shown once to the administrator, who
 * hands it over by a way that both trust.
 */
export async function invite(ctx: Ctx, input: z.output<typeof Invite>): Promise<Result<Invited>> {
  const agency = await ctx.tx.selectFrom('agency').select('kind').where('id', '=', input.agencyId).executeTakeFirst()
  if (!agency) return refuse('agency.not-found')
  const kind = ctx.house.country.agencyKinds.find(each => each.id === agency.kind)
  if (!kind?.roles.includes(input.role)) return refuse('staff.role-not-in-kind')
  const userId = ctx.newId()
  try {
    await ctx.tx
      .insertInto('staff')
      .values({
        user_id: userId,
        agency_id: input.agencyId,
        role: input.role,
        name: input.name,
        email: input.email.toLowerCase(),
        created_at: ctx.now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'staff_email_taken')) return refuse('staff.email-taken')
    throw error
  }
  ctx.audit('staff.invited', userId, { role: input.role })
  return ok({ userId })
}

/** Opens the account that belongs to a colleague's record, if it is not there yet, and makes a fresh link for it. */
export async function makeInvitationLink(
  ctx: Ctx,
  input: z.output<typeof MakeLink>,
): Promise<Result<{ token: string; validHours: number }>> {
  const staff = await ctx.tx
    .selectFrom('staff')
    .select(['name', 'email', 'status'])
    .where('user_id', '=', input.userId)
    .executeTakeFirst()
  if (!staff) return refuse('staff.not-found')
  if (staff.status === 'suspended') return refuse('staff.suspended')
  const { auth } = ctx.house
  const account = await auth.createUser({ id: input.userId, email: staff.email, name: staff.name })
  if (!account.ok) return account
  if (input.lostDevice) await auth.removeSecondFactor(input.userId)
  const kind = staff.status === 'invited' ? 'invitation' : 'reset'
  const token = await auth.makeLink(kind, input.userId, VALID_HOURS)
  // A link for an account in use raises an alert (migrations/0009-audit.sql): whoever holds it can take the account over.
  ctx.audit('staff.link-made', input.userId, { kind, lostDevice: input.lostDevice })
  return ok({ token, validHours: VALID_HOURS })
}
