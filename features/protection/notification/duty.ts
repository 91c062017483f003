import { depthReaches } from '#domain/consent/consent.ts'
import { firstInForce } from '#domain/law/rule-in-force.ts'
import { owesNotification } from '#domain/notification/notification.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import { findBasis } from '#features/protection/consent/find-basis.ts'
import type { Rule } from '#knowledge/schema/law.ts'
import type { NotificationDuty } from '#knowledge/schema/practice.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { House } from '#server/house.ts'

export type Owed = {
  duty: NotificationDuty
  /** The wording that the day of the case's opening is judged by; null where there was none. */
  rule: Rule | null
  owed: boolean
  caseId: string
  openedAt: Date
  region: string
  ageGroup: 'adult' | 'child' | 'uncertain'
  codeName: string
  languages: string[]
}

export const ruleOf = (house: House, duty: NotificationDuty, on: Date): Rule | null =>
  firstInForce(house.knowledge.lawsOf(house.country), duty.rule, dayIn(house.country.timeZone, on))

/** A case that the acting agency leads, and whether a notification is owed of it. Where the country knows no such duty there is nothing. */
export async function owedOf(ctx: Ctx, caseId: string): Promise<Result<Owed>> {
  const duty = ctx.house.country.notification
  if (!duty) return refuse('notification.not-found')
  const row = await ctx.tx
    .selectFrom('case')
    .innerJoin('agency', 'agency.id', 'case.lead_agency_id')
    .select(['case.opened_at', 'case.region', 'case.age_group', 'case.code_name', 'case.languages', 'agency.kind'])
    .where('case.id', '=', caseId)
    .where('case.lead_agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  if (!row) return refuse('case.not-found')
  const rule = ruleOf(ctx.house, duty, row.opened_at)
  return ok({
    duty,
    rule,
    owed: owesNotification(duty, row.kind, rule !== null),
    caseId,
    openedAt: row.opened_at,
    region: row.region,
    ageGroup: row.age_group,
    codeName: row.code_name,
    languages: row.languages,
  })
}

/** The consent to a report to the police that names this body and reaches her identity; null where she has not agreed. */
export async function agreedTo(
  ctx: Ctx,
  asked: { caseId: string; ageGroup: 'adult' | 'child' | 'uncertain'; toAgencyId: string },
): Promise<string | null> {
  const basis = await findBasis(ctx, { ...asked, service: 'police-report' })
  if (!basis.ok || basis.value.kind !== 'consent') return null
  return depthReaches(basis.value.depth, 'identity') ? basis.value.consentId : null
}
