import { z } from 'zod'
import { DEPTHS, EXPLAINED, GIVEN_BY, HOW, PURPOSES } from '#domain/consent/consent.ts'
import { isOwnView, whyMayNotAnswer } from '#domain/consent/who-answers.ts'
import { addHours } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { CaseRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code, codes, flag, id, language, whole } from '#server/http/fields.ts'
import { signConsent, type UnsignedConsent } from './signature.ts'
import { turnOver } from './turn-over.ts'

const LONGEST_DAYS = 365

export const RecordConsent = z.strictObject({
  caseId: id,
  purpose: code(PURPOSES),
  recipientAgencyId: id.optional(),
  depth: code(DEPTHS),
  agreed: z.union([z.boolean(), z.enum(['yes', 'no']).transform(value => value === 'yes')]),
  givenBy: code(GIVEN_BY),
  how: code(HOW),
  language,
  interpreter: flag.default(false),
  explained: codes(code(EXPLAINED), EXPLAINED.length).default([]),
  validDays: whole(1, LONGEST_DAYS).default(180),
})
export type RecordConsent = z.output<typeof RecordConsent>

/**
 * Records what was answered to one question: agreed or refused, to whom, how deep, how long. Signed, and never edited: a newer
 * answer to the same question follows it, and from that moment the older one holds no more.
 */
export async function recordConsent(ctx: Ctx, input: RecordConsent): Promise<Result<{ id: string; agreed: boolean }>> {
  const found = await lockCase(ctx, input.caseId)
  if (!found.ok) return found
  const { age_group: ageGroup, guardian_unsafe: guardianUnsafe } = found.value
  const wrong =
    whyMayNotAnswer({ ageGroup, givenBy: input.givenBy, guardianUnsafe }) ??
    (input.agreed ? whyNotInformed(ctx, input) : null) ??
    (await whyNotAgency(ctx, input))
  if (wrong) return wrong

  const ownView = isOwnView({ ageGroup, givenBy: input.givenBy })
  const older = await newestAnswer(ctx, input, ownView)
  const answer = await signConsent(ctx.house, rowOf(ctx, input, { ownView, supersedes: older }))
  await ctx.tx.insertInto('consent').values(answer).execute()
  ctx.audit('consent.recorded', [input.caseId, answer.id], { agreed: input.agreed, purpose: input.purpose })
  if (older) await turnOver(ctx, { caseId: input.caseId, older, newer: answer.id, depth: input.depth })
  return ok({ id: answer.id, agreed: input.agreed })
}

/** Held to the end of the transaction: answers to one question are taken one after the other, and so form one chain. */
async function lockCase(ctx: Ctx, caseId: string): Promise<Result<Pick<CaseRow, 'age_group' | 'guardian_unsafe'>>> {
  const seen = await ctx.tx.selectFrom('case').select('lead_agency_id').where('id', '=', caseId).executeTakeFirst()
  if (!seen) return refuse('case.not-found')
  const found = await ctx.tx
    .selectFrom('case')
    .select(['age_group', 'guardian_unsafe', 'status'])
    .where('id', '=', caseId)
    .where('lead_agency_id', '=', ctx.actor.agencyId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!found) return refuse('case.not-lead')
  return found.status === 'closed' ? refuse('case.closed') : ok(found)
}

/** The last answer to the same question in the same voice: the one that none follows. */
async function newestAnswer(ctx: Ctx, input: RecordConsent, ownView: boolean): Promise<string | null> {
  const row = await ctx.tx
    .selectFrom('consent')
    .leftJoin('consent as next', 'next.supersedes', 'consent.id')
    .select('consent.id')
    .where('consent.case_id', '=', input.caseId)
    .where('consent.purpose', '=', input.purpose)
    .where('consent.own_view', '=', ownView)
    .where('consent.recipient_agency_id', 'is not distinct from', input.recipientAgencyId ?? null)
    .where('next.id', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

const rowOf = (
  ctx: Ctx,
  input: RecordConsent,
  { ownView, supersedes }: { ownView: boolean; supersedes: string | null },
): UnsignedConsent => ({
  id: ctx.newId(),
  case_id: input.caseId,
  purpose: input.purpose,
  recipient_agency_id: input.recipientAgencyId ?? null,
  depth: input.depth,
  agreed: input.agreed,
  own_view: ownView,
  given_by: input.givenBy,
  how: input.how,
  language: input.language,
  interpreter: input.interpreter,
  form_version: ctx.house.knowledge.consentForm.version,
  explained: input.explained,
  valid_from: ctx.now,
  valid_until: addHours(ctx.now, 24 * input.validDays),
  recorded_by: ctx.actor.userId,
  recorded_at: ctx.now,
  supersedes,
})

/** A yes counts only when everything was explained, names who receives, and goes as deep as the question. A no needs nothing. */
function whyNotInformed(ctx: Ctx, input: RecordConsent) {
  const asked = ctx.house.knowledge.consentForm.purposes.find(each => each.id === input.purpose)
  if (!asked?.depths.includes(input.depth)) return refuse('consent.depth-not-asked', { depths: asked?.depths ?? [] })
  const missing = EXPLAINED.filter(each => !input.explained.includes(each))
  if (missing.length > 0) return refuse('consent.not-explained', { missing })
  const named = input.purpose === 'referral' || input.purpose === 'police-report'
  return named && !input.recipientAgencyId ? refuse('consent.recipient-missing') : null
}

/** Who agrees names an agency that is active; a no may be about one that is not any more. */
async function whyNotAgency(ctx: Ctx, input: RecordConsent) {
  if (!input.recipientAgencyId) return null
  const agency = await ctx.tx
    .selectFrom('agency')
    .select('status')
    .where('id', '=', input.recipientAgencyId)
    .executeTakeFirst()
  const known = input.agreed ? agency?.status === 'active' : agency !== undefined
  return known ? null : refuse('agency.not-found')
}
