import type { Client } from 'pg'
import type { Signer } from '#server/keys/signer.ts'
import { type Block, hashOf, momentText } from './block.ts'
import { EVENT_COLUMNS, type EventText, leafOfEvent, seqOf } from './event-bytes.ts'
import { membersText } from './members.ts'
import { rootOf } from './merkle.ts'

/** Every event that is in no block, as a part of a query: the blocks' members have few gaps, so it does not read the others. */
export const OUTSIDE_BLOCKS = `unnest('{(,)}'::int8multirange - coalesce((select range_agg(members) from aman.audit_block), '{}')) gap
  join aman.audit_event e on e.seq >= coalesce(lower(gap), 0) and e.seq < coalesce(upper(gap), ${Number.MAX_SAFE_INTEGER})`

const LOCK = 6_104_120_265

/** So many events a block at most, so that a backlog needs no more memory than a busy second. */
export const MOST_EVENTS = 10_000

type Last = { number: number; signed: string; snapshot: string }
export type Sealed = { blocks: number; events: number }

/**
 * Seals every event that was committed since the last block. Several Amans may call it at once: one seals, the others answer null.
 * Nothing is kept between calls; where one ended is the snapshot in the last block.
 */
export async function sealEvents(client: Client, signer: Signer, now: Date): Promise<Sealed | null> {
  await client.query('begin')
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [LOCK])
    const sealed = rows[0]?.mine ? await sealUnderLock(client, signer, now) : null
    await client.query('commit')
    return sealed
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function sealUnderLock(client: Client, signer: Signer, now: Date): Promise<Sealed> {
  const snapshot = await openUnsealed(client)
  let last = await lastBlock(client)
  const sealed: Sealed = { blocks: 0, events: 0 }
  for (;;) {
    const { rows } = await client.query<EventText[]>({ text: `fetch ${MOST_EVENTS} from unsealed`, rowMode: 'array' })
    const events = rows as unknown as EventText[]
    if (events.length === 0) return sealed
    // Until the backlog is worked off, what comes next still begins where the last block's snapshot ended.
    const whole = events.length < MOST_EVENTS
    last = await addBlock(client, signer, { last, events, now, snapshot: whole ? snapshot : (last?.snapshot ?? EMPTY) })
    sealed.blocks += 1
    sealed.events += events.length
  }
}

const EMPTY = '1:1:'

async function lastBlock(client: Client): Promise<Last | undefined> {
  const { rows } = await client.query<Last>(
    'select number::int as number, signed, snapshot::text as snapshot from aman.audit_block order by number desc limit 1',
  )
  return rows[0]
}

/**
 * Opens the cursor `unsealed` over what the present snapshot sees and the last block's did not, and answers that snapshot. Where the
 * counter of transactions is behind the last block's, the database was restored into another cluster: then every event counts
 * that is in no block. Ordered by an expression, because an order by `seq` tempts PostgreSQL to walk the whole table.
 */
async function openUnsealed(client: Client): Promise<string> {
  const { rows } = await client.query<{ now: string; last: string; behind: boolean }>(
    `select n.now::text as now, coalesce(b.snapshot, $1::pg_snapshot)::text as last,
            pg_snapshot_xmax(n.now) < pg_snapshot_xmax(coalesce(b.snapshot, $1::pg_snapshot)) as behind
       from (select pg_current_snapshot() as now) n
       left join (select snapshot from aman.audit_block order by number desc limit 1) b on true`,
    [EMPTY],
  )
  const [found] = rows
  if (!found) throw new Error('no snapshot')
  const { now, last, behind } = found
  const seen = `aman.audit_event e where e.xid >= pg_snapshot_xmin('${last}') and not pg_visible_in_snapshot(e.xid, '${last}')
      and pg_visible_in_snapshot(e.xid, '${now}')`
  await client.query(
    `declare unsealed no scroll cursor for
       select ${EVENT_COLUMNS} from ${behind ? `${OUTSIDE_BLOCKS} where true` : seen}
          and not exists (select from aman.audit_block b where b.members @> e.seq)
        order by e.seq + 0`,
  )
  return now
}

type Addition = { last: Last | undefined; events: readonly EventText[]; snapshot: string; now: Date }

async function addBlock(client: Client, signer: Signer, { last, events, snapshot, now }: Addition): Promise<Last> {
  const leaves = events.map(leafOfEvent)
  const block: Block = {
    number: (last?.number ?? 0) + 1,
    previous: last ? hashOf(last.signed) : null,
    root: rootOf(leaves).toString('base64url'),
    count: events.length,
    members: membersText(events.map(seqOf)),
    snapshot,
    sealedAt: momentText(now),
  }
  const signed = await signer.sign('audit-block', block)
  await client.query(
    `insert into aman.audit_block (number, sealed_at, members, snapshot, leaves, signed) values ($1, $2, $3, $4, $5, $6)`,
    [block.number, block.sealedAt, block.members, snapshot, Buffer.concat(leaves), signed],
  )
  return { number: block.number, signed, snapshot }
}
