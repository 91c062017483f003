import { sql } from 'kysely'
import { EMERGENCY_ROLES } from '#domain/access/break-glass.ts'
import type { Ctx } from '#server/db/transact.ts'
import { mayEnter } from './endpoint.ts'

export type Emergency = { id: string; until: Date }

/** The acting colleague's own access in an emergency, while it runs: every page says so. */
export async function runningEmergency(ctx: Ctx): Promise<Emergency | null> {
  if (!mayEnter(EMERGENCY_ROLES, ctx.actor.role)) return null
  const { rows } = await sql<Emergency>`
    select id, ends_at as until from aman.break_glass
     where user_id = ${ctx.actor.userId} and ended_at is null and ends_at > ${ctx.now}
     order by user_id, id desc limit 1`.execute(ctx.tx)
  return rows[0] ?? null
}
