import { protectedAsChild } from '#domain/cases/case.ts'
import { consentFor, type Depth, purposeOf } from '#domain/consent/consent.ts'
import { refuse, ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { consentsOf } from './queries.ts'

export type Basis =
  | { kind: 'consent'; consentId: string; depth: Depth; until: Date }
  | { kind: 'lawful'; rule: string; depth: Depth; until: Date }

const CHILD_RULE = 'child-referral-basis'
const CHILD_DAYS = 180

/**
 * What permits a referral: an adult's valid consent that names the agency, or for a child the rule of the country's law.
 * Without either it is refused. A child's own answer is still recorded and heard; it is not what permits.
 */
export async function findBasis(
  ctx: Ctx,
  referral: { caseId: string; ageGroup: 'adult' | 'child' | 'uncertain'; toAgencyId: string; service: string },
): Promise<Result<Basis>> {
  const consent = consentFor(await consentsOf(ctx, referral.caseId), referral.toAgencyId, purposeOf(referral.service), ctx.now)
  if (consent) return ok({ kind: 'consent', consentId: consent.id, depth: consent.depth, until: consent.validUntil })
  if (protectedAsChild(referral.ageGroup) && referral.service !== 'police-report') {
    const until = new Date(ctx.now.getTime() + CHILD_DAYS * 86_400_000)
    return ok({ kind: 'lawful', rule: CHILD_RULE, depth: 'full', until })
  }
  return refuse('referral.consent-missing', { agencyId: referral.toAgencyId })
}
