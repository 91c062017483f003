import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { CountContact, MarkContact } from './record.ts'
import { changeContact, lockOpen } from './store.ts'

const NOTHING = {
  speaker: null,
  age_group: null,
  country: null,
  region: null,
  topic: null,
  risk: 'none',
  safe_contact: 'not-asked',
  safe_when: null,
  safe_how: null,
  may_say: null,
  given: [],
  joined_as: null,
  outcome: 'none',
} as const

/** One key for a call in which nobody spoke, or that was none: a number in the figures and nothing else. */
export async function countContact(ctx: Ctx, { kind, channel }: CountContact): Promise<Result<{ id: string }>> {
  const id = ctx.newId()
  const { agencyId, userId } = ctx.actor
  await ctx.tx
    .insertInto('contact')
    .values({
      id,
      agency_id: agencyId,
      status: 'closed',
      kind,
      channel,
      outcome: 'none',
      started_by: userId,
      started_at: ctx.now,
      closed_at: ctx.now,
    })
    .execute()
  ctx.audit('contact.counted', id, { kind })
  return ok({ id })
}

/** The same for a contact that was begun: the database takes its words, call-backs and keys away. */
export async function markContact(
  ctx: Ctx,
  { contactId, version, kind }: MarkContact,
): Promise<Result<{ id: string; version: number }>> {
  const found = await lockOpen(ctx, contactId, version)
  if (!found.ok) return found
  const { screening_id, case_id } = found.value
  if (screening_id || case_id) return refuse('contact.led-on')
  const changed = await changeContact(ctx, found.value, {
    ...NOTHING,
    given: [],
    kind,
    status: 'closed',
    closed_at: ctx.now,
  })
  ctx.audit('contact.counted', contactId, { kind })
  return ok(changed)
}
