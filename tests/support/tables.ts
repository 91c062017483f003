import type { TestHouse } from './house.ts'

// What these hold follows every request: who was refused is noted, and who tried which code name.
const NOTED = ['audit_event', 'break_glass_attempt']

/**
 * A print of everything that is stored of agencies and people, to compare before and after: of each table how many rows there are,
 * and the sum of the transactions that wrote them, which a row that is written anew changes too. Comparing the rows themselves took
 * most of these tests' time.
 */
export async function snapshotOf({ owner }: TestHouse): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ relname: string }>(
    `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'aman' and relkind = 'r' order by 1`,
  )
  const tables = rows.map(row => row.relname).filter(name => !NOTED.includes(name))
  const parts = tables.map(
    name => `(select count(*) || ' rows ' || coalesce(sum(xmin::text::bigint), 0) from aman."${name}" t) as "${name}"`,
  )
  return (await owner.query(`select ${parts.join(', ')}`)).rows[0]
}
