import type { Client } from 'pg'
import { type Look, unusualReading } from '#domain/access/unusual-reading.ts'

/** So many blocks a round at most; a backlog is worked off in the rounds that follow. */
const MOST_BLOCKS = 10

/**
 * Notes which sealed events are about which case, for the person's own log, and asks the rule about those who read in them.
 * In one transaction with the mark of how far it came, so that a fault repeats the round and loses no alert.
 */
export async function followBlocks(client: Client, now: Date): Promise<void> {
  await client.query('begin')
  try {
    const { rows } = await client.query<{ id: string }>('select follow_blocks as id from aman.follow_blocks($1, $2)', [
      MOST_BLOCKS,
      now,
    ])
    for (const { id } of rows) await judge(client, id, now)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

async function judge(client: Client, userId: string, now: Date): Promise<void> {
  const { rows } = await client.query<Look & { agency_id: string }>('select * from aman.recent_looks($1, $2)', [
    userId,
    now,
  ])
  const agencyId = rows[0]?.agency_id
  for (const { kind, count, since, until } of unusualReading(rows, now))
    await client.query('select aman.raise_alert($1, $2, $3, $4, $5, $6, $7)', [
      kind,
      agencyId,
      userId,
      count,
      since,
      until,
      now,
    ])
}
