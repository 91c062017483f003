import { sql } from 'kysely'
import { z } from 'zod'
import { protectedAsChild } from '#domain/cases/case.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { flag, id } from '#server/http/fields.ts'

export const MarkGuardian = z.strictObject({ caseId: id, unsafe: flag.default(false) })
export type MarkGuardian = z.output<typeof MarkGuardian>

/** A guardian who may be part of what happened is not asked any more, and what such a guardian agreed to ends at once. */
export async function markGuardian(ctx: Ctx, { caseId, unsafe }: MarkGuardian): Promise<Result<{ ended: string[] }>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['age_group', 'lead_agency_id', 'status'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'closed') return refuse('case.closed')
  if (!protectedAsChild(found.age_group)) return refuse('consent.guardian-of-adult')
  const { rows } = await sql<{ id: string }>`select aman.mark_guardian(${caseId}, ${unsafe}) as id`.execute(ctx.tx)
  const ended = rows.map(row => row.id)
  ctx.audit('consent.guardian-marked', [caseId, ...ended], { unsafe })
  return ok({ ended })
}
