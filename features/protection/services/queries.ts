import { sql } from 'kysely'
import { CASE_LEADERS } from '#domain/access/roles.ts'
import type { AgeGroup } from '#domain/cases/case.ts'
import { type ReferralStatus, type StoredStatus, statusAt } from '#domain/referral/referral.ts'
import { planRisk } from '#domain/services/dangers.ts'
import { inOrder } from '#domain/services/goals.ts'
import { reviewOverdue } from '#domain/services/plan.ts'
import { HURDLE_RULES } from '#domain/services/return.ts'
import { serviceStatus } from '#domain/services/service.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import { dataKey } from '#server/keys/data-keys.ts'
import { unsealText } from '#server/keys/seal.ts'
import type { PlanHead, PlanOut, ReturnOut, ServiceOut } from './answers.ts'
import { type ServiceRow, wordsPlace } from './store.ts'
import { returnJudged } from './why-no-return.ts'

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
}

async function servicesOf(ctx: Ctx, caseId: string): Promise<ServiceOut[]> {
  const { rows } = await sql<NamedService>`
    select s.*, a.name as provider_name, r.status as referral_status, r.expires_at, r.outcome as referral_outcome
      from aman.plan_service s
      left join aman.agency a on a.id = s.provider_agency_id
      left join aman.referral r on r.id = s.referral_id
     where s.case_id = ${caseId}
     order by s.id limit ${MOST}`.execute(ctx.tx)
  return rows.map(row => serviceOut(row, ctx.now))
}

function serviceOut(row: NamedService, now: Date): ServiceOut {
  const referralStatus: ReferralStatus | null = row.referral_status
    ? statusAt({ status: row.referral_status, expiresAt: row.expires_at }, now)
    : null
  const carried = referralStatus && { status: referralStatus, outcome: row.referral_outcome }
  return {
    id: row.id,
    service: row.service,
    status: serviceStatus(row.status, carried),
    providerAgencyId: row.provider_agency_id,
    providerName: row.provider_name,
    referralId: row.referral_id,
    referralStatus,
    fromOn: row.from_on,
    untilOn: row.until_on,
    outcome: row.outcome ?? row.referral_outcome,
    madeAt: row.made_at.toISOString(),
    version: row.version,
  }
}

type Told = Pick<PlanOut, 'needs' | 'dangers' | 'goals' | 'agreements' | 'reviews' | 'followUps' | 'homecoming'>

/** What takes a grant of the whole record. Without one the policies answer nothing, and nothing is asked. */
async function toldOf(ctx: Ctx, seen: SeenCase): Promise<Told> {
  const nothing: Told = {
    needs: null,
    dangers: null,
    goals: [],
    agreements: [],
    reviews: [],
    followUps: [],
    homecoming: null,
  }
  if (!seen.whole) return nothing
  const words = await wordsOf(ctx, seen.id)
  const [needs, dangers, goals, agreements, reviews, followUps, homecoming] = await Promise.all([
    assessed(ctx, seen.id, 'need', words),
    assessed(ctx, seen.id, 'risk', words),
    goalsOf(ctx, seen.id, words),
    agreementsOf(ctx, seen.id, words),
    reviewsOf(ctx, seen.id, words),
    followUpsOf(ctx, seen.id),
    homecomingOf(ctx, seen.id),
  ])
  return { needs, dangers, goals, agreements, reviews, followUps, homecoming }
}

type Words = ReadonlyMap<string, string>

/** The newest words of each record. */
async function wordsOf(ctx: Ctx, caseId: string): Promise<Words> {
  const key = await dataKey(ctx, caseId, 'full')
  if (!key) return new Map()
  const { rows } = await sql<{ id: string; record_id: string; sealed: Buffer }>`
    select distinct on (record_id) id, record_id, sealed from aman.plan_words
     where case_id = ${caseId} order by record_id, seq desc limit ${4 * MOST}`.execute(ctx.tx)
  return new Map(rows.map(row => [row.record_id, unsealText(key, row.sealed, wordsPlace(row.id))]))
}

async function assessed(ctx: Ctx, caseId: string, kind: 'need' | 'risk', words: Words) {
  const row = await ctx.tx
    .selectFrom('plan_assessment')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { id, levels, reasons } = row
  return { id, levels, reasons, assessedAt: row.assessed_at.toISOString(), note: words.get(id) ?? null }
}

async function goalsOf(ctx: Ctx, caseId: string, words: Words): Promise<PlanOut['goals']> {
  const rows = await ctx.tx
    .selectFrom('plan_goal')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .limit(MOST)
    .execute()
  return inOrder(rows).map(({ id, voice, priority, status, version, made_at }) => ({
    id,
    voice,
    priority,
    status,
    version,
    madeAt: made_at.toISOString(),
    text: words.get(id) ?? '',
  }))
}

async function agreementsOf(ctx: Ctx, caseId: string, words: Words): Promise<PlanOut['agreements']> {
  const rows = await ctx.tx
    .selectFrom('plan_agreement')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(row => ({
    id: row.id,
    givenBy: row.given_by,
    childView: row.child_view,
    how: row.how,
    agreedAt: row.agreed_at.toISOString(),
    words: words.get(row.id) ?? null,
  }))
}

async function reviewsOf(ctx: Ctx, caseId: string, words: Words): Promise<PlanOut['reviews']> {
  const rows = await ctx.tx
    .selectFrom('plan_review')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('dropped_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(row => ({
    id: row.id,
    authorId: row.author_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    decision: row.decision,
    decidedAt: iso(row.decided_at),
    words: words.get(row.id) ?? null,
  }))
}

async function followUpsOf(ctx: Ctx, caseId: string): Promise<PlanOut['followUps']> {
  const rows = await ctx.tx
    .selectFrom('plan_follow_up')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('dropped_at', 'is', null)
    .orderBy('due_at')
    .limit(MOST)
    .execute()
  return rows.map(({ id, months, due_at, outcome, done_at }) => ({
    id,
    months,
    dueAt: due_at.toISOString(),
    overdue: outcome === null && due_at <= ctx.now,
    outcome,
    doneAt: iso(done_at),
  }))
}

async function homecomingOf(ctx: Ctx, caseId: string): Promise<ReturnOut | null> {
  const judged = await returnJudged(ctx, caseId)
  if (!judged) return null
  return {
    judgedAt: judged.judgedAt.toISOString(),
    mayGo: judged.mayGo && judged.hurdles.length === 0,
    hurdles: judged.hurdles.map(hurdle => ({ hurdle, rule: HURDLE_RULES[hurdle] })),
  }
}
