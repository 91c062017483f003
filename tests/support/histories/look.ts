import type { Actor } from '#server/db/transact.ts'
import type { TestHouse } from '#tests/support/house.ts'

// No condition here asks who may see what: the policies alone decide.
const LOOK = `
  select 'case ' || id as seen, id as case_id from aman."case" where id = any($1)
  union all select 'identity ' || case_id, case_id from aman.case_identity where case_id = any($1)
  union all select 'told ' || id, case_id from aman.case_narrative where case_id = any($1)
  union all select 'key ' || depth, subject_id from aman.data_key where subject_id = any($1)
  union all select 'consent ' || id, case_id from aman.consent where case_id = any($1)
  union all select 'withdrawal ' || consent_id, case_id from aman.consent_withdrawal where case_id = any($1)
  union all select 'referral ' || id, case_id from aman.referral where case_id = any($1)
  union all select 'need ' || referral_id, case_id from aman.referral_need where case_id = any($1)
  union all select 'screening ' || id, case_id from aman.screening where case_id = any($1)
  union all select 'heard ' || n.screening_id, s.case_id from aman.screening_narrative n
              join unnest($2::uuid[], $1::uuid[]) as s (id, case_id) on s.id = n.screening_id
  union all select 'key heard', s.case_id from aman.data_key k
              join unnest($2::uuid[], $1::uuid[]) as s (id, case_id) on s.id = k.subject_id
  union all select 'bed ' || id, case_id from aman.bed_use where case_id = any($1)`

export type Sight = ReadonlyMap<string, readonly string[]>

/** What the database lets a colleague see of some cases, by raw SQL as `aman_app`. */
export async function sightOf(
  { house }: TestHouse,
  viewer: Actor,
  cases: readonly { caseId: string; screening: { id: string } | null }[],
): Promise<Sight> {
  const client = await house.pool.connect()
  try {
    const who = `set local aman.user_id = '${viewer.userId}'; set local aman.agency_id = '${viewer.agencyId}'`
    await client.query(
      `begin; ${who}; set local aman.role = '${viewer.role}'; set local aman.now = '${house.clock().toISOString()}'`,
    )
    const { rows } = await client.query<{ seen: string; case_id: string }>({
      name: 'sight',
      text: LOOK,
      values: [cases.map(each => each.caseId), cases.map(each => each.screening?.id ?? null)],
    })
    const sight = new Map<string, string[]>(cases.map(each => [each.caseId, []]))
    for (const row of rows) sight.get(row.case_id)?.push(row.seen)
    return sight
  } finally {
    await client.query('rollback')
    client.release()
  }
}
