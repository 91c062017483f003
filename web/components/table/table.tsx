import type { ComponentChildren } from 'preact'
import { content } from '../given/given.tsx'

/*
 * Table: rows of one kind; cards on a phone.
 *   columns   cell gives a row's content (a plain string is treated as given text); head makes it the row's header;
 *             number aligns it; sort makes the column's name a link, direction is set on the one that sorts now
 *   rowId     what tells rows apart
 *   empty     a sentence in place of the table
 *   paging    keyset paging: back to the first page, on to the next
 */
export type Column<Row> = {
  key: string
  label: string
  cell: (row: Row) => ComponentChildren
  head?: boolean | undefined
  number?: boolean | undefined
  sort?: { href: string; direction?: 'ascending' | 'descending' | undefined } | undefined
}
export type Paging = {
  label: string
  first?: { href: string; label: string } | undefined
  next?: { href: string; label: string } | undefined
}
type TableProps<Row> = {
  caption: string
  captionUnseen?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowId: (row: Row) => string
  empty: string
  paging?: Paging | undefined
}

export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionUnseen, columns, rows, rowId, empty, paging } = props
  return (
    <>
      {rows.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        <table class="cards">
          <caption class={captionUnseen ? 'unseen' : undefined}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(column => (
                <ColumnHead key={column.key} column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={rowId(row)}>
                {columns.map(column => (
                  <Cell key={column.key} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {paging && <PagingLinks {...paging} />}
    </>
  )
}

function ColumnHead<Row>({ column: { label, number, sort } }: { column: Column<Row> }) {
  return (
    <th scope="col" class={number ? 'number' : undefined} aria-sort={sort?.direction}>
      {sort ? <a href={sort.href}>{label}</a> : label}
    </th>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const shown = content(column.cell(row))
  if (column.head) return <th scope="row">{shown}</th>
  return (
    <td class={column.number ? 'number' : undefined} data-label={column.label}>
      <div>{shown}</div>
    </td>
  )
}

function PagingLinks({ label, first, next }: Paging) {
  if (!first && !next) return null
  return (
    <nav class="paging" aria-label={label}>
      {first && <a href={first.href}>{first.label}</a>}
      {next && (
        <a href={next.href} rel="next">
          {next.label}
        </a>
      )}
    </nav>
  )
}
