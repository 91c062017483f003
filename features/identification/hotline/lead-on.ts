import type { Risk } from '#domain/hotline/contact.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { beginScreening } from '#features/identification/screening/begin-screening.ts'
import { askingOn } from '#features/identification/screening/on-server.ts'
import { addNarrative } from '#features/protection/cases/add-narrative.ts'
import { type Opened, openCase } from '#features/protection/cases/open-case.ts'
import { sendReferral } from '#features/protection/referrals/send-referral.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { AddToCase, OpenCaseFrom, ReferFrom } from './record.ts'
import { type ContactRow, changeContact, lockContact, openWords } from './store.ts'

const RISK_OF: Record<Risk, 'high' | 'medium' | 'not-assessed'> = {
  danger: 'high',
  urgent: 'high',
  concern: 'medium',
  none: 'not-assessed',
}

/** Only a screening that was finished is part of a case; one that runs is finished and attached by who asks it. */
async function finishedScreening(ctx: Ctx, { screening_id }: ContactRow): Promise<string | undefined> {
  if (!screening_id) return undefined
  const row = await ctx.tx
    .selectFrom('screening')
    .select('id')
    .where('id', '=', screening_id)
    .where('status', '=', 'completed')
    .where('case_id', 'is', null)
    .executeTakeFirst()
  return row?.id
}

const fromOf = ({ channel, tip_id }: ContactRow) =>
  tip_id || channel === 'tip' ? 'tip' : channel === 'walk-in' ? 'walk-in' : 'hotline'

/** A case with what the contact knows. What was said goes along where the operator says so, as a note of the case. */
export async function openCaseFrom(ctx: Ctx, input: OpenCaseFrom): Promise<Result<Opened>> {
  const found = await lockContact(ctx, input.contactId)
  if (!found.ok) return found
  const row = found.value
  if (row.kind !== 'contact') return refuse('contact.counted-only')
  if (row.case_id) return refuse('contact.case-already-open')
  const opened = await openCase(ctx, {
    ageGroup: row.age_group ?? 'uncertain',
    personGroup: input.personGroup,
    openedFrom: fromOf(row),
    languages: row.language ? [row.language] : [],
    interpreter: false,
    stepFree: false,
    mayContact: row.safe_contact,
    risk: RISK_OF[row.risk],
    screeningId: await finishedScreening(ctx, row),
  })
  if (!opened.ok) return opened
  const words = input.withWords ? await openWords(ctx, row.id) : null
  const text = [words?.said, words?.safeWords].filter(Boolean).join('\n\n')
  if (text) {
    const noted = await addNarrative(ctx, { caseId: opened.value.id, kind: 'note', text: text.slice(0, 8000) })
    if (!noted.ok) return noted
  }
  await belong(ctx, row, opened.value.id)
  return opened
}

/** The contact, and those that the same caller is known by from her own word, belong with the case from now on. */
async function belong(ctx: Ctx, row: ContactRow, caseId: string): Promise<void> {
  await changeContact(ctx, row, { case_id: caseId })
  if (row.joined_as) {
    await ctx.tx
      .updateTable('contact')
      .set({ case_id: caseId })
      .where('joined_as', '=', row.joined_as)
      .where('case_id', 'is', null)
      .execute()
  }
  ctx.audit('contact.case-opened', [row.id, caseId])
}

/** A caller whose case runs already: the contact is made part of it. */
export async function addToCase(ctx: Ctx, { contactId, caseId }: AddToCase): Promise<Result<{ id: string }>> {
  const found = await lockContact(ctx, contactId)
  if (!found.ok) return found
  if (found.value.kind !== 'contact') return refuse('contact.counted-only')
  if (found.value.case_id) return refuse('contact.case-already-open')
  const led = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!led) return refuse('case.not-found')
  if (led.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (led.status === 'closed') return refuse('case.closed')
  await belong(ctx, found.value, caseId)
  return ok({ id: contactId })
}

/** Questions by telephone, with what the contact knows of age and language. */
export async function screenFrom(ctx: Ctx, { contactId }: { contactId: string }): Promise<Result<{ id: string }>> {
  const found = await lockContact(ctx, contactId)
  if (!found.ok) return found
  const row = found.value
  if (row.kind !== 'contact') return refuse('contact.counted-only')
  if (row.screening_id) return refuse('contact.screening-already-open')
  const begun = await beginScreening(askingOn(ctx), {
    situation: 'phone',
    ageGroup: row.age_group ?? 'uncertain',
    language: row.language ?? ctx.house.country.languages[0] ?? 'en',
    length: 'card',
  })
  if (!begun.ok) return begun
  await changeContact(ctx, row, { screening_id: begun.value.id })
  ctx.audit('contact.screening-begun', [row.id, begun.value.id])
  return ok({ id: begun.value.id })
}

/** A referral of the case that the contact became, on the same ground as any other. */
export async function referFrom(ctx: Ctx, input: ReferFrom): Promise<Result<{ id: string }>> {
  const found = await lockContact(ctx, input.contactId)
  if (!found.ok) return found
  const { case_id } = found.value
  if (!case_id) return refuse('contact.no-case')
  const { toAgencyId, service, urgency } = input
  const sent = await sendReferral(ctx, {
    caseId: case_id,
    toAgencyId,
    service,
    urgency,
    avoidShelters: [],
    contactId: input.contactId,
    draft: false,
  })
  return sent.ok ? ok({ id: sent.value.id }) : sent
}
