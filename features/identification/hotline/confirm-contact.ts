import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ConfirmContact } from './record.ts'
import { changeContact, lockContact } from './store.ts'

/** What became of a contact that was passed to the police, as somebody there said later. */
export async function confirmContact(
  ctx: Ctx,
  { contactId, confirmed, source, on }: ConfirmContact,
): Promise<Result<{ id: string; version: number }>> {
  const found = await lockContact(ctx, contactId)
  if (!found.ok) return found
  if (found.value.outcome !== 'passed-to-police') return refuse('contact.not-passed')
  if (on > dayIn(ctx.house.country.timeZone, ctx.now)) return refuse('contact.day-ahead')
  const changed = await changeContact(ctx, found.value, {
    confirmed,
    confirmed_source: source,
    confirmed_on: on,
    confirmed_by: ctx.actor.userId,
  })
  ctx.audit('contact.confirmed', contactId, { confirmed, source })
  return ok(changed)
}
