import { sql } from 'kysely'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import type { AgeGroup } from '#domain/cases/case.ts'
import type { Purpose } from '#domain/consent/consent.ts'
import { isId } from '#domain/shared/ids.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { type ConsentView, consentsOf } from './queries.ts'

/** What the pages of consent need of a case: its code name, its language, whether a child is asked. */
export type AskedCase = {
  id: string
  codeName: string
  ageGroup: AgeGroup
  languages: string[]
  interpreter: boolean
  region: string
  open: boolean
  /** A guardian who may be part of what happened is not asked. */
  guardianUnsafe: boolean
  /** The acting agency leads the case and the role works on cases. */
  leads: boolean
}

export async function readAskedCase(ctx: Ctx, caseId: string | undefined): Promise<Result<AskedCase>> {
  if (!caseId || !isId(caseId)) return refuse('case.not-found')
  const row = await ctx.tx
    .selectFrom('case')
    .select(['id', 'code_name', 'age_group', 'languages', 'interpreter', 'region', 'status', 'lead_agency_id'])
    .select('guardian_unsafe')
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) return refuse('case.not-found')
  ctx.look(row.id, 'facts')
  return ok({
    id: row.id,
    codeName: row.code_name,
    ageGroup: row.age_group,
    languages: row.languages,
    interpreter: row.interpreter,
    region: row.region,
    open: row.status === 'open',
    guardianUnsafe: row.guardian_unsafe,
    leads: row.lead_agency_id === ctx.actor.agencyId && CASE_LEADERS.some(role => role === ctx.actor.role),
  })
}

export async function readConsent(
  ctx: Ctx,
  caseId: string,
  consentId: string | undefined,
): Promise<Result<ConsentView>> {
  const consents = await consentsOf(ctx, caseId)
  const found = consents.find(each => each.id === consentId)
  return found ? ok(found) : refuse('consent.not-found')
}

export type Recipient = { id: string; name: string; region: string }

/** Offered at most; the case's own region and the agency that was asked for stand first, so that they are never cut off. */
const MOST_RECIPIENTS = 300

/** Active agencies that may receive. A report to the police goes to who takes such reports. */
export async function recipientsFor(
  ctx: Ctx,
  wish: { purpose: Purpose; region: string; chosen: string | undefined },
): Promise<Recipient[]> {
  const chosen = wish.chosen && isId(wish.chosen) ? wish.chosen : null
  const { rows } = await sql<Recipient>`
    select a.id, a.name, a.region
      from aman.agency a
     where a.status = 'active' and a.id <> ${ctx.actor.agencyId}
       ${wish.purpose === 'police-report' ? sql`and a.services @> array['police-report']` : sql``}
     order by (a.id is not distinct from ${chosen}::uuid) desc, (a.region = ${wish.region}) desc, a.region, a.name
     limit ${MOST_RECIPIENTS}`.execute(ctx.tx)
  return rows
}

/** A referral that stands on a consent and still runs; by it, and only by it, the recipient sees the case. */
export type Leaning = { referralId: string; service: string; toName: string }

/** An expired referral opens nothing any more; what the lead itself took over does not lean on the consent. */
export async function leaningOn(ctx: Ctx, consentId: string): Promise<Leaning[]> {
  return await ctx.tx
    .selectFrom('referral')
    .innerJoin('agency', 'agency.id', 'referral.to_agency_id')
    .select(['referral.id as referralId', 'referral.service', 'agency.name as toName'])
    .where('referral.consent_id', '=', consentId)
    .where('referral.to_agency_id', '<>', ctx.actor.agencyId)
    .where(eb =>
      eb.or([
        eb('referral.status', '=', 'accepted'),
        eb.and([eb('referral.status', '=', 'sent'), eb('referral.expires_at', '>', ctx.now)]),
      ]),
    )
    .orderBy('referral.id', 'desc')
    .limit(100)
    .execute()
}
