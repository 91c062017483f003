import type { Visit } from '#server/http/page.ts'
import { Button, Form } from '#web/components/form/form.tsx'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { Table } from '#web/components/table/table.tsx'
import type { CallOut, DueOut, OpenOut } from './record.ts'

type Names = ReadonlyMap<string, string>
const languageOf = ({ t }: Visit, language: string | null) => (language ? t.languageName(language) : '')

function Take({ visit: { t, href, token }, call }: { visit: Visit; call: CallOut }) {
  return (
    <Form action={href(`/hotline/queue/calls/${call.id}/take`)} hidden={{ _form: token }}>
      <Button label={t('queue.take')} />
    </Form>
  )
}

export function WaitingCalls({ visit, rows }: { visit: Visit; rows: readonly CallOut[] }) {
  const { t } = visit
  return (
    <Table
      caption={t('queue.waiting')}
      empty={t('queue.waiting-none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        {
          key: 'since',
          label: t('queue.since'),
          head: true,
          cell: row => t('queue.minutes', { at: t.instant(new Date(row.rangAt)), minutes: row.minutes }),
        },
        { key: 'language', label: t('hotline.language'), cell: row => languageOf(visit, row.language) },
        { key: 'skill', label: t('queue.skill'), cell: row => row.skill && t.coded('queue.skill', row.skill) },
        {
          key: 'channel',
          label: t('hotline.channel'),
          cell: row => [t.coded('hotline.channel', row.channel), row.line].filter(Boolean).join(', '),
        },
        {
          key: 'before',
          label: t('queue.before'),
          cell: row => (row.calledBefore > 0 ? t('queue.before-times', { count: row.calledBefore }) : t('queue.first')),
        },
        { key: 'take', label: t('queue.answer'), cell: row => <Take visit={visit} call={row} /> },
      ]}
    />
  )
}

export function DueCallBacks({ visit, rows, names }: { visit: Visit; rows: readonly DueOut[]; names: Names }) {
  const { t, href } = visit
  const state = ({ takenBy, late }: DueOut) => {
    if (takenBy) return t('queue.has', { name: names.get(takenBy) ?? '' })
    return late ? <StatusTag tone="late" text={t('hotline.late')} /> : t('hotline.waits')
  }
  return (
    <Table
      caption={t('hotline.call-backs')}
      empty={t('queue.due-none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        {
          key: 'due',
          label: t('hotline.due'),
          head: true,
          cell: row => <a href={href(`/hotline/call-backs/${row.id}`)}>{t.instant(new Date(row.dueAt))}</a>,
        },
        { key: 'language', label: t('hotline.language'), cell: row => languageOf(visit, row.language) },
        { key: 'state', label: t('hotline.state'), cell: state },
      ]}
    />
  )
}

export function OpenContacts({
  visit,
  rows,
  names,
}: {
  visit: Visit
  rows: readonly OpenOut[]
  /** Where the whole shift's are shown. */
  names: Names | null
}) {
  const { t, href } = visit
  const holder = {
    key: 'holder',
    label: t('queue.operator'),
    cell: (row: OpenOut) => names?.get(row.heldBy) ?? t('queue.nobody'),
  }
  return (
    <Table
      caption={t(names ? 'queue.open-shift' : 'queue.open-own')}
      empty={t('queue.open-none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        {
          key: 'at',
          label: t('hotline.started'),
          head: true,
          cell: row => <a href={href(`/hotline/contacts/${row.id}`)}>{t.instant(new Date(row.startedAt))}</a>,
        },
        ...(names ? [holder] : []),
        { key: 'language', label: t('hotline.language'), cell: row => languageOf(visit, row.language) },
        { key: 'topic', label: t('hotline.topic'), cell: row => row.topic && t.coded('hotline.topic', row.topic) },
        { key: 'risk', label: t('hotline.risk'), cell: row => t.coded('hotline.risk', row.risk) },
      ]}
    />
  )
}
