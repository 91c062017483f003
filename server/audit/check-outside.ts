import type { Client } from 'pg'
import type { Fault } from './faults.ts'
import { OUTSIDE_BLOCKS } from './seal-events.ts'

/** Sealing lags a second or two; longer than this nothing waits while an Aman runs. */
export const LONGEST_UNSEALED_SECONDS = 60

type Outside = { count: number; inserted: string | null; late: string | null }

/**
 * Events that are in no block. One that the last sealer should have seen was put there afterwards. The others wait to be sealed, and
 * not for long. Where the counter of transactions is behind the last block's (restored into another cluster) only their age is judged.
 */
export async function faultOutside(client: Client, now: Date): Promise<{ fault: Fault | null; unsealed: number }> {
  const { rows } = await client.query<Outside>(
    `with last as (select snapshot, pg_snapshot_xmax(pg_current_snapshot()) >= pg_snapshot_xmax(snapshot) as ours
                     from aman.audit_block order by number desc limit 1),
          outside as (select e.seq, coalesce((select ours and pg_visible_in_snapshot(e.xid, snapshot) from last), false) as inserted,
                             abs(extract(epoch from e.at - $1::timestamptz)) > ${LONGEST_UNSEALED_SECONDS} as late
                        from ${OUTSIDE_BLOCKS})
     select count(*)::int as count, (min(seq) filter (where inserted))::text as inserted, (min(seq) filter (where late))::text as late
       from outside`,
    [now],
  )
  const { count = 0, inserted = null, late = null } = rows[0] ?? {}
  const seq = inserted ?? late
  if (seq === null) return { fault: null, unsealed: count }
  const kind = inserted === null ? 'unsealed-too-long' : 'event-inserted'
  return { fault: { kind, block: null, seq: Number(seq) }, unsealed: count }
}
