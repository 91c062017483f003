import type { Keeper } from './ended-records.ts'

/** Rows that serve the running of the program and no person. They go when they are of no more use, without an announcement. */
const ROUTINE = {
  // A request is repeated within minutes or not at all; a week covers a device that was away from the network.
  'repeat-keys': { table: 'aman.idempotency', over: `created_at < $1::timestamptz - interval '7 days'` },
  sessions: { table: 'auth.session', over: `"expiresAt" < $1::timestamptz - interval '1 day'` },
  'password-links': { table: 'auth.setup_link', over: `expires_at < $1::timestamptz - interval '30 days'` },
  verifications: { table: 'auth.verification', over: `"expiresAt" < $1::timestamptz - interval '1 day'` },
  attempts: { table: 'auth.throttle', over: `expire < extract(epoch from $1::timestamptz) * 1000` },
} as const

type Routine = keyof typeof ROUTINE
export type RoutineCount = { kind: Routine; count: number }

const KINDS = Object.keys(ROUTINE) as Routine[]
const AT_ONCE = 5000

export async function countRoutine({ client, now }: Keeper): Promise<RoutineCount[]> {
  const counts: RoutineCount[] = []
  for (const kind of KINDS) {
    const { table, over } = ROUTINE[kind]
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table} where ${over}`, [now])
    counts.push({ kind, count: rows[0]?.n ?? 0 })
  }
  return counts
}

export async function removeRoutine({ client, now }: Keeper): Promise<RoutineCount[]> {
  const counts: RoutineCount[] = []
  for (const kind of KINDS) {
    const { table, over } = ROUTINE[kind]
    const text = `delete from ${table} where ctid = any (array(select ctid from ${table} where ${over} limit ${AT_ONCE}))`
    let count = 0
    for (let removed = AT_ONCE; removed === AT_ONCE; count += removed)
      removed = (await client.query(text, [now])).rowCount ?? 0
    counts.push({ kind, count })
  }
  return counts
}
