import { createHmac, type KeyObject } from 'node:crypto'
import pg from 'pg'
import { subSecret } from '#server/keys/root-key.ts'
import type { Address } from './client.ts'

async function connected<T>(owner: Address, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const EXISTS = `select to_regclass('public.aman_instance') is not null as made`

/** Whether an Aman has worked on this database before: then it has a root key, and must not be given a new one. */
export function hasInstance(owner: Address): Promise<boolean> {
  return connected(owner, async client => (await client.query<{ made: boolean }>(EXISTS)).rows[0]?.made ?? false)
}

/**
 * Refuses a root key that is not the database's own: it would seal new records with bytes that nobody can find again. Comes
 * before the first change, so that a running Aman on the same database is not disturbed.
 */
export function checkRootKey(owner: Address, root: KeyObject): Promise<void> {
  const mark = createHmac('sha256', subSecret(root, 'key check')).update('aman').digest()
  return connected(owner, async client => {
    await client.query(
      'create table if not exists public.aman_instance (single boolean primary key default true check (single), key_mark bytea not null)',
    )
    await client.query('insert into public.aman_instance (key_mark) values ($1) on conflict do nothing', [mark])
    const { rows } = await client.query<{ key_mark: Buffer }>('select key_mark from public.aman_instance')
    if (rows[0]?.key_mark.equals(mark)) return
    throw new Error(
      'This root key is not the one that the database was made with. Put the right key back; nothing was changed.',
    )
  })
}
