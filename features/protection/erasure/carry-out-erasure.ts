import { sql } from 'kysely'
import { mayCarryOut } from '#domain/retention/wish.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { wishOf } from './queries.ts'
import type { OfCase } from './record.ts'
import { holdCase } from './store.ts'

/** Destroys her keys and her data. What is left are counts that lead to nobody, and a notice to who may hold paper. */
export async function carryOutErasure(ctx: Ctx, { caseId }: OfCase): Promise<Result<{ erased: true }>> {
  const held = await holdCase(ctx, caseId)
  if (!held.ok) return held
  const may = mayCarryOut(await wishOf(ctx, caseId), ctx.now)
  if (!may.ok) return may
  const day = dayIn(ctx.house.country.timeZone, ctx.now)
  const { rows } = await sql<{ reasons: string[] }>`
    select aman.erase_person(${caseId}, ${day}) as reasons`.execute(ctx.tx)
  const reasons = rows[0]?.reasons ?? []
  if (reasons.length > 0) return refuse('erasure.something-running', { reasons })
  ctx.audit('person.erased', caseId, { ground: 'wish' })
  return ok({ erased: true as const })
}
