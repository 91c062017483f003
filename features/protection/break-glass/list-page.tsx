import { EMERGENCY_ROLES } from '#domain/access/break-glass.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button } from '#web/components/form/form.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { ListBreakGlass } from './api.ts'
import { listBreakGlass } from './queries.ts'
import type { BreakGlassOut } from './record.ts'

const TONES = { running: 'late', 'to-review': 'wait', reviewed: 'well' } as const

export function StateTag({ t, row }: { t: Translate; row: BreakGlassOut }) {
  const text = row.finding ? t.coded('break-glass.finding', row.finding) : t.coded('break-glass.state', row.state)
  const tone = row.finding === 'justified' || !row.finding ? TONES[row.state] : 'wait'
  return (
    <>
      <StatusTag tone={tone} text={text} />{' '}
      {row.reviewOverdue && <StatusTag tone="late" text={t('break-glass.overdue')} />}
    </>
  )
}

const columns = ({ t, href }: Visit): Column<BreakGlassOut>[] => [
  {
    key: 'case',
    label: t('break-glass.case'),
    head: true,
    cell: row => <a href={href(`/break-glass/${row.id}`)}>{row.codeName}</a>,
  },
  { key: 'agency', label: t('break-glass.agency'), cell: row => row.agencyName },
  { key: 'reason', label: t('break-glass.reason'), cell: row => t.coded('break-glass.reason', row.reason) },
  { key: 'opened', label: t('break-glass.opened'), cell: row => t.instant(new Date(row.openedAt)) },
  { key: 'state', label: t('break-glass.state'), cell: row => <StateTag t={t} row={row} /> },
]

export const breakGlassListPage: Page = {
  path: '/break-glass',
  access: EMERGENCY_ROLES,
  nav: { heading: 'protection', word: 'break-glass.nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const filter = ListBreakGlass.safeParse(query.cursor ? { cursor: query.cursor } : {})
    if (!filter.success) return refuse('break-glass.not-found')
    const { items, next } = await listBreakGlass(ctx, filter.data)
    const paging = {
      label: t('shell.pages'),
      ...(query.cursor && { first: { href: href('/break-glass'), label: t('shell.newest') } }),
      ...(next && { next: { href: `${href('/break-glass')}?cursor=${next}`, label: t('shell.older') } }),
    }
    const body = (
      <>
        <Headline
          title={t('break-glass.title')}
          lead={t('break-glass.list-lead')}
          actions={<Button kind="plain" href={href('/break-glass/new')} label={t('break-glass.open')} />}
        />
        <Table
          caption={t('break-glass.title')}
          captionUnseen
          columns={columns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('break-glass.none')}
          paging={paging}
        />
      </>
    )
    return ok({ title: t('break-glass.title'), body })
  },
}
