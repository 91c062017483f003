import { sql } from 'kysely'
import { overdue, statusAt } from '#domain/referral/referral.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { ReferralRow } from '#server/db/tables.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ReferralOut } from './record.ts'

export type ReferralView = ReferralOut & { fromName: string; toName: string }

type NamedRow = ReferralRow & { from_name: string; to_name: string }

const iso = (at: Date | null) => at?.toISOString() ?? null

export function viewOf(row: ReferralRow, now: Date): ReferralOut {
  const status = statusAt({ status: row.status, expiresAt: row.expires_at }, now)
  return {
    id: row.id,
    caseId: row.case_id,
    codeName: row.code_name,
    fromAgencyId: row.from_agency_id,
    toAgencyId: row.to_agency_id,
    service: row.service,
    urgency: row.urgency,
    personGroup: row.person_group,
    stepFree: row.step_free,
    languages: row.languages,
    status,
    overdue: overdue({ status, answerDueAt: row.answer_due_at }, now),
    basis: row.consent_id ? 'consent' : row.lawful_basis ? 'lawful' : 'none',
    declineReason: row.decline_reason,
    outcome: row.outcome,
    draftedAt: row.drafted_at.toISOString(),
    sentAt: iso(row.sent_at),
    answerDueAt: iso(row.answer_due_at),
    expiresAt: iso(row.expires_at),
    answeredAt: iso(row.answered_at),
    closedAt: iso(row.closed_at),
    version: row.version,
  }
}

const named = (row: NamedRow, now: Date): ReferralView => ({
  ...viewOf(row, now),
  fromName: row.from_name,
  toName: row.to_name,
})

const SELECT = sql`
  select r.*, n.person_group, n.step_free, n.languages, n.avoid_shelters, f.name as from_name, t.name as to_name
    from aman.referral r
    left join aman.referral_need n on n.referral_id = r.id
    join aman.agency f on f.id = r.from_agency_id
    join aman.agency t on t.id = r.to_agency_id`

export async function readReferral(ctx: Ctx, referralId: string): Promise<Result<ReferralView>> {
  const { rows } = await sql<NamedRow>`${SELECT} where r.id = ${referralId}`.execute(ctx.tx)
  const row = rows[0]
  if (!row) return refuse('referral.not-found')
  ctx.look(row.case_id, 'referral')
  return ok(named(row, ctx.now))
}

export type Box = 'in' | 'out'
export type ReferralFilter = { box: Box; cursor?: string | undefined; limit: number; status?: string | undefined }

/** The acting agency's inbox or outbox, newest first, paged by id. */
export async function listReferrals(
  ctx: Ctx,
  filter: ReferralFilter,
): Promise<{ items: ReferralView[]; next: string | null }> {
  const side = filter.box === 'in' ? sql`r.to_agency_id` : sql`r.from_agency_id`
  const { rows } = await sql<NamedRow>`${SELECT}
     where ${side} = ${ctx.actor.agencyId}
       ${filter.cursor ? sql`and r.id < ${filter.cursor}` : sql``}
       ${filter.status ? statusClause(filter.status, ctx.now) : sql``}
     order by ${side} desc, r.id desc
     limit ${filter.limit + 1}`.execute(ctx.tx)
  const page = rows.slice(0, filter.limit)
  if (page.length > 0)
    ctx.audit(
      'referral.listed',
      page.map(row => row.id),
      { box: filter.box },
    )
  const last = page.at(-1)
  return { items: page.map(row => named(row, ctx.now)), next: rows.length > filter.limit && last ? last.id : null }
}

function statusClause(status: string, now: Date) {
  if (status === 'expired') return sql`and r.status = 'sent' and r.expires_at <= ${now}`
  if (status === 'sent') return sql`and r.status = 'sent' and r.expires_at > ${now}`
  return sql`and r.status = ${status}`
}

/** The referrals of one case that the acting agency is a party to. */
export async function referralsOf(ctx: Ctx, caseId: string): Promise<ReferralView[]> {
  const { rows } = await sql<NamedRow>`${SELECT} where r.case_id = ${caseId} order by r.id desc limit 200`.execute(
    ctx.tx,
  )
  if (rows.length > 0)
    ctx.audit(
      'referral.listed',
      rows.map(row => row.id),
    )
  return rows.map(row => named(row, ctx.now))
}

export type Ground = {
  /** Null where the acting agency no longer sees it, or there is none. */
  consent: { depth: string; validUntil: Date; withdrawnAt: Date | null } | null
  rule: string | null
  caseOpen: boolean
  avoidShelters: string[]
}

/** What permits a referral, and whether the acting agency sees the case now. The policies decide what each join brings. */
export async function groundOf(ctx: Ctx, referralId: string): Promise<Ground> {
  const { rows } = await sql<{
    depth: string | null
    valid_until: Date
    withdrawn_at: Date | null
    rule: string | null
    case_open: boolean
    avoid: string[]
  }>`
    select c.depth, c.valid_until, coalesce(w.withdrawn_at, newer.recorded_at) as withdrawn_at, r.lawful_basis as rule, k.id is not null as case_open,
           array(select s.code from aman.shelter s where s.id = any(n.avoid_shelters) order by s.code) as avoid
      from aman.referral r
      left join aman.referral_need n on n.referral_id = r.id
      left join aman.consent c on c.id = r.consent_id
      left join aman.consent_withdrawal w on w.consent_id = c.id
      left join aman.consent newer on newer.supersedes = c.id
      left join aman."case" k on k.id = r.case_id
     where r.id = ${referralId}`.execute(ctx.tx)
  const row = rows[0]
  return {
    consent: row?.depth ? { depth: row.depth, validUntil: row.valid_until, withdrawnAt: row.withdrawn_at } : null,
    rule: row?.rule ?? null,
    caseOpen: row?.case_open ?? false,
    avoidShelters: row?.avoid ?? [],
  }
}

export type Stay = { id: string; shelterId: string; shelterCode: string; bedLabel: string; since: Date }

/** The bed that a referral gave and that the person sleeps in now, where the acting agency may see it. */
export async function stayOf(ctx: Ctx, referralId: string): Promise<Stay | null> {
  const { rows } = await sql<Stay & { caseId: string }>`
    select u.id, u.case_id as "caseId", u.shelter_id as "shelterId", s.code as "shelterCode", b.label as "bedLabel", lower(u.during) as since
      from aman.bed_use u
      join aman.shelter s on s.id = u.shelter_id
      join aman.bed b on b.id = u.bed_id
     where u.referral_id = ${referralId} and u.kind = 'placement' and u.during @> ${ctx.now}::timestamptz`.execute(
    ctx.tx,
  )
  const row = rows[0]
  if (!row) return null
  const { caseId, ...stay } = row
  ctx.look(caseId, 'bed')
  return stay
}

/** The shelters of an agency whose address the acting agency may read now. Reading one is another step, and noted. */
export async function addressesOf(ctx: Ctx, agencyId: string): Promise<{ id: string; code: string }[]> {
  return await ctx.tx
    .selectFrom('shelter')
    .innerJoin('shelter_address', 'shelter_address.shelter_id', 'shelter.id')
    .select(['shelter.id', 'shelter.code'])
    .where('shelter.agency_id', '=', agencyId)
    .orderBy('shelter.code')
    .limit(20)
    .execute()
}
