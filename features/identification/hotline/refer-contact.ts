import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { DESK } from './record.ts'
import { changeContact, lockContact } from './store.ts'

export type Unreferred = { id: string; startedAt: Date }

const MOST_CONTACTS = 20

/** The own contacts of a case that have led to no referral yet, the newest first; none for who keeps no desk. */
export async function unreferredContacts(ctx: Ctx, caseId: string): Promise<Unreferred[]> {
  if (!DESK.some(role => role === ctx.actor.role)) return []
  const rows = await ctx.tx
    .selectFrom('contact')
    .select(['id', 'started_at'])
    .where('case_id', '=', caseId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('referral_id', 'is', null)
    .orderBy('id', 'desc')
    .limit(MOST_CONTACTS)
    .execute()
  if (rows.length > 0) ctx.look(caseId, 'contact')
  return rows.map(row => ({ id: row.id, startedAt: row.started_at }))
}

type Led = { contactId: string; caseId: string; referralId: string }

/** Says that a contact of the case has led to a referral of it. */
export async function referContact(ctx: Ctx, { contactId, caseId, referralId }: Led): Promise<Result<null>> {
  const found = await lockContact(ctx, contactId)
  if (!found.ok) return found
  if (found.value.case_id !== caseId) return refuse('contact.not-found')
  await changeContact(ctx, found.value, { referral_id: referralId })
  ctx.audit('contact.referred', [contactId, referralId])
  return ok(null)
}
