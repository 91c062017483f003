import { sql } from 'kysely'
import { overdue, type ReferralStatus, statusAt } from '#domain/referral/referral.ts'
import type { Depth } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import { agreementsOf } from './timeline-consents.ts'
import { type Happening, happeningsIn } from './timeline-events.ts'
import { type Period, periodsIn } from './timeline-periods.ts'
import { type Planned, plannedIn } from './timeline-plan.ts'

export type Screened = { id: string; completedAt: Date; nextStep: string | null; agencyName: string }
export type Told = { id: string; kind: 'wish' | 'note'; writtenAt: Date; agencyName: string }
export type Stay = {
  id: string
  kind: 'hold' | 'placement'
  shelterCode: string
  region: string
  since: Date
  until: Date | null
  endedReason: string | null
}
export type Agreement = {
  id: string
  purpose: string
  recipientName: string | null
  depth: Depth
  agreed: boolean
  ownView: boolean
  recordedAt: Date
  validFrom: Date
  validUntil: Date
  withdrawnAt: Date | null
  supersededAt: Date | null
  genuine: boolean
}
export type Referred = {
  id: string
  toName: string
  fromName: string
  service: string
  status: ReferralStatus
  overdue: boolean
  declineReason: string | null
  outcome: string | null
  draftedAt: Date
  sentAt: Date | null
  answerDueAt: Date | null
  expiresAt: Date | null
  answeredAt: Date | null
  closedAt: Date | null
}
type Span = { openedAt: Date; openedFrom: string; closedAt: Date | null }

export type CaseHistory = {
  screenings: Screened[]
  consents: Agreement[]
  referrals: Referred[]
  stays: Stay[]
  told: Told[]
  periods: Period[]
  planned: Planned[]
}
/** `happenings` oldest first; `more` where a case holds more of one kind than one page reads. */
export type CaseTimeline = CaseHistory & { happenings: Happening[]; more: boolean }

/** Read of each kind, newest first, so that no case makes a page without end. */
const MOST = 100

/**
 * Everything that happened in one case, as far as the acting agency's grant reaches: seven bounded queries, sent together.
 * Of notes and wishes only that they were written; what they say stays sealed.
 */
export async function timelineOf(ctx: Ctx, caseId: string): Promise<CaseTimeline> {
  const [span, screenings, consents, referrals, stays, told, periods, planned] = await Promise.all([
    spanOf(ctx, caseId),
    screeningsOf(ctx, caseId),
    agreementsOf(ctx, caseId, MOST + 1),
    referralsIn(ctx, caseId),
    staysOf(ctx, caseId),
    toldIn(ctx, caseId),
    periodsIn(ctx, caseId, MOST + 1),
    plannedIn(ctx, caseId, MOST + 1),
  ])
  const whole = { screenings, consents, referrals, stays, told, periods, planned }
  const more = Object.values(whole).some(rows => rows.length > MOST)
  if (!span) return { ...whole, happenings: [], more }
  ctx.look(caseId, 'timeline')
  const cut: CaseHistory = {
    screenings: screenings.slice(0, MOST),
    consents: consents.slice(0, MOST),
    referrals: referrals.slice(0, MOST),
    stays: stays.slice(0, MOST),
    told: told.slice(0, MOST),
    periods: periods.slice(0, MOST),
    planned: planned.slice(0, MOST),
  }
  return { ...cut, happenings: happeningsIn({ ...cut, ...span }, ctx.now), more }
}

async function spanOf(ctx: Ctx, caseId: string): Promise<Span | null> {
  const row = await ctx.tx
    .selectFrom('case')
    .select(['opened_at', 'opened_from', 'closed_at'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  return row ? { openedAt: row.opened_at, openedFrom: row.opened_from, closedAt: row.closed_at } : null
}

async function screeningsOf(ctx: Ctx, caseId: string): Promise<Screened[]> {
  const rows = await ctx.tx
    .selectFrom('screening')
    .innerJoin('agency', 'agency.id', 'screening.agency_id')
    .select(['screening.id', 'screening.started_at', 'screening.completed_at', 'screening.next_step', 'agency.name'])
    .where('screening.case_id', '=', caseId)
    .orderBy('screening.id', 'desc')
    .limit(MOST + 1)
    .execute()
  return rows.map(row => ({
    id: row.id,
    completedAt: row.completed_at ?? row.started_at,
    nextStep: row.next_step,
    agencyName: row.name,
  }))
}

async function referralsIn(ctx: Ctx, caseId: string): Promise<Referred[]> {
  const rows = await ctx.tx
    .selectFrom('referral as r')
    .innerJoin('agency as f', 'f.id', 'r.from_agency_id')
    .innerJoin('agency as t', 't.id', 'r.to_agency_id')
    .selectAll('r')
    .select(['f.name as from_name', 't.name as to_name'])
    .where('r.case_id', '=', caseId)
    .orderBy('r.id', 'desc')
    .limit(MOST + 1)
    .execute()
  return rows.map(row => {
    const status = statusAt({ status: row.status, expiresAt: row.expires_at }, ctx.now)
    return {
      id: row.id,
      toName: row.to_name,
      fromName: row.from_name,
      service: row.service,
      status,
      overdue: overdue({ status, answerDueAt: row.answer_due_at }, ctx.now),
      declineReason: row.decline_reason,
      outcome: row.outcome,
      draftedAt: row.drafted_at,
      sentAt: row.sent_at,
      answerDueAt: row.answer_due_at,
      expiresAt: row.expires_at,
      answeredAt: row.answered_at,
      closedAt: row.closed_at,
    }
  })
}

type StayRow = Omit<Stay, 'shelterCode' | 'endedReason'> & { code: string; ended_reason: string | null }

async function staysOf(ctx: Ctx, caseId: string): Promise<Stay[]> {
  const { rows } = await sql<StayRow>`
    select u.id, u.kind, s.code, s.region, lower(u.during) as since, upper(u.during) as until, u.ended_reason
      from aman.bed_use u
      join aman.shelter s on s.id = u.shelter_id
     where u.case_id = ${caseId} and not isempty(u.during)
     order by u.id desc
     limit ${MOST + 1}`.execute(ctx.tx)
  return rows.map(({ code, ended_reason, ...row }) => ({ ...row, shelterCode: code, endedReason: ended_reason }))
}

async function toldIn(ctx: Ctx, caseId: string): Promise<Told[]> {
  const rows = await ctx.tx
    .selectFrom('case_narrative as n')
    .innerJoin('agency', 'agency.id', 'n.agency_id')
    .select(['n.id', 'n.kind', 'n.written_at', 'agency.name'])
    .where('n.case_id', '=', caseId)
    .orderBy('n.id', 'desc')
    .limit(MOST + 1)
    .execute()
  return rows.map(row => ({ id: row.id, kind: row.kind, writtenAt: row.written_at, agencyName: row.name }))
}
