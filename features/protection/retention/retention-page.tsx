import { CASE_LEADERS, type Role } from '#domain/access/roles.ts'
import { RETAINED, type Retained } from '#domain/retention/due.ts'
import { noonOf } from '#domain/shared/dates.ts'
import { ok } from '#domain/shared/result.ts'
import type { Retention, Term } from '#knowledge/schema/practice.ts'
import { mayEnter } from '#server/http/endpoint.ts'
import type { Page, Visit } from '#server/http/page.ts'
import { Headline } from '#web/components/headline/headline.tsx'
import { SummaryList } from '#web/components/summary-list/summary-list.tsx'
import { Table } from '#web/components/table/table.tsx'
import { countsOf, leavingOf } from './queries.ts'
import type { CountOut, LeavingOut } from './record.ts'

const ACCESS: readonly Role[] = [...CASE_LEADERS, 'administrator']

export const retentionPage: Page = {
  path: '/retention',
  access: ACCESS,
  nav: { heading: 'protection', word: 'retention.nav' },
  async show(ctx, visit) {
    const { t } = visit
    const leads = mayEnter(CASE_LEADERS, ctx.actor.role)
    const body = (
      <>
        <Headline title={t('retention.title')} lead={t(leads ? 'retention.lead' : 'retention.counts-lead')} />
        {leads ? (
          <LeavingTable visit={visit} rows={await leavingOf(ctx)} />
        ) : (
          <Counts visit={visit} rows={await countsOf(ctx)} />
        )}
        <Terms visit={visit} retention={ctx.house.country.retention} />
      </>
    )
    return ok({ title: t('retention.title'), body })
  },
}

function LeavingTable({ visit, rows }: { visit: Visit; rows: LeavingOut[] }) {
  const { t } = visit
  return (
    <Table
      caption={t('retention.announced')}
      captionUnseen
      empty={t('retention.none')}
      rows={rows}
      rowId={row => row.id}
      columns={[
        { key: 'what', label: t('retention.what'), head: true, cell: row => <What visit={visit} row={row} /> },
        { key: 'kind', label: t('retention.kind'), cell: row => t.coded('retention.kind', row.kind) },
        { key: 'goes', label: t('retention.goes-on'), cell: row => t.day(noonOf(row.goesOn)) },
        { key: 'keep', label: t('retention.keep'), cell: row => <Keep visit={visit} row={row} /> },
      ]}
    />
  )
}

const PATHS: Record<Retained, string> = {
  'closed-case': '/cases',
  'lone-screening': '/screenings',
  'screening-draft': '/screenings',
  'withdrawn-draft': '/referrals',
  'lone-contact': '/hotline/contacts',
}

function What({ visit: { t, href }, row }: { visit: Visit; row: LeavingOut }) {
  return (
    <a href={href(`${PATHS[row.kind]}/${row.id}`)}>
      {row.codeName ?? t(row.kind === 'lone-contact' ? 'retention.a-contact' : 'retention.a-screening')}
    </a>
  )
}

/** A screening is kept by opening a case from it, a draft by sending it anew; a case by a reason. */
function Keep({ visit: { t, href }, row }: { visit: Visit; row: LeavingOut }) {
  if (row.kind !== 'closed-case') return <span class="soft">{t.coded('retention.kept-by', row.kind)}</span>
  return (
    <a href={href(`/cases/${row.id}/keep-longer`)}>
      {t('retention.keep-longer')}
      <span class="unseen">: {row.codeName}</span>
    </a>
  )
}

function Counts({ visit: { t }, rows }: { visit: Visit; rows: CountOut[] }) {
  return (
    <Table
      caption={t('retention.announced')}
      captionUnseen
      empty={t('retention.none')}
      rows={rows}
      rowId={row => row.kind}
      columns={[
        { key: 'kind', label: t('retention.kind'), head: true, cell: row => t.coded('retention.kind', row.kind) },
        { key: 'count', label: t('retention.count'), number: true, cell: row => String(row.announced) },
        { key: 'first', label: t('retention.first-goes-on'), cell: row => t.day(noonOf(row.firstGoesOn)) },
      ]}
    />
  )
}

function Terms({ visit: { t }, retention }: { visit: Visit; retention: Retention }) {
  const span = (term: Term) =>
    'years' in term ? t('retention.years', { count: term.years }) : t('retention.days', { count: term.days })
  return (
    <>
      <SummaryList
        title={t('retention.terms')}
        rows={[
          ...RETAINED.map(kind => ({ label: t.coded('retention.kind', kind), value: span(retention.terms[kind]) })),
          { label: t('retention.announce'), value: t('retention.days', { count: retention.announceDays }) },
        ]}
      />
      {retention.status === 'unverified' && <p class="soft">{t('retention.unverified')}</p>}
      <p>{t('retention.what-stays')}</p>
    </>
  )
}
