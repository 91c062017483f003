import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { NamedAttachment } from './record.ts'

/** Deletes the row and with it the only key of the file: what the vault still holds opens for nobody, and is swept within hours. */
export async function removeAttachment(ctx: Ctx, asked: NamedAttachment): Promise<Result<{ id: string }>> {
  const found = await ctx.tx
    .selectFrom('attachment')
    .innerJoin('case', 'case.id', 'attachment.case_id')
    .select(['attachment.kind', 'case.lead_agency_id', 'case.status'])
    .where('attachment.id', '=', asked.attachmentId)
    .where('case.id', '=', asked.caseId)
    .executeTakeFirst()
  if (!found) return refuse('attachment.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'closed') return refuse('case.closed')
  const removed = await ctx.tx.deleteFrom('attachment').where('id', '=', asked.attachmentId).executeTakeFirst()
  if (removed.numDeletedRows === 0n) return refuse('attachment.not-found')
  ctx.audit('attachment.removed', [asked.caseId, asked.attachmentId], { kind: found.kind })
  return ok({ id: asked.attachmentId })
}
