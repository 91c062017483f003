import { ok, refuse } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { happened, stateOf } from './page-words.ts'
import { type Alert, listAlerts } from './queries.ts'
import { ListAlerts, OVERSEERS } from './record.ts'

const columns = ({ t, href }: Visit): Column<Alert>[] => [
  {
    key: 'what',
    label: t('alerts.what'),
    head: true,
    cell: row => <a href={href(`/alerts/${row.id}`)}>{t(`alerts.kind-${row.kind}`)}</a>,
  },
  { key: 'who', label: t('alerts.who'), cell: row => row.name ?? t('alerts.unnamed') },
  { key: 'agency', label: t('alerts.agency'), cell: row => row.agencyName },
  { key: 'happened', label: t('alerts.happened'), cell: row => happened(t, row) },
  { key: 'when', label: t('alerts.when'), cell: row => t.instant(row.raisedAt) },
  { key: 'state', label: t('alerts.state'), cell: row => <StatusTag {...stateOf(t, row)} /> },
]

export const alertsPage: Page = {
  path: '/alerts',
  access: OVERSEERS,
  nav: { heading: 'partnership', word: 'alerts.nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const asked = ListAlerts.safeParse(query.cursor ? { cursor: query.cursor } : {})
    if (!asked.success) return refuse('alert.not-found')
    const { items, next } = await listAlerts(ctx, asked.data)
    const path = href('/alerts')
    const body = (
      <>
        <Headline title={t('alerts.title')} lead={t('alerts.lead')} />
        <Table
          caption={t('alerts.title')}
          captionUnseen
          columns={columns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('alerts.none')}
          paging={{
            label: t('shell.pages'),
            first: query.cursor ? { href: path, label: t('shell.newest') } : undefined,
            next: next ? { href: `${path}?cursor=${next}`, label: t('shell.older') } : undefined,
          }}
        />
      </>
    )
    return ok({ title: t('alerts.title'), body })
  },
}
