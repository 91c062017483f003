import type { DeviceState } from '#domain/devices/device.ts'
import type { Visit } from '#server/http/page.ts'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, type Paging, Table } from '#web/components/table/table.tsx'
import type { DeviceOut } from './record.ts'

const TONES: Record<DeviceState, Tone> = { 'in-use': 'well', silent: 'wait', 'to-wipe': 'late', wiped: 'soft' }

export const DeviceTag = ({ visit, state }: { visit: Visit; state: DeviceState }) => (
  <StatusTag tone={TONES[state]} text={visit.t.coded('devices.state', state)} />
)

function columns(visit: Visit, named: boolean): Column<DeviceOut>[] {
  const { t, href } = visit
  const owner: Column<DeviceOut> = {
    key: 'owner',
    label: t('devices.owner'),
    cell: row => <a href={href(`/staff/${row.userId}/devices`)}>{row.name}</a>,
  }
  return [
    {
      key: 'label',
      label: t('devices.label'),
      head: true,
      cell: row => <a href={href(`/devices/${row.id}`)}>{row.label}</a>,
    },
    ...(named ? [owner] : []),
    { key: 'seen', label: t('devices.seen'), cell: row => t.instant(new Date(row.lastSeenAt)) },
    { key: 'state', label: t('devices.state'), cell: row => <DeviceTag visit={visit} state={row.state} /> },
  ]
}

type DeviceTableProps = {
  visit: Visit
  caption: string
  rows: readonly DeviceOut[]
  /** True where the list mixes colleagues. */
  named?: boolean
  paging: Paging
}

export function DeviceTable({ visit, caption, rows, named = false, paging }: DeviceTableProps) {
  return (
    <Table
      caption={caption}
      captionUnseen
      columns={columns(visit, named)}
      rows={rows}
      rowId={row => row.id}
      empty={visit.t('devices.none')}
      paging={paging}
    />
  )
}

/** On to older devices, and back to the newest. */
export function pagingOf({ t, href, query }: Visit, path: string, next: string | null): Paging {
  return {
    label: t('shell.pages'),
    ...(query.cursor && { first: { href: href(path), label: t('agencies.first') } }),
    ...(next && { next: { href: `${href(path)}?cursor=${next}`, label: t('agencies.next') } }),
  }
}
