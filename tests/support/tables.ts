import type { TestHouse } from './house.ts'

// What these hold follows every request: who was refused is noted, and who tried which code name.
const NOTED = ['audit_event', 'break_glass_attempt']

/** Everything that is stored of agencies and people, to compare before and after. */
export async function snapshotOf({ owner }: TestHouse): Promise<Record<string, unknown>> {
  const { rows } = await owner.query<{ relname: string }>(
    `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'aman' and relkind = 'r' order by 1`,
  )
  const tables = rows.map(row => row.relname).filter(name => !NOTED.includes(name))
  const parts = tables.map(
    name => `(select coalesce(jsonb_agg(t order by t::text), '[]') from aman."${name}" t) as "${name}"`,
  )
  return (await owner.query(`select ${parts.join(', ')}`)).rows[0]
}
