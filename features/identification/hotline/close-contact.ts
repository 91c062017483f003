import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { CloseContact } from './record.ts'
import { changeContact, lockOpen } from './store.ts'

/** Ends a contact with a coded outcome. To the police nothing goes without the person's word. */
export async function closeContact(ctx: Ctx, input: CloseContact): Promise<Result<{ id: string; version: number }>> {
  const found = await lockOpen(ctx, input.contactId, input.version)
  if (!found.ok) return found
  if (input.outcome === 'passed-to-police' && !input.policeAgreed) return refuse('contact.police-not-agreed')
  const changed = await changeContact(ctx, found.value, {
    status: 'closed',
    outcome: input.outcome,
    police_agreed: input.policeAgreed,
    closed_at: ctx.now,
  })
  ctx.audit('contact.closed', input.contactId, { outcome: input.outcome })
  return ok(changed)
}
