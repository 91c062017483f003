import { sql } from 'kysely'
import { addDays, dayIn, startOfDay } from '#domain/shared/dates.ts'
import { ok, type Result, refuse } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { CallBackOut, ContactLine, ContactOut, FigureOut } from './answers.ts'
import type { Figures, ListContacts } from './record.ts'
import { type ContactRow, openWords } from './store.ts'

const lineOf = (row: ContactRow): ContactLine => ({
  id: row.id,
  status: row.status,
  kind: row.kind,
  channel: row.channel,
  language: row.language,
  topic: row.topic,
  risk: row.risk,
  outcome: row.outcome,
  startedBy: row.started_by,
  startedAt: row.started_at.toISOString(),
})

function viewOf(row: ContactRow): Omit<ContactOut, 'said' | 'safeWords'> {
  return {
    ...lineOf(row),
    speaker: row.speaker,
    ageGroup: row.age_group,
    country: row.country,
    region: row.region,
    safeContact: row.safe_contact,
    safeWhen: row.safe_when,
    safeHow: row.safe_how,
    maySay: row.may_say,
    given: row.given,
    screeningId: row.screening_id,
    caseId: row.case_id,
    referralId: row.referral_id,
    confirmed: row.confirmed,
    closedAt: row.closed_at?.toISOString() ?? null,
    version: row.version,
  }
}

/** One contact with what was said, read as part of its case where it has one. */
export async function readContact(ctx: Ctx, contactId: string): Promise<Result<ContactOut>> {
  const row = await ctx.tx
    .selectFrom('contact')
    .selectAll()
    .where('id', '=', contactId)
    .where('agency_id', '=', ctx.actor.agencyId)
    .executeTakeFirst()
  if (!row) return refuse('contact.not-found')
  if (row.case_id) ctx.look(row.case_id, 'contact', contactId)
  else ctx.audit('contact.read', contactId)
  const words = await openWords(ctx, contactId)
  return ok({ ...viewOf(row), said: words?.said ?? null, safeWords: words?.safeWords ?? null })
}

/** The desk's contacts, newest first, paged by id. */
export async function listContacts(
  ctx: Ctx,
  { limit, cursor, status }: ListContacts,
): Promise<{ items: ContactLine[]; next: string | null }> {
  let query = ctx.tx
    .selectFrom('contact')
    .selectAll()
    .where('agency_id', '=', ctx.actor.agencyId)
    .orderBy('agency_id', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor) query = query.where('id', '<', cursor)
  if (status) query = query.where('status', '=', status)
  const rows = await query.execute()
  const items = rows.slice(0, limit).map(lineOf)
  if (items.length > 0)
    ctx.audit(
      'contact.listed',
      items.map(each => each.id),
    )
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

const MOST_JOINED = 50

/** Other contacts of the same caller: by the keyed token of the number, or because she said so. */
export async function sameCaller(ctx: Ctx, contactId: string): Promise<(ContactLine & { by: 'number' | 'word' })[]> {
  const { rows } = await sql<ContactRow & { by: 'number' | 'word' }>`
    select o.*, case when o.joined_as = c.joined_as then 'word' else 'number' end as by
      from aman.contact c
      join aman.contact o on o.agency_id = c.agency_id and o.id <> c.id
       and (o.caller_token = c.caller_token or o.joined_as = c.joined_as)
     where c.id = ${contactId} and c.agency_id = ${ctx.actor.agencyId} and o.kind = 'contact'
     order by o.id desc
     limit ${MOST_JOINED}`.execute(ctx.tx)
  return rows.map(row => ({ ...lineOf(row), by: row.by }))
}

type Waiting = {
  id: string
  contact_id: string
  due_at: Date
  status: string
  safe_contact: string
  language: string | null
  topic: string | null
  risk: string
  taken_by: string | null
  attempts: number
}

const MOST_WAITING = 100

/** Call-backs that wait, the first due first. */
export async function waitingCallBacks(ctx: Ctx, only?: { contactId?: string; id?: string }): Promise<CallBackOut[]> {
  const { rows } = await sql<Waiting>`
    select b.id, b.contact_id, b.due_at, b.status, c.safe_contact, c.language, c.topic, c.risk, b.taken_by,
           (select count(*)::int from aman.call_attempt a where a.call_back_id = b.id) as attempts
      from aman.call_back b join aman.contact c on c.id = b.contact_id
     where b.agency_id = ${ctx.actor.agencyId} and b.status = 'agreed'
       ${only?.contactId ? sql`and b.contact_id = ${only.contactId}` : sql``}
       ${only?.id ? sql`and b.id = ${only.id}` : sql``}
     order by b.agency_id, b.due_at, b.id
     limit ${MOST_WAITING}`.execute(ctx.tx)
  if (rows.length > 0)
    ctx.audit(
      'call-back.listed',
      rows.map(row => row.id),
    )
  return rows.map(row => ({
    id: row.id,
    contactId: row.contact_id,
    dueAt: row.due_at.toISOString(),
    late: row.due_at < ctx.now,
    status: row.status,
    safeContact: row.safe_contact,
    language: row.language,
    topic: row.topic,
    risk: row.risk,
    takenBy: row.taken_by,
    attempts: row.attempts,
  }))
}

const LONGEST_SPAN_DAYS = 366

/** Numbers of the agency's own desk between two days, both counted. Without days: the last thirty. */
export async function hotlineFigures(
  ctx: Ctx,
  asked: Figures,
): Promise<{ from: string; until: string; items: FigureOut[] }> {
  const { timeZone } = ctx.house.country
  const until = asked.until ?? dayIn(timeZone, ctx.now)
  const earliest = addDays(until, -LONGEST_SPAN_DAYS)
  const from = [asked.from ?? addDays(until, -29), earliest].sort().at(-1) ?? earliest
  const [since, before] = [startOfDay(timeZone, from), startOfDay(timeZone, addDays(until, 1))]
  const { rows } = await sql<FigureOut & { to_police: number }>`
    select f.part, f.value, f.contacts, f.to_police as "toPolice", f.confirmed
      from aman.hotline_figures(${since}, ${before}, ${timeZone}) f`.execute(ctx.tx)
  ctx.audit('hotline.counted', [])
  return { from, until, items: rows }
}
