import { lawfulBasis } from '#domain/access/lawful-basis.ts'
import type { AgeGroup } from '#domain/cases/case.ts'
import { consentFor, type Depth, purposeOf } from '#domain/consent/consent.ts'
import { addHours, dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { consentsOf } from './queries.ts'

export type Basis =
  | { kind: 'consent'; consentId: string; depth: Depth; until: Date }
  | { kind: 'lawful'; rule: string; depth: Depth; until: Date }

/** How long a lawful basis gives access before it is looked at again. */
const LAWFUL_HOURS = 180 * 24

/**
 * What permits a referral: an adult's valid consent that names the agency, or for a child the rule of the country's law then in force.
 * Without either it is refused. A child's own answer is still recorded and heard; it is not what permits.
 */
export async function findBasis(
  ctx: Ctx,
  referral: { caseId: string; ageGroup: AgeGroup; toAgencyId: string; service: string },
): Promise<Result<Basis>> {
  const consent = consentFor(
    await consentsOf(ctx, referral.caseId),
    referral.toAgencyId,
    purposeOf(referral.service),
    ctx.now,
  )
  if (consent) return ok({ kind: 'consent', consentId: consent.id, depth: consent.depth, until: consent.validUntil })
  const { knowledge, country } = ctx.house
  const lawful = lawfulBasis(knowledge.lawsOf(country), referral, dayIn(country.timeZone, ctx.now))
  if (lawful)
    return ok({ kind: 'lawful', rule: lawful.rule.id, depth: lawful.depth, until: addHours(ctx.now, LAWFUL_HOURS) })
  return refuse('referral.consent-missing', { agencyId: referral.toAgencyId })
}
