import { sql } from 'kysely'
import { LONGEST_WAIT_MINUTES, minutesSince } from '#domain/hotline/call.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { CallOut, DueOut, OpenOut, QueueOut } from './record.ts'
import { DESK } from './record.ts'

const MOST = 100
const MINUTE = 60_000
/** A promise to call stands in the queue from an hour before it is due. */
const AHEAD_MINUTES = 60
const minutesFrom = (ctx: Ctx, minutes: number) => new Date(ctx.now.getTime() + minutes * MINUTE)

type CallRow = Pick<CallOut, 'id' | 'channel' | 'line' | 'language' | 'skill'> & { rang_at: Date; before: number }

async function waitingCalls(ctx: Ctx): Promise<CallOut[]> {
  const { rows } = await sql<CallRow>`
    select i.id, i.channel, i.line, i.language, i.skill, i.rang_at,
           (select count(*)::int from aman.contact c where c.agency_id = i.agency_id and c.caller_token = i.caller_token)
         + (select count(*)::int from aman.incoming_call o
             where o.agency_id = i.agency_id and o.caller_token = i.caller_token and o.id <> i.id) as before
      from aman.incoming_call i
     where i.agency_id = ${ctx.actor.agencyId} and i.status = 'waiting'
       and i.rang_at > ${minutesFrom(ctx, -LONGEST_WAIT_MINUTES)}
     order by i.agency_id, i.rang_at, i.id
     limit ${MOST}`.execute(ctx.tx)
  return rows.map(({ rang_at, before, ...row }) => ({
    ...row,
    rangAt: rang_at.toISOString(),
    minutes: minutesSince(rang_at, ctx.now),
    calledBefore: before,
  }))
}

type DueRow = { id: string; contact_id: string; due_at: Date; language: string | null; taken_by: string | null }

async function dueCallBacks(ctx: Ctx): Promise<DueOut[]> {
  const { rows } = await sql<DueRow>`
    select b.id, b.contact_id, b.due_at, c.language, b.taken_by
      from aman.call_back b join aman.contact c on c.id = b.contact_id
     where b.agency_id = ${ctx.actor.agencyId} and b.status = 'agreed' and b.due_at <= ${minutesFrom(ctx, AHEAD_MINUTES)}
     order by b.agency_id, b.due_at, b.id
     limit ${MOST}`.execute(ctx.tx)
  return rows.map(row => ({
    id: row.id,
    contactId: row.contact_id,
    dueAt: row.due_at.toISOString(),
    late: row.due_at < ctx.now,
    language: row.language,
    takenBy: row.taken_by,
  }))
}

type OpenRow = Pick<OpenOut, 'id' | 'channel' | 'language' | 'topic' | 'risk'> & { started_at: Date; held_by: string }

/** What runs: an operator's own, and for a shift lead the whole shift's. */
async function openContacts(ctx: Ctx): Promise<OpenOut[]> {
  const own = ctx.actor.role === 'shift-lead' ? sql`` : sql`and coalesce(held_by, started_by) = ${ctx.actor.userId}`
  const { rows } = await sql<OpenRow>`
    select id, channel, language, topic, risk, started_at, coalesce(held_by, started_by) as held_by
      from aman.contact where agency_id = ${ctx.actor.agencyId} and status = 'open' ${own}
     order by agency_id, id limit ${MOST}`.execute(ctx.tx)
  return rows.map(({ started_at, held_by, ...row }) => ({
    ...row,
    startedAt: started_at.toISOString(),
    heldBy: held_by,
  }))
}

/** The queue as it stands: calls that wait, longest first; calls that are promised; what runs. `unseen`: nobody new looks at it. */
export async function readQueue(ctx: Ctx, unseen = false): Promise<QueueOut> {
  const [waiting, due, open] = await Promise.all([waitingCalls(ctx), dueCallBacks(ctx), openContacts(ctx)])
  if (!unseen)
    ctx.audit(
      'queue.read',
      [...waiting, ...due, ...open].map(each => each.id),
    )
  return { waiting, due, open }
}

/** Names of the agency's people, for who has what. */
export async function deskNames(
  ctx: Ctx,
): Promise<{ names: Map<string, string>; desk: { id: string; name: string }[] }> {
  const rows = await ctx.tx
    .selectFrom('staff')
    .select(['user_id', 'name', 'role', 'status'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .orderBy('name')
    .execute()
  const onDesk = (role: string) => DESK.some(each => each === role)
  return {
    names: new Map(rows.map(row => [row.user_id, row.name])),
    desk: rows
      .filter(row => row.status === 'active' && onDesk(row.role))
      .map(row => ({ id: row.user_id, name: row.name })),
  }
}
