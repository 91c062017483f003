import { consentStateAt } from '#domain/consent/consent.ts'
import { STATE_TONES } from '#features/protection/consent/state-tones.ts'
import { Button, Buttons } from '#web/components/form/form.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import type { CaseSheet } from './case-page.tsx'
import type { Agreement, Referred } from './timeline.ts'

type PartProps = { sheet: CaseSheet }
type TimedProps = PartProps & { now: Date }

/** What the person was asked and answered; a no stands beside a yes and is as good an answer. */
export function Consents({ sheet, now }: TimedProps) {
  const { visit, found, history, mayWork } = sheet
  const { t, href } = visit
  const columns: Column<Agreement>[] = [
    {
      key: 'purpose',
      label: t('consent.purpose'),
      head: true,
      cell: row => (
        <a href={href(`/cases/${found.id}/consents/${row.id}`)}>{t.coded('consent.purpose', row.purpose)}</a>
      ),
    },
    { key: 'who', label: t('consent.recipient'), cell: row => row.recipientName ?? t('consent.recipient-none') },
    {
      key: 'answer',
      label: t('consent.answer'),
      cell: row => {
        const state = consentStateAt(row, now)
        return (
          <>
            <StatusTag tone={STATE_TONES[state]} text={t(`consent.state-${state}`)} />{' '}
            {row.ownView && <StatusTag tone="plain" text={t('consent.own-view')} />}
          </>
        )
      },
    },
    {
      key: 'depth',
      label: t('consent.depth'),
      cell: row => (row.agreed ? t.coded('consent.depth-short', row.depth) : t('shell.nothing')),
    },
    { key: 'until', label: t('consent.until'), cell: row => t.day(untilOf(row)) },
  ]
  return (
    <section aria-labelledby="consents">
      <h2 id="consents">{t('cases.consents')}</h2>
      <Table
        caption={t('cases.consents')}
        captionUnseen
        columns={columns}
        rows={history.consents.filter(each => each.supersededAt === null)}
        rowId={row => row.id}
        empty={t('cases.consents-none')}
      />
      <Buttons>
        {mayWork && (
          <Button kind="plain" href={href(`/cases/${found.id}/consents/new`)} label={t('cases.record-consent')} />
        )}
        <Button kind="plain" href={href(`/cases/${found.id}/consents`)} label={t('consent.all')} />
      </Buttons>
    </section>
  )
}

/** A no ends nothing and runs for no time: its day is the day on which it was said. */
const untilOf = ({ agreed, recordedAt, withdrawnAt, validUntil }: Agreement): Date =>
  agreed ? (withdrawnAt ?? validUntil) : recordedAt

const REFERRAL_TONES: Record<string, Tone> = { sent: 'wait', accepted: 'well', expired: 'late', declined: 'late' }

export function Referrals({ sheet: { visit, history } }: PartProps) {
  const { t, href } = visit
  const columns: Column<Referred>[] = [
    {
      key: 'service',
      label: t('cases.referral-service'),
      head: true,
      cell: row => <a href={href(`/referrals/${row.id}`)}>{t.coded('referrals.service', row.service)}</a>,
    },
    { key: 'to', label: t('cases.referral-to'), cell: row => row.toName },
    {
      key: 'status',
      label: t('cases.referral-status'),
      cell: row => (
        <StatusTag tone={REFERRAL_TONES[row.status] ?? 'soft'} text={t.coded('referrals.status', row.status)} />
      ),
    },
    {
      key: 'sent',
      label: t('cases.referral-sent'),
      cell: row => (row.sentAt ? t.instant(row.sentAt) : t('shell.nothing')),
    },
    {
      key: 'due',
      label: t('cases.referral-due'),
      cell: row =>
        row.status === 'sent' && row.answerDueAt ? (
          <Due row={row} text={t.instant(row.answerDueAt)} late={t('cases.late')} />
        ) : (
          t('shell.nothing')
        ),
    },
  ]
  return (
    <section aria-labelledby="referrals">
      <h2 id="referrals">{t('cases.referrals')}</h2>
      <Table
        caption={t('cases.referrals')}
        captionUnseen
        columns={columns}
        rows={history.referrals}
        rowId={row => row.id}
        empty={t('cases.referrals-none')}
      />
    </section>
  )
}

function Due({ row, text, late }: { row: Referred; text: string; late: string }) {
  return (
    <>
      {text} {row.overdue && <StatusTag tone="late" text={late} />}
    </>
  )
}

/** Where the person sleeps now, or which bed is kept: the shelter's code and region, never its address. */
export function Bed({ sheet: { visit, history, regions }, now }: TimedProps) {
  const { t } = visit
  const current = history.stays.filter(stay => stay.since <= now && (stay.until === null || stay.until > now))
  const stay = current.find(each => each.kind === 'placement') ?? current[0]
  if (!stay) return null
  const region = regions.find(each => each.id === stay.region)?.name[t.language] ?? stay.region
  const rows = [
    { label: t('cases.bed-shelter'), value: stay.shelterCode },
    { label: t('cases.bed-region'), value: region },
    { label: t('cases.bed-since'), value: t.instant(stay.since) },
    ...(stay.until ? [{ label: t('cases.bed-until'), value: t.instant(stay.until) }] : []),
  ]
  return <SummaryList title={t(stay.kind === 'placement' ? 'cases.bed-now' : 'cases.bed-kept')} rows={rows} />
}
