import type { Visit } from '#server/http/page.ts'
import { StatusTag } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import type { Waiting } from './board-queries.ts'
import { languageNames } from './page-words.ts'

const isLate = (row: Waiting, now: Date) => row.status === 'sent' && row.answerDueAt !== null && row.answerDueAt <= now

function needs({ t }: Visit, row: Waiting): string {
  if (row.personGroup === null || row.languages === null) return t('shelters.needs-closed')
  const facts = [
    t.coded('shelters.person', row.personGroup),
    languageNames(t, row.languages),
    row.stepFree ? t('shelters.step-free') : '',
  ]
  return facts.filter(fact => fact !== '').join(' · ')
}

/** People who were referred here and have no bed yet. */
export function WaitingTable({ visit, rows, now }: { visit: Visit; rows: readonly Waiting[]; now: Date }) {
  const { t, href } = visit
  const columns: Column<Waiting>[] = [
    {
      key: 'name',
      label: t('shelters.code-name'),
      head: true,
      cell: row => <a href={href(`/referrals/${row.referralId}`)}>{row.codeName}</a>,
    },
    { key: 'from', label: t('shelters.from'), cell: row => row.fromName },
    { key: 'needs', label: t('shelters.needs'), cell: row => needs(visit, row) },
    { key: 'urgency', label: t('shelters.urgency'), cell: row => t.coded('referrals.urgency', row.urgency) },
    {
      key: 'due',
      label: t('shelters.due'),
      cell: row => {
        if (row.status === 'accepted' || !row.answerDueAt)
          return <StatusTag tone="well" text={t('shelters.accepted')} />
        const late = isLate(row, now) && <StatusTag tone="late" text={t('shelters.overdue')} />
        return (
          <>
            {t.instant(row.answerDueAt)} {late}
          </>
        )
      },
    },
    {
      key: 'next',
      label: t('shelters.next'),
      cell: row => (
        <a href={href(`/placements/new?referralId=${row.referralId}`)}>
          {t('shelters.place')}
          <span class="unseen">: {row.codeName}</span>
        </a>
      ),
    },
  ]
  return (
    <>
      <h2>{t('shelters.waiting')}</h2>
      <Table
        caption={t('shelters.waiting')}
        captionUnseen
        columns={columns}
        rows={rows}
        rowId={row => row.referralId}
        empty={t('shelters.waiting-none')}
      />
    </>
  )
}
