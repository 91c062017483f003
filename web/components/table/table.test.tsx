import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { type Column, Table } from './table.tsx'

type Row = { id: string; name: string; days: number }

const columns: Column<Row>[] = [
  { key: 'name', label: 'Name', head: true, cell: row => row.name },
  {
    key: 'days',
    label: 'Days',
    number: true,
    cell: row => row.days,
    sort: { href: '?sort=-days', direction: 'ascending' },
  },
  { key: 'id', label: 'Number', cell: row => row.id, sort: { href: '?sort=id' } },
]
const table = (rows: Row[]) =>
  renderToString(<Table caption="Cases" columns={columns} rows={rows} rowId={row => row.id} empty="No cases" />)

test('says which column sorts, and in which direction', () => {
  const html = table([{ id: '1', name: 'Tulip', days: 3 }])
  expect(html.match(/aria-sort/g)).toHaveLength(1)
  expect(html).toContain('aria-sort="ascending"><a href="?sort=-days">Days</a>')
  expect(html).toContain('<a href="?sort=id">Number</a>')
})

test('a row is headed by its name, and every cell knows its column on a phone', () => {
  const html = table([{ id: '1', name: '\u202eTulip', days: 3 }])
  expect(html).toContain('<th scope="row"><bdi>\u202eTulip</bdi></th>')
  expect(html).toContain('data-label="Days"')
})

test('names that look like markup stay names', () => {
  expect(table([{ id: '<i>', name: '<b>x</b>', days: 0 }])).not.toMatch(/<b>|<i>/)
})

test('says so when there is nothing', () => {
  expect(table([])).toBe('<p class="empty">No cases</p>')
})
