import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { closeContact } from './close-contact.ts'
import { openCaseFrom, screenFrom } from './lead-on.ts'
import type { KeepContact } from './record.ts'
import { saveContact } from './save-contact.ts'

/** Where the form leads to: the contact again, or what it has become. */
export type Kept = { id: string; to: 'contact' | 'case' | 'screening'; q: string | null }

/** The form's own verb: saves, and then takes the step of the button that was pressed. Both or neither. */
export async function keepContact(ctx: Ctx, input: KeepContact): Promise<Result<Kept>> {
  const { step, q, outcome, policeAgreed, personGroup, withWords, ...fields } = input
  const saved = await saveContact(ctx, fields)
  if (!saved.ok) return saved
  const { id: contactId, version } = saved.value
  if (step === 'close') {
    if (!outcome) return refuse('contact.outcome-missing')
    const closed = await closeContact(ctx, { contactId, version, outcome, policeAgreed })
    return closed.ok ? ok({ id: contactId, to: 'contact', q: null }) : closed
  }
  if (step === 'screening') {
    const begun = await screenFrom(ctx, { contactId })
    return begun.ok ? ok({ id: begun.value.id, to: 'screening', q: null }) : begun
  }
  if (step === 'case') {
    if (!personGroup) return refuse('contact.group-missing')
    const opened = await openCaseFrom(ctx, { contactId, personGroup, withWords })
    return opened.ok ? ok({ id: opened.value.id, to: 'case', q: null }) : opened
  }
  return ok({ id: contactId, to: 'contact', q: step === 'search' ? (q ?? null) : null })
}
