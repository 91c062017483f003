import { addHours, noonOf } from '#domain/shared/dates.ts'
import type { Ctx } from '#server/db/transact.ts'
import { COUNTED, type Pile, pileOf } from './work.ts'

/** A promise to call is work from an hour before it is due. */
const AHEAD_HOURS = 1

export async function callBacksDue(ctx: Ctx): Promise<Pile> {
  const rows = await ctx.tx
    .selectFrom('call_back')
    .select(['id', 'due_at', 'agreed_at'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('status', '=', 'agreed')
    .where('due_at', '<=', addHours(ctx.now, AHEAD_HOURS))
    .orderBy('agency_id')
    .orderBy('due_at')
    .limit(COUNTED + 1)
    .execute()
  const pieces = rows.map(row => ({
    id: row.id,
    name: null,
    path: `/hotline/call-backs/${row.id}`,
    since: row.agreed_at,
    due: row.due_at,
    late: row.due_at < ctx.now,
    service: null,
    agency: null,
  }))
  return pileOf('call-back-due', '/hotline', pieces)
}

/** Tips that nobody answered, or whose sender wrote again; those with somebody in danger first. */
export async function tipsWaiting(ctx: Ctx): Promise<Pile> {
  const rows = await ctx.tx
    .selectFrom('tip')
    .select(['id', 'touched_on'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('status', 'in', ['new', 'answered'])
    .orderBy(eb => eb('danger', '=', 'yes'), 'desc')
    .orderBy('touched_on')
    .orderBy('id')
    .limit(COUNTED + 1)
    .execute()
  const pieces = rows.map(row => ({
    id: row.id,
    name: null,
    path: `/tips/${row.id}`,
    since: noonOf(row.touched_on),
    due: null,
    late: false,
    service: null,
    agency: null,
  }))
  return pileOf('tip-waiting', '/tips', pieces)
}
