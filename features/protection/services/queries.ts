import { sql } from 'kysely'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import type { AgeGroup } from '#domain/cases/case.ts'
import { type ReferralStatus, type StoredStatus, statusAt } from '#domain/referral/referral.ts'
import { planRisk } from '#domain/services/dangers.ts'
import { reviewOverdue } from '#domain/services/plan.ts'
import { serviceStatus } from '#domain/services/service.ts'
import { dayIn } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { PlanHead, PlanOut, ServiceOut } from './answers.ts'
import type { ServiceRow } from './store.ts'
import { toldOf } from './told-queries.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** Read of each kind, newest first, so that no plan makes a page without end. */
const MOST = 100

type SeenCase = {
  id: string
  code_name: string
  age_group: AgeGroup
  status: 'open' | 'closed'
  lead_agency_id: string
  whole: boolean
}

/** The plan of one case as deep as the acting agency's grant reaches; read and noted. */
export async function readPlan(ctx: Ctx, caseId: string): Promise<Result<PlanOut>> {
  const { rows } = await sql<SeenCase>`
    select id, code_name, age_group, status, lead_agency_id, aman.holds(id, 'full') as whole
      from aman."case" where id = ${caseId}`.execute(ctx.tx)
  const seen = rows[0]
  if (!seen) return refuse('case.not-found')
  ctx.look(seen.id, 'plan')
  const [head, services, told] = await Promise.all([headOf(ctx, caseId), servicesOf(ctx, caseId), toldOf(ctx, seen)])
  const madeLater = [...told.goals, ...services].some(each => head?.agreedAt && each.madeAt > head.agreedAt)
  return ok({
    caseId: seen.id,
    codeName: seen.code_name,
    ageGroup: seen.age_group,
    caseStatus: seen.status,
    leads: seen.lead_agency_id === ctx.actor.agencyId && CASE_LEADERS.some(role => role === ctx.actor.role),
    whole: seen.whole,
    plan: head && { ...head, risk: planRisk(told.dangers?.levels ?? {}), changedSinceAgreed: madeLater },
    services,
    ...told,
  })
}

async function headOf(ctx: Ctx, caseId: string): Promise<PlanHead | null> {
  const row = await ctx.tx.selectFrom('support_plan').selectAll().where('case_id', '=', caseId).executeTakeFirst()
  if (!row) return null
  return {
    status: row.status,
    risk: 'not-assessed',
    begunAt: row.begun_at.toISOString(),
    agreedAt: iso(row.agreed_at),
    changedSinceAgreed: false,
    reviewDueAt: iso(row.review_due_at),
    reviewOverdue: reviewOverdue({ status: row.status, reviewDueAt: row.review_due_at }, ctx.now),
    closedAt: iso(row.closed_at),
    closeReason: row.close_reason,
    version: row.version,
  }
}

type NamedService = ServiceRow & {
  provider_name: string | null
  referral_status: StoredStatus | null
  expires_at: Date | null
  referral_outcome: string | null
  referral_ended_at: Date | null
}

async function servicesOf(ctx: Ctx, caseId: string): Promise<ServiceOut[]> {
  const { rows } = await sql<NamedService>`
    select s.*, a.name as provider_name, r.status as referral_status, r.expires_at, r.outcome as referral_outcome, r.closed_at as referral_ended_at
      from aman.plan_service s
      left join aman.agency a on a.id = s.provider_agency_id
      left join aman.referral r on r.id = s.referral_id
     where s.case_id = ${caseId}
     order by s.id limit ${MOST}`.execute(ctx.tx)
  return rows.map(row => serviceOut(ctx, row))
}

function serviceOut({ now, house }: Ctx, row: NamedService): ServiceOut {
  const referralStatus: ReferralStatus | null = row.referral_status
    ? statusAt({ status: row.referral_status, expiresAt: row.expires_at }, now)
    : null
  const carried = referralStatus && { status: referralStatus, outcome: row.referral_outcome }
  const status = serviceStatus(row.status, carried)
  const over = status === 'done' || status === 'ended'
  const endedOn = over && row.referral_ended_at ? dayIn(house.country.timeZone, row.referral_ended_at) : null
  return {
    id: row.id,
    service: row.service,
    status,
    providerAgencyId: row.provider_agency_id,
    providerName: row.provider_name,
    referralId: row.referral_id,
    referralStatus,
    fromOn: row.from_on,
    // The day that was planned gives way to the day on which it ended.
    untilOn: row.outcome ? row.until_on : (endedOn ?? row.until_on),
    outcome: row.outcome ?? row.referral_outcome,
    madeAt: row.made_at.toISOString(),
    version: row.version,
  }
}
