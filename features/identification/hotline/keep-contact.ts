import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { agreeCallBack } from './call-backs.ts'
import { closeContact } from './close-contact.ts'
import { joinContacts } from './join-contacts.ts'
import { openCaseFrom, screenFrom } from './lead-on.ts'
import type { KeepContact } from './record.ts'
import { saveContact } from './save-contact.ts'

/** Where the form leads to: the contact again, or what it has become. */
export type Kept = { id: string; to: 'contact' | 'case' | 'screening'; q: string | null }
type Saved = { id: string; version: number }
type Step = (ctx: Ctx, saved: Saved, input: KeepContact) => Promise<Result<Kept>>

const stay = ({ id }: Saved, q: string | null = null): Result<Kept> => ok({ id, to: 'contact', q })

const STEP: Record<KeepContact['step'], Step> = {
  save: async (_, saved, { q }) => stay(saved, q ?? null),
  search: async (_, saved, { q }) => stay(saved, q ?? null),
  close: async (ctx, saved, { outcome, policeAgreed }) => {
    if (!outcome) return refuse('contact.outcome-missing')
    const closed = await closeContact(ctx, { contactId: saved.id, version: saved.version, outcome, policeAgreed })
    return closed.ok ? stay(saved) : closed
  },
  screening: async (ctx, saved) => {
    const begun = await screenFrom(ctx, { contactId: saved.id })
    return begun.ok ? ok({ id: begun.value.id, to: 'screening', q: null }) : begun
  },
  case: async (ctx, saved, { personGroup, withWords }) => {
    if (!personGroup) return refuse('contact.group-missing')
    const opened = await openCaseFrom(ctx, { contactId: saved.id, personGroup, withWords })
    return opened.ok ? ok({ id: opened.value.id, to: 'case', q: null }) : opened
  },
  join: async (ctx, saved, { otherId }) => {
    if (!otherId) return refuse('contact.other-missing')
    const joined = await joinContacts(ctx, { contactId: saved.id, otherId })
    return joined.ok ? stay(saved) : joined
  },
}

/** The form's own verb: saves, agrees the call-back where a number was given, and takes the step of the button. All or nothing. */
export async function keepContact(ctx: Ctx, input: KeepContact): Promise<Result<Kept>> {
  const { step, q, outcome, policeAgreed, personGroup, withWords, otherId, number, inMinutes, ...fields } = input
  const saved = await saveContact(ctx, fields)
  if (!saved.ok) return saved
  if (number) {
    const agreed = await agreeCallBack(ctx, { contactId: saved.value.id, number, inMinutes })
    if (!agreed.ok) return agreed
  }
  return STEP[step](ctx, saved.value, input)
}
