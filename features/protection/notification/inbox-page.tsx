import { NOTIFIED_ROLES } from '#domain/access/roles.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { ListNotifications } from './api.ts'
import { listNotifications } from './queries.ts'
import type { NotificationOut } from './record.ts'

const columns = ({ t, href }: Visit): Column<NotificationOut>[] => [
  {
    key: 'number',
    label: t('notification.number'),
    head: true,
    cell: row => (
      <a class="code" href={href(`/notifications/${row.id}`)}>
        {row.number}
      </a>
    ),
  },
  { key: 'from', label: t('notification.from'), cell: row => row.fromName },
  { key: 'sent', label: t('notification.sent'), cell: row => t.instant(new Date(row.sentAt)) },
  {
    key: 'state',
    label: t('notification.state'),
    cell: row =>
      row.acknowledgedAt ? (
        <StatusTag tone="well" text={t('notification.acknowledged')} />
      ) : (
        <StatusTag tone="wait" text={t('notification.to-acknowledge')} />
      ),
  },
]

export const notificationsPage: Page = {
  path: '/notifications',
  access: NOTIFIED_ROLES,
  nav: { heading: 'protection', word: 'notification.nav' },
  async show(ctx, visit) {
    const { t, href, query } = visit
    const filter = ListNotifications.safeParse(query.cursor ? { cursor: query.cursor } : {})
    if (!filter.success) return refuse('notification.not-found')
    const { items, next } = await listNotifications(ctx, filter.data)
    const paging = {
      label: t('shell.pages'),
      ...(query.cursor && { first: { href: href('/notifications'), label: t('shell.newest') } }),
      ...(next && { next: { href: `${href('/notifications')}?cursor=${next}`, label: t('shell.older') } }),
    }
    const body = (
      <>
        <Headline title={t('notification.inbox')} lead={t('notification.inbox-lead')} />
        <Table
          caption={t('notification.inbox')}
          captionUnseen
          columns={columns(visit)}
          rows={items}
          rowId={row => row.id}
          empty={t('notification.none')}
          paging={paging}
        />
      </>
    )
    return ok({ title: t('notification.inbox'), body })
  },
}
