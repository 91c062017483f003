import type { Ctx } from '#server/db/transact.ts'
import type { Visit } from '#server/http/page.ts'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { CallBackOut, ContactLine } from './answers.ts'

export function CallBacks({ ctx, visit, rows }: { ctx: Ctx; visit: Visit; rows: CallBackOut[] }) {
  const { t, href } = visit
  const state = (row: CallBackOut) => {
    if (row.takenBy) return t(row.takenBy === ctx.actor.userId ? 'hotline.taken-by-you' : 'hotline.taken')
    return row.late ? <StatusTag tone="late" text={t('hotline.late')} /> : t('hotline.waits')
  }
  return (
    <Table
      caption={t('hotline.call-backs')}
      empty={t('hotline.call-backs-none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        {
          key: 'due',
          label: t('hotline.due'),
          head: true,
          cell: row => <a href={href(`/hotline/call-backs/${row.id}`)}>{t.instant(new Date(row.dueAt))}</a>,
        },
        { key: 'safe', label: t('hotline.safe-contact'), cell: row => t.coded('cases.may-contact', row.safeContact) },
        {
          key: 'language',
          label: t('hotline.language'),
          cell: row => (row.language ? t.languageName(row.language) : ''),
        },
        { key: 'state', label: t('hotline.state'), cell: state },
      ]}
    />
  )
}

export function Contacts({ visit, rows }: { visit: Visit; rows: ContactLine[] }) {
  const { t, href } = visit
  return (
    <Table
      caption={t('hotline.contacts')}
      empty={t('hotline.contacts-none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        {
          key: 'at',
          label: t('hotline.started'),
          head: true,
          cell: row => <a href={href(`/hotline/contacts/${row.id}`)}>{t.instant(new Date(row.startedAt))}</a>,
        },
        { key: 'channel', label: t('hotline.channel'), cell: row => t.coded('hotline.channel', row.channel) },
        {
          key: 'topic',
          label: t('hotline.topic'),
          cell: row =>
            row.kind === 'contact'
              ? row.topic && t.coded('hotline.topic', row.topic)
              : t.coded('hotline.kind', row.kind),
        },
        {
          key: 'state',
          label: t('hotline.state'),
          cell: row =>
            row.status === 'open' ? (
              <StatusTag tone="wait" text={t('hotline.open')} />
            ) : (
              t.coded('hotline.outcome', row.outcome ?? 'none')
            ),
        },
      ]}
    />
  )
}
