import pg from 'pg'
import { type Keyring, markOf } from '#server/keys/keyring.ts'
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

export type Marks = { key_mark: Buffer; next_mark: Buffer | null }

export async function readMarks(client: pg.Client): Promise<Marks> {
  const { rows } = await client.query<Marks>('select key_mark, next_mark from public.aman_instance')
  if (!rows[0]) throw new Error('a database without its mark')
  return rows[0]
}

/**
 * Refuses a root key that is not the database's own: it would seal new records with bytes that nobody can find again. Comes
 * before the first change, so that a running Aman on the same database is not disturbed.
 */
export function checkRootKey(owner: Address, ring: Keyring): Promise<void> {
  const held = [...ring.roots.values()].map(markOf)
  return connected(owner, async client => {
    await client.query(
      'create table if not exists public.aman_instance (single boolean primary key default true check (single), key_mark bytea not null)',
    )
    await client.query('alter table public.aman_instance add column if not exists next_mark bytea')
    await client.query('insert into public.aman_instance (key_mark) values ($1) on conflict do nothing', [held.at(-1)])
    const { key_mark, next_mark } = await readMarks(client)
    const holds = (mark: Buffer) => held.some(each => each.equals(mark))
    if (!holds(key_mark))
      throw new Error(
        'This root key is not the one that the database was made with. Put the right key back; nothing was changed.',
      )
    if (next_mark && !holds(next_mark))
      throw new Error(
        'This root key is from before a rotation that has begun. Put its newest copy back; nothing was changed.',
      )
  })
}
