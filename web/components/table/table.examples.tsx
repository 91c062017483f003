import { StatusTag, type Tone } from '../status-tag/status-tag.tsx'
import { type Column, Table } from './table.tsx'

type Row = { id: string; codeName: string; agency: string; status: string; tone: Tone; days: number }

const rows: Row[] = [
  { id: '1', codeName: 'Tulip-204', agency: 'Umit centre', status: 'waits for an answer', tone: 'wait', days: 5 },
  { id: '2', codeName: '‮مریم', agency: 'Shelter A', status: '3 hours late', tone: 'late', days: 1204 },
  {
    id: '3',
    codeName: 'Қарлығаш-7',
    agency: 'Түркістан облысының жұмыспен қамтуды үйлестіру және әлеуметтік бағдарламалар басқармасы',
    status: 'placed',
    tone: 'well',
    days: 31,
  },
  {
    id: '4',
    codeName: 'Жауапкершіліктендірілмегендіктеріңізденбе',
    agency: '',
    status: 'draft',
    tone: 'soft',
    days: 0,
  },
]
const columns: Column<Row>[] = [
  { key: 'code', label: 'Code name', head: true, cell: row => <a href={`/cases/${row.id}`}>{row.codeName}</a> },
  { key: 'agency', label: 'Agency', cell: row => row.agency, sort: { href: '?sort=agency' } },
  { key: 'status', label: 'Status', cell: row => <StatusTag tone={row.tone} text={row.status} /> },
  {
    key: 'days',
    label: 'Days open',
    number: true,
    cell: row => row.days,
    sort: { href: '?sort=days', direction: 'descending' },
  },
]
const rowId = (row: Row) => row.id

export const examples = [
  {
    name: 'Sorted, with paging',
    node: (
      <Table
        caption="Cases"
        columns={columns}
        rows={rows}
        rowId={rowId}
        empty="No cases"
        paging={{
          label: 'Pages of cases',
          first: { href: '?', label: 'First page' },
          next: { href: '?cursor=abc', label: 'Next 25' },
        }}
      />
    ),
  },
  {
    name: 'Nothing to show',
    node: (
      <Table
        caption="Referrals"
        columns={columns}
        rows={[]}
        rowId={rowId}
        empty="No referral waits for you. New ones appear here when another agency sends them."
      />
    ),
  },
]
