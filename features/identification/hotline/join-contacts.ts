import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { JoinContacts } from './record.ts'
import { changeContact, lockContact } from './store.ts'

type Joined = Result<{ id: string; version: number }>

/** The caller says that she called before: both contacts, and what was joined to either, are one caller's from now on. */
export async function joinContacts(ctx: Ctx, { contactId, otherId }: JoinContacts): Promise<Joined> {
  if (contactId === otherId) return refuse('contact.same')
  // In one order, so that two who join the same two do not wait for each other.
  const [first, second] = contactId < otherId ? [contactId, otherId] : [otherId, contactId]
  const one = await lockContact(ctx, first)
  if (!one.ok) return one
  const two = await lockContact(ctx, second)
  if (!two.ok) return two
  if (one.value.kind !== 'contact' || two.value.kind !== 'contact') return refuse('contact.counted-only')
  const caller = one.value.joined_as ?? two.value.joined_as ?? ctx.newId()
  const other = two.value.joined_as
  if (other && other !== caller) {
    await ctx.tx.updateTable('contact').set({ joined_as: caller }).where('joined_as', '=', other).execute()
  }
  const changed = [
    await changeContact(ctx, one.value, { joined_as: caller }),
    await changeContact(ctx, two.value, { joined_as: caller }),
  ]
  ctx.audit('contact.joined', [contactId, otherId])
  return ok({ id: contactId, version: changed.find(each => each.id === contactId)?.version ?? 0 })
}

export async function partContact(ctx: Ctx, { contactId }: { contactId: string }): Promise<Joined> {
  const found = await lockContact(ctx, contactId)
  if (!found.ok) return found
  const changed = await changeContact(ctx, found.value, { joined_as: null })
  ctx.audit('contact.parted', contactId)
  return ok(changed)
}
