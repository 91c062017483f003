import pg from 'pg'
import { inject } from 'vitest'
import { followBlocks } from '#server/audit/follow-blocks.ts'
import { sealEvents } from '#server/audit/seal-events.ts'
import type { TestHouse } from './house.ts'

/** A connection of the role that seals. */
export async function openAuditor({ owner }: TestHouse): Promise<pg.Client> {
  const { host, port, database } = owner
  const client = new pg.Client({
    host,
    port,
    ...(database && { database }),
    user: 'aman_audit',
    password: inject('passwords').audit,
  })
  await client.connect()
  return client
}

/** What the running program does about once a second. */
export async function sealAll(test: TestHouse, auditor: pg.Client): Promise<number> {
  const sealed = await sealEvents(auditor, test.house.signer, test.house.clock())
  await followBlocks(auditor, test.house.clock())
  return sealed?.events ?? 0
}
