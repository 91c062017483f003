import { z } from 'zod'
import { DEPTHS, EXPLAINED, GIVEN_BY, HOW, PURPOSES } from '#domain/consent/consent.ts'
import { addHours } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { code, codes, flag, id, language, whole } from '#server/http/fields.ts'

/** The form that was read to the person; a new wording is a new version, so that it stays known what she agreed to. */
const FORM_VERSION = 1
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

/** Records what the person answered to one question: agreed or refused, to whom, how deep, how long. Never edited afterwards. */
export async function recordConsent(ctx: Ctx, input: RecordConsent): Promise<Result<{ id: string; agreed: boolean }>> {
  const found = await ctx.tx
    .selectFrom('case')
    .select(['lead_agency_id', 'status'])
    .where('id', '=', input.caseId)
    .executeTakeFirst()
  if (!found) return refuse('case.not-found')
  if (found.lead_agency_id !== ctx.actor.agencyId) return refuse('case.not-lead')
  if (found.status === 'closed') return refuse('case.closed')
  const wrong = (input.agreed && whyNotInformed(input)) || (await whyNotAgency(ctx, input))
  if (wrong) return wrong

  const consentId = ctx.newId()
  await ctx.tx
    .insertInto('consent')
    .values({
      id: consentId,
      case_id: input.caseId,
      purpose: input.purpose,
      recipient_agency_id: input.recipientAgencyId ?? null,
      depth: input.depth,
      agreed: input.agreed,
      given_by: input.givenBy,
      how: input.how,
      language: input.language,
      interpreter: input.interpreter,
      form_version: FORM_VERSION,
      explained: input.explained,
      valid_from: ctx.now,
      valid_until: addHours(ctx.now, 24 * input.validDays),
      recorded_by: ctx.actor.userId,
      recorded_at: ctx.now,
      signature: null,
    })
    .execute()
  ctx.audit('consent.recorded', [input.caseId, consentId], { agreed: input.agreed, purpose: input.purpose })
  return ok({ id: consentId, agreed: input.agreed })
}

/** A yes counts only when everything was explained, and names who receives. A no needs nothing. */
function whyNotInformed(input: RecordConsent) {
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
