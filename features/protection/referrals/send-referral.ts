import { sql } from 'kysely'
import { depthReaches } from '#domain/consent/consent.ts'
import { answerDue, expiresAt } from '#domain/referral/deadlines.ts'
import { takeStep } from '#domain/referral/referral.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { referContact } from '#features/identification/hotline/refer-contact.ts'
import { type Basis, findBasis } from '#features/protection/consent/find-basis.ts'
import { whyNoInterview } from '#features/protection/reflection/plan-interview.ts'
import { brokeConstraint } from '#server/db/client.ts'
import type { CaseRow, ReferralRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { shareDataKeys } from '#server/keys/data-keys.ts'
import { viewOf } from './queries.ts'
import type { ReferralOut, SendReferral, Step } from './record.ts'
import { lockReferral, moveReferral } from './store.ts'

/** Drafts a referral and, unless it is to stay a draft, sends it. */
export async function sendReferral(ctx: Ctx, input: SendReferral): Promise<Result<ReferralOut>> {
  const found = await ctx.tx.selectFrom('case').selectAll().where('id', '=', input.caseId).executeTakeFirst()
  if (!found) return refuse('case.not-found')
  const open = await lockCase(ctx, input.caseId)
  if (!open.ok) return open
  const wrong = await whyNotAgency(ctx, input)
  if (wrong) return wrong

  const referralId = ctx.newId()
  try {
    await ctx.tx
      .insertInto('referral')
      .values({
        id: referralId,
        case_id: found.id,
        code_name: found.code_name,
        from_agency_id: ctx.actor.agencyId,
        to_agency_id: input.toAgencyId,
        service: input.service,
        urgency: input.urgency,
        status: 'draft',
        drafted_by: ctx.actor.userId,
        drafted_at: ctx.now,
      })
      .execute()
  } catch (error) {
    if (brokeConstraint(error, 'referral_open_once')) return refuse('referral.already-open')
    throw error
  }
  await ctx.tx
    .insertInto('referral_need')
    .values({
      referral_id: referralId,
      case_id: found.id,
      person_group: found.person_group,
      step_free: found.step_free,
      languages: input.languages ?? found.languages,
      avoid_shelters: input.avoidShelters,
    })
    .execute()
  ctx.audit('referral.drafted', [referralId, found.id], { service: input.service })
  const { contactId } = input
  const led = contactId ? await referContact(ctx, { contactId, caseId: found.id, referralId }) : ok(null)
  if (!led.ok) return led
  const draft = await lockReferral(ctx, { referralId })
  if (!draft.ok) return draft
  return input.draft ? ok(viewOf(draft.value, ctx.now)) : send(ctx, draft.value, found.age_group)
}

/** Sends a draft, once there is a basis for it. */
export async function sendDraft(ctx: Ctx, input: Step): Promise<Result<ReferralOut>> {
  const found = await ctx.tx
    .selectFrom('referral')
    .select('case_id')
    .where('id', '=', input.referralId)
    .executeTakeFirst()
  if (!found) return refuse('referral.not-found')
  const open = await lockCase(ctx, found.case_id)
  if (!open.ok) return open
  const draft = await lockReferral(ctx, input)
  return draft.ok ? send(ctx, draft.value, open.value.age_group) : draft
}

/** Holds an open case that the acting agency leads, so that neither its lead passes nor it is closed while a referral leaves. */
async function lockCase(ctx: Ctx, caseId: string): Promise<Result<Pick<CaseRow, 'age_group'>>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['age_group', 'lead_agency_id', 'status'])
    .where('id', '=', caseId)
    .where('lead_agency_id', '=', ctx.actor.agencyId)
    .forShare()
    .executeTakeFirst()
  if (!found) return refuse('case.not-lead')
  return found.status === 'closed' ? refuse('case.closed') : ok(found)
}

async function whyNotAgency(ctx: Ctx, input: SendReferral) {
  if (input.toAgencyId === ctx.actor.agencyId) return refuse('referral.own-agency')
  const agency = await ctx.tx
    .selectFrom('agency')
    .select(['status', 'services'])
    .where('id', '=', input.toAgencyId)
    .executeTakeFirst()
  if (agency?.status !== 'active') return refuse('agency.not-found')
  return agency.services.includes(input.service) ? null : refuse('referral.service-not-offered')
}

async function send(
  ctx: Ctx,
  referral: ReferralRow,
  ageGroup: 'adult' | 'child' | 'uncertain',
): Promise<Result<ReferralOut>> {
  const step = takeStep(referral.status, 'send')
  if (!step.ok) return step
  const basis = await findBasis(ctx, {
    caseId: referral.case_id,
    ageGroup,
    toAgencyId: referral.to_agency_id,
    service: referral.service,
  })
  if (!basis.ok) return basis
  // Who takes the lead takes the whole record; a shallower agreement cannot carry it.
  if (referral.service === 'case-management' && !depthReaches(basis.value.depth, 'full')) {
    return refuse('referral.consent-too-shallow', { depth: basis.value.depth })
  }
  const waits = referral.service === 'police-report' && (await whyNoInterview(ctx, referral.case_id))
  if (waits) return waits

  const until = expiresAt(ctx.house.country, referral.urgency, ctx.now)
  const moved = await moveReferral(ctx, referral, {
    status: step.value,
    sent_at: ctx.now,
    answer_due_at: answerDue(ctx.house.country, referral.urgency, ctx.now),
    expires_at: until,
    consent_id: basis.value.kind === 'consent' ? basis.value.consentId : null,
    lawful_basis: basis.value.kind === 'lawful' ? basis.value.rule : null,
  })
  if (!moved.ok) return moved
  const sent = moved.value
  await openAccess(ctx, sent, basis.value, until)
  ctx.audit('referral.sent', [sent.id, sent.case_id], { basis: basis.value.kind, depth: basis.value.depth })
  return ok(viewOf(sent, ctx.now))
}

/**
 * Two grants: coded facts at once and until the referral expires, so that the recipient can decide; and what the person agreed to,
 * empty until it accepts. The keys are sealed now, since only the sender can, and open nothing before the grant does.
 */
async function openAccess(ctx: Ctx, referral: ReferralRow, basis: Basis, until: Date): Promise<void> {
  const common = {
    case_id: referral.case_id,
    agency_id: referral.to_agency_id,
    given_by_agency_id: referral.from_agency_id,
    purpose: referral.service,
    basis: basis.kind,
    consent_id: basis.kind === 'consent' ? basis.consentId : null,
    lawful_basis: basis.kind === 'lawful' ? basis.rule : null,
    referral_id: referral.id,
    created_at: ctx.now,
  }
  await ctx.tx
    .insertInto('grant_of_access')
    .values([
      {
        ...common,
        id: ctx.newId(),
        depth: 'coded',
        // Whichever ends first: she may have agreed for a shorter time than the recipient has to answer.
        valid: sql<string>`tstzrange(${ctx.now}::timestamptz, least(${until}, ${basis.until})::timestamptz)`,
        opens_until: null,
      },
      { ...common, id: ctx.newId(), depth: basis.depth, valid: 'empty', opens_until: basis.until },
    ])
    .execute()
  await shareDataKeys(ctx, referral.case_id, basis.depth, referral.to_agency_id)
}
