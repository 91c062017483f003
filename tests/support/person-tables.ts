import type { Client } from 'pg'

/** Columns by which a row belongs to a person. What she said lies in bytes that are named for it: "sealed…". */
const HERS = [
  'case_id',
  'subject_id',
  'subject_ids',
  'screening_id',
  'consent_id',
  'referral_id',
  'code_name',
  'response',
]

/** Tables that hold a person: by a column of theirs, or because they refer to a table that does. */
export async function personTables(owner: Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `with recursive hers (oid) as (
      select a.attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'aman'
       where not a.attisdropped and (a.attname = any($1)
         or (a.attname like 'sealed%' and a.atttypid = 'bytea'::regtype))
      union select 'aman."case"'::regclass::oid
      union select c.conrelid from hers join pg_constraint c on c.contype = 'f' and c.confrelid = hers.oid
    )
    select c.relname::text as name from hers join pg_class c on c.oid = hers.oid group by 1 order by 1`,
    [HERS],
  )
  return rows.map(row => row.name)
}
