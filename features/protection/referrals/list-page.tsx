import { CASE_READERS } from '#domain/access/roles.ts'
import { REFERRAL_STATUSES } from '#domain/referral/referral.ts'
import { ok, refuse } from '#domain/shared/result.ts'
import type { Translate } from '#knowledge/schema/words.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Button, Form, Hidden } from '#web/components/form/form.tsx'
import { SelectField } from '#web/components/form/select-field.tsx'
import { Headline } from '#web/components/headline/headline.tsx'
import { StatusTag, type Tone } from '#web/components/status-tag/status-tag.tsx'
import { type Column, Table } from '#web/components/table/table.tsx'
import { Tabs } from '#web/components/tabs/tabs.tsx'
import { ListReferrals } from './api.ts'
import { type Box, listReferrals, type ReferralView } from './queries.ts'

const STATUS_TONES: Record<string, Tone> = {
  draft: 'soft',
  sent: 'wait',
  accepted: 'well',
  completed: 'well',
  declined: 'plain',
  withdrawn: 'soft',
  expired: 'late',
}

export function ReferralTag({ t, status }: { t: Translate; status: string }) {
  return <StatusTag tone={STATUS_TONES[status] ?? 'plain'} text={t.coded('referrals.status', status)} />
}

/** When an answer is owed, and in words that it is late. */
function Due({ t, row }: { t: Translate; row: ReferralView }) {
  if (row.status !== 'sent' || !row.answerDueAt) return <span class="soft">{t('shell.nothing')}</span>
  return (
    <>
      {t.instant(new Date(row.answerDueAt))} {row.overdue && <StatusTag tone="late" text={t('referrals.overdue')} />}
    </>
  )
}

function columns({ t, href }: Visit, box: Box): Column<ReferralView>[] {
  return [
    {
      key: 'name',
      label: t('referrals.code-name'),
      head: true,
      cell: row => <a href={href(`/referrals/${row.id}`)}>{row.codeName}</a>,
    },
    { key: 'service', label: t('referrals.service'), cell: row => t.coded('referrals.service', row.service) },
    box === 'in'
      ? { key: 'from', label: t('referrals.from'), cell: row => row.fromName }
      : { key: 'to', label: t('referrals.to'), cell: row => row.toName },
    { key: 'urgency', label: t('referrals.urgency'), cell: row => t.coded('referrals.urgency', row.urgency) },
    { key: 'status', label: t('referrals.status'), cell: row => <ReferralTag t={t} status={row.status} /> },
    { key: 'due', label: t('referrals.due'), cell: row => <Due t={t} row={row} /> },
  ]
}

function address(visit: Visit, query: Record<string, string | undefined>): string {
  const filled = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return `${visit.href('/referrals')}?${new URLSearchParams(filled)}`
}

function Boxes({ visit, box }: { visit: Visit; box: Box }) {
  const { t } = visit
  const tab = (which: Box, label: string) => ({ href: address(visit, { box: which }), label, current: which === box })
  return (
    <Tabs label={t('referrals.boxes')} tabs={[tab('in', t('referrals.inbox')), tab('out', t('referrals.outbox'))]} />
  )
}

function Filter({ visit, box }: { visit: Visit; box: Box }) {
  const { t, query, href } = visit
  // Drafts stay with who wrote them.
  const shown = REFERRAL_STATUSES.filter(status => box === 'out' || status !== 'draft')
  const options = shown.map(status => ({ value: status, label: t.coded('referrals.status', status) }))
  return (
    <Form action={href('/referrals')} method="get" label={t('referrals.filter')}>
      <Hidden name="box" value={box} />
      <div class="buttons">
        <SelectField
          name="status"
          label={t('referrals.status')}
          options={options}
          value={query.status}
          empty={t('referrals.any')}
        />
        <Button kind="plain" label={t('referrals.filter')} />
      </div>
    </Form>
  )
}

function paging(visit: Visit, box: Box, next: string | null) {
  const { t, query } = visit
  const to = (cursor?: string) => address(visit, { box, status: query.status, cursor })
  return {
    label: t('shell.pages'),
    ...(query.cursor && { first: { href: to(), label: t('shell.newest') } }),
    ...(next && { next: { href: to(next), label: t('shell.older') } }),
  }
}

const filled = (query: Record<string, string>) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))

export const referralsPage: Page = {
  path: '/referrals',
  access: CASE_READERS,
  nav: { heading: 'protection', word: 'referrals.nav' },
  async show(ctx, visit) {
    const { t } = visit
    const filter = ListReferrals.safeParse(filled(visit.query))
    if (!filter.success) return refuse('referral.not-found')
    const { box } = filter.data
    const { items, next } = await listReferrals(ctx, filter.data)
    const body = (
      <>
        <Headline title={t('referrals.title')} lead={t('referrals.list-lead')} />
        <Boxes visit={visit} box={box} />
        <Filter visit={visit} box={box} />
        <Table
          caption={t(box === 'in' ? 'referrals.inbox' : 'referrals.outbox')}
          captionUnseen
          columns={columns(visit, box)}
          rows={items}
          rowId={row => row.id}
          empty={t(box === 'in' ? 'referrals.none-in' : 'referrals.none-out')}
          paging={paging(visit, box, next)}
        />
      </>
    )
    return ok({ title: t('referrals.title'), body })
  },
}
