import type pg from 'pg'

type Cell = string | number | boolean | null | Date | Uint8Array | readonly string[] | object
export type Row = { [column: string]: Cell }

export type Rows = { readonly [table: string]: readonly Row[] }

/** Writes table after table in the order given, since a row may lean on one of an earlier table. */
export async function writeRows(client: pg.Client, rows: Rows): Promise<void> {
  for (const [table, each] of Object.entries(rows)) await insertRows(client, table, each)
}

const cellOf = (value: Cell): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value

/** One statement for any number of rows; PostgreSQL reads each column by the table's own type. */
async function insertRows(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  const first = rows[0]
  if (!first) return
  const columns = Object.keys(first)
  const names = columns.map(each => client.escapeIdentifier(each)).join(', ')
  const text = JSON.stringify(
    rows.map(row => Object.fromEntries(columns.map(each => [each, cellOf(row[each] ?? null)]))),
  )
  const target = client.escapeIdentifier(table)
  await client.query(
    `insert into aman.${target} (${names}) select ${names} from jsonb_populate_recordset(null::aman.${target}, $1)`,
    [text],
  )
}
