import type { Visit } from '#server/http/page.ts'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { paging } from './page-words.ts'
import type { StaffOut } from './record.ts'

export const STAFF_TONES: Record<StaffOut['status'], Tone> = { invited: 'wait', active: 'well', suspended: 'late' }

function columns({ t, href }: Visit, links: boolean, agencies: boolean): Column<StaffOut>[] {
  const agency: Column<StaffOut> = { key: 'agency', label: t('agencies.agency'), cell: row => row.agencyName }
  return [
    {
      key: 'name',
      label: t('agencies.person'),
      head: true,
      cell: row => (links ? <a href={href(`/staff/${row.userId}`)}>{row.name}</a> : row.name),
    },
    { key: 'role', label: t('agencies.role'), cell: row => t.coded('agencies.role', row.role) },
    ...(agencies ? [agency] : []),
    { key: 'email', label: t('agencies.email'), cell: row => row.email },
    {
      key: 'status',
      label: t('agencies.status'),
      cell: row => <StatusTag tone={STAFF_TONES[row.status]} text={t.coded('agencies.staff-status', row.status)} />,
    },
  ]
}

type StaffTableProps = {
  visit: Visit
  caption: string
  captionUnseen?: boolean
  rows: readonly StaffOut[]
  /** True where the reader may open and change a colleague's record. */
  links: boolean
  /** True where the list mixes agencies. */
  agencies?: boolean
  /** Given where the list is paged: the cursor of the next page. */
  next?: string | null
}

export function StaffTable({ visit, caption, captionUnseen, rows, links, agencies = false, next }: StaffTableProps) {
  return (
    <Table
      caption={caption}
      captionUnseen={captionUnseen}
      columns={columns(visit, links, agencies)}
      rows={rows}
      rowId={row => row.userId}
      empty={visit.t('agencies.staff-none')}
      paging={next === undefined ? undefined : paging(visit, '/staff', next)}
    />
  )
}
