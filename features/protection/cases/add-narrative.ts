import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import type { AddNarrative } from './record.ts'
import { insertNarrative } from './store.ts'

/** Adds what she told or wishes. Notes are appended, so that nobody's words are rewritten. */
export async function addNarrative(ctx: Ctx, input: AddNarrative): Promise<Result<{ id: string }>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', input.caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'closed') return refuse('case.closed')
  const key = await dataKey(ctx, input.caseId, 'full')
  if (!key) throw new Error('a lead without the narrative key')
  const id = await insertNarrative(ctx, input.caseId, input, key)
  ctx.audit('narrative.added', input.caseId, { kind: input.kind })
  return ok({ id })
}
