import { protectedAsChild } from '#domain/cases/case.ts'
import { consentFor, type Depth, purposeOf } from '#domain/consent/consent.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { addHours, dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { consentsOf } from './queries.ts'

export type Basis =
  | { kind: 'consent'; consentId: string; depth: Depth; until: Date }
  | { kind: 'lawful'; rule: string; depth: Depth; until: Date }

const CHILD_RULE = 'child-referral-basis'
/** How long a child's referral gives access before its basis is looked at again. */
const CHILD_HOURS = 180 * 24

/**
 * What permits a referral: an adult's valid consent that names the agency, or for a child the rule of the country's law then in force.
 * Without either it is refused. A child's own answer is still recorded and heard; it is not what permits.
 */
export async function findBasis(
  ctx: Ctx,
  referral: { caseId: string; ageGroup: 'adult' | 'child' | 'uncertain'; toAgencyId: string; service: string },
): Promise<Result<Basis>> {
  const consent = consentFor(
    await consentsOf(ctx, referral.caseId),
    referral.toAgencyId,
    purposeOf(referral.service),
    ctx.now,
  )
  if (consent) return ok({ kind: 'consent', consentId: consent.id, depth: consent.depth, until: consent.validUntil })
  if (protectedAsChild(referral.ageGroup) && referral.service !== 'police-report') {
    const rule = firstInForce(
      ctx.house.knowledge.lawsOf(ctx.house.country),
      CHILD_RULE,
      dayIn(ctx.house.country.timeZone, ctx.now),
    )
    if (rule) return ok({ kind: 'lawful', rule: rule.id, depth: 'full', until: addHours(ctx.now, CHILD_HOURS) })
  }
  return refuse('referral.consent-missing', { agencyId: referral.toAgencyId })
}
