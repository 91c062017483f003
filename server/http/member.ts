import type { Role } from '#domain/access/roles.ts'
import type { Pool } from '#server/db/client.ts'

/** A signed-in colleague: who acts, and what the page's head shows. */
export type Member = { userId: string; agencyId: string; role: Role; name: string; agencyName: string }

type Row = { user_id: string; agency_id: string; role: Role; name: string; agency_name: string }

/** Null where the person or the agency is suspended: a session alone opens nothing. */
export async function memberOf(pool: Pool, userId: string): Promise<Member | null> {
  const { rows } = await pool.query<Row>({
    name: 'member',
    text: 'select * from aman.member($1)',
    values: [userId],
  })
  const row = rows[0]
  if (!row) return null
  return { userId: row.user_id, agencyId: row.agency_id, role: row.role, name: row.name, agencyName: row.agency_name }
}
