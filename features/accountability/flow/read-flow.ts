import { sql } from 'kysely'
import { type Flow, type FlowGroup, withoutLeftovers } from '#domain/flow/flow.ts'
import { ok, type Result } from '#domain/shared/result.ts'
import type { Ctx } from '#server/db/transact.ts'
import type { ReadFlow } from './record.ts'

type Row = {
  channel: string | null
  region: string | null
  entered: number | null
  screened: number | null
  referred: number | null
  accepted: number | null
  served: number | null
  to_screened: number | null
  to_referred: number | null
  to_accepted: number | null
  to_served: number | null
}

const NOTHING: FlowGroup = {
  key: 'all',
  counts: { entered: 0, screened: 0, referred: 0, accepted: 0, served: 0 },
  hours: { screened: null, referred: null, accepted: null, served: null },
}

const groupOf = (row: Row): FlowGroup => ({
  key: row.channel ?? row.region ?? 'all',
  counts: {
    entered: row.entered,
    screened: row.screened,
    referred: row.referred,
    accepted: row.accepted,
    served: row.served,
  },
  hours: { screened: row.to_screened, referred: row.to_referred, accepted: row.to_accepted, served: row.to_served },
})

/** Largest first; those whose count is hidden come last. */
const bySize = (one: FlowGroup, other: FlowGroup) =>
  (other.counts.entered ?? -1) - (one.counts.entered ?? -1) || (one.key < other.key ? -1 : 1)

function monthsBefore(at: Date, months: number): Date {
  const from = new Date(at)
  from.setUTCMonth(from.getUTCMonth() - months)
  return from
}

/** The way from contact to help over the months before now, for who sees no case: counts and usual times, none of fewer than five. */
export async function readFlow(ctx: Ctx, { months }: ReadFlow): Promise<Result<Flow & { from: Date; until: Date }>> {
  const from = monthsBefore(ctx.now, months)
  const { rows } = await sql<Row>`select * from aman.flow(${from}, ${ctx.now})`.execute(ctx.tx)
  const all = rows.filter(row => row.channel === null && row.region === null).map(groupOf)[0] ?? NOTHING
  const groups = (kind: 'channel' | 'region') =>
    withoutLeftovers(all, rows.filter(row => row[kind] !== null).map(groupOf)).toSorted(bySize)
  ctx.audit('flow.read', [], { months })
  return ok({ from, until: ctx.now, all, channels: groups('channel'), regions: groups('region') })
}
